import { printable } from '@whatsapp-qr/openapi-document';
import { Document, visit } from 'yaml';
import { formatProblem } from './reading.ts';
import type { ReadReference } from './reference.ts';

/** The facts as text. Facts that are not whole say so themselves, should their text be kept all the same. */
export function printFacts({ skeleton, problems }: ReadReference, as: 'yaml' | 'json'): string {
  const { 'x-ambiguous': ambiguous, ...facts } = skeleton;
  const unread = problems.length === 0 ? {} : { 'x-unread': problems.map(formatProblem) };
  const printed = { ...facts, 'x-ambiguous': ambiguous, ...unread };
  // In JSON and in double quotes, what `printable` writes for a control character is that character.
  if (as === 'json') return printable(`${JSON.stringify(printed, undefined, 2)}\n`);
  const document = new Document(printed, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_key, scalar) {
      if (typeof scalar.value === 'string' && printable(scalar.value) !== scalar.value) scalar.type = 'QUOTE_DOUBLE';
    },
  });
  // Long values stay on one line: a diff of two readings then shows what changed, and no more.
  return printable(document.toString({ lineWidth: 0, doubleQuotedAsJSON: true }));
}
