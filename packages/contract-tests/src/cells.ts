import { existsSync } from 'node:fs';
import type { OperationName } from '@whatsapp-qr/client';
import type { Call, ExpectedResponse, Outcome, SomeContract } from './contract.ts';
import { type DocumentedResponse, documentedResponses } from './documented.ts';
import { specFolder } from './spec.ts';

/** A documented response to one of the client's methods, which has to be covered. */
export interface Cell extends DocumentedResponse {
  readonly operation: OperationName;
}

/** The hand-written expectation of a cell. */
export interface Expectation extends Call<unknown>, Pick<ExpectedResponse<unknown>, 'body' | 'result'> {
  readonly outcome: Outcome;
}

/** Every cell of a version: a response of create-or-update makes two, one for each method of the client. */
export function documentedCells(version: string, { calls }: SomeContract, folder: string = specFolder): Cell[] {
  const responses = documentedResponses(folder, version);
  const orphan = responses.find(({ operationId }) => calls.every(({ documentedAs }) => documentedAs !== operationId));
  if (orphan !== undefined) {
    throw new Error(
      `spec/${version}/openapi.yaml documents the operation ${orphan.operationId}, but no call in expected/${version}/ is documentedAs ${orphan.operationId}. If the client has no method for it, add one in packages/client/src; then write the call.`,
    );
  }
  return calls.flatMap(({ operation, documentedAs }) =>
    responses.filter(({ operationId }) => operationId === documentedAs).map((response) => ({ ...response, operation })),
  );
}

/** Every cell with an expectation, documented or not. */
export function expectedCells(version: string, { calls, outcomes }: SomeContract): Cell[] {
  return calls.flatMap(({ operation, documentedAs: operationId, answers }) =>
    [answers, outcomes[operation]].flatMap((written) =>
      Object.entries(written).flatMap(([status, examples]) =>
        Object.keys(examples).map((example) => ({ version, operation, operationId, status: Number(status), example })),
      ),
    ),
  );
}

/** The expectation of a cell. Throws an error with the file to edit if there is none. */
export function expectationOf(cell: Cell, { calls, outcomes }: SomeContract): Expectation {
  const { operation, status, example } = cell;
  const outcome = outcomes[operation][status]?.[example];
  if (outcome === undefined) throw missing(cell, fileOf(cell, 'outcomes.ts'), 'the outcome for the caller');
  const method = calls.find((candidate) => candidate.operation === operation);
  const response = method?.answers[status]?.[example];
  if (method === undefined || response === undefined) {
    throw missing(cell, fileOf(cell, `${kebab(operation)}.ts`), 'its body and, if the call resolves, its result');
  }
  const { call, request } = method;
  return { call, request, outcome, result: undefined, ...response };
}

export function titleOf({ operation, status, example }: Cell): string {
  return `${operation} ${status} ${example}`;
}

/** The oldest version has one file per method, later versions a single file. */
function fileOf({ version }: Cell, name: string): string {
  return existsSync(new URL(`../expected/${version}/contract.ts`, import.meta.url)) ? name : 'changes.ts';
}

/** `get-qr-code` for `getQrCode`. */
function kebab(operation: OperationName): string {
  return operation.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function missing(cell: Cell, file: string, what: string): Error {
  return new Error(
    `${titleOf(cell)} is documented in spec/${cell.version}/openapi.yaml, but expected/${cell.version}/${file} has no entry for it. Add from Meta's reference: ${what}.`,
  );
}
