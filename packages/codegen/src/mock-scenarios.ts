import { type Operation, operationsOf, statusesOf } from './operations.ts';
import type { SpecVersion } from './spec.ts';
import { header, propertyKey, stringLiteral } from './typescript-text.ts';

/** The steps that a test can script in the mock: every documented status, and the names of its examples. */
export function scenariosSource(versions: readonly SpecVersion[]): string {
  const rows = versions.map(({ version, document }) => {
    const operations = operationsOf(document.root).map(operationRows).join('');
    return `  ${propertyKey(version)}: {\n${operations}  },\n`;
  });
  return `${header(...versions.map(({ document }) => document.file))}/**
 * The documented statuses of every operation of every version, each with the names of its documented examples. Within an
 * operation a name stands under one status only.
 */
export const scenarios = {
${rows.join('')}} as const;

export type Scenarios = typeof scenarios;

/** A Graph API version that this package has a document of. */
export type SupportedVersion = keyof Scenarios;
`;
}

function operationRows(operation: Operation): string {
  const rows = statusesOf(operation).map(({ status, examples }) => {
    const names = new Set(examples.map(({ name }) => stringLiteral(name)));
    return `      ${propertyKey(status)}: [${[...names].join(', ')}],\n`;
  });
  return `    ${propertyKey(operation.id ?? operation.title)}: {\n${rows.join('')}    },\n`;
}
