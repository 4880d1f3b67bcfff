import { existsSync } from 'node:fs';
import type { OperationName } from '@whatsapp-qr/client';
import type { Call, ExpectedAnswer, Outcome, SomeContract } from './contract.ts';
import { type DocumentedAnswer, documentedAnswers } from './documented.ts';
import { specFolder } from './spec.ts';

/** What has to be covered: a documented answer, coming to one of the client's methods. */
export interface Cell extends DocumentedAnswer {
  readonly operation: OperationName;
}

/** What people wrote down about a cell. */
export interface Expectation extends Call<unknown>, Pick<ExpectedAnswer<unknown>, 'body' | 'result'> {
  readonly outcome: Outcome;
}

/** Every cell of a version: an answer to create-or-update makes two, one for each method of the client. */
export function documentedCells(version: string, { calls }: SomeContract, folder: string = specFolder): Cell[] {
  const answers = documentedAnswers(folder, version);
  const orphan = answers.find(({ operationId }) => calls.every(({ documentedAs }) => documentedAs !== operationId));
  if (orphan !== undefined) {
    throw new Error(
      `spec/${version}/openapi.yaml documents the operation ${orphan.operationId}, but no call in expected/${version}/ is documentedAs ${orphan.operationId}. If the client has no method for it, add one in packages/client/src; then write the call.`,
    );
  }
  return calls.flatMap(({ operation, documentedAs }) =>
    answers.filter(({ operationId }) => operationId === documentedAs).map((answer) => ({ ...answer, operation })),
  );
}

/** Every cell of which something is written down, documented or not. */
export function expectedCells(version: string, { calls, outcomes }: SomeContract): Cell[] {
  return calls.flatMap(({ operation, documentedAs: operationId, answers }) =>
    [answers, outcomes[operation]].flatMap((written) =>
      Object.entries(written).flatMap(([status, examples]) =>
        Object.keys(examples).map((example) => ({ version, operation, operationId, status: Number(status), example })),
      ),
    ),
  );
}

/** What is written down about a cell, or an error that says where to write it. */
export function expectationOf(cell: Cell, { calls, outcomes }: SomeContract): Expectation {
  const { operation, status, example } = cell;
  const outcome = outcomes[operation][status]?.[example];
  if (outcome === undefined) throw missing(cell, fileOf(cell, 'outcomes.ts'), 'what that means to whoever calls');
  const method = calls.find((candidate) => candidate.operation === operation);
  const answer = method?.answers[status]?.[example];
  if (method === undefined || answer === undefined) {
    throw missing(
      cell,
      fileOf(cell, `${kebab(operation)}.ts`),
      'its body and, if the call resolves to something, that',
    );
  }
  const { call, request } = method;
  return { call, request, outcome, result: undefined, ...answer };
}

export function titleOf({ operation, status, example }: Cell): string {
  return `${operation} ${status} ${example}`;
}

/** The version that is written in whole has a file for each method, and the later ones a file for all. */
function fileOf({ version }: Cell, name: string): string {
  return existsSync(new URL(`../expected/${version}/contract.ts`, import.meta.url)) ? name : 'changes.ts';
}

/** `get-qr-code` for `getQrCode`. */
function kebab(operation: OperationName): string {
  return operation.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function missing(cell: Cell, file: string, what: string): Error {
  return new Error(
    `${titleOf(cell)} is documented in spec/${cell.version}/openapi.yaml, but expected/${cell.version}/${file} has no entry for it. Write there, from Meta's reference, ${what}.`,
  );
}
