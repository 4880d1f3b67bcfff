// What would settle a difference: an edit of the spec with its entry in the ledger, or something outside of both.
import type { Violation } from '@whatsapp-qr/mock';
import { stringify } from 'yaml';
import { operationsIn, specFolder } from '../spec.ts';

/** Text of several lines. `date` is that of the observation, such as `2026-11-28`. */
export function settlementOf(violation: Violation, version: string, baseUrl: string, date: string): string {
  const { side, pointer, expected, found, status } = violation;
  if (side === 'request') return 'The client sent what the spec does not allow: correct packages/client.';
  if (pointer === '') return 'The server did not respond: repeat the check.';
  if (expected.startsWith('no credential')) return 'Report it to the operator of the server: no edit settles it.';
  if (pointer === '/headers/facebook-api-version') {
    const served = found.replaceAll('"', '');
    return `${baseUrl} does not serve ${expected}. Check ${served} instead, or add it: pnpm spec bump ${served} --reference FILE.`;
  }
  const place = placeOf(violation, version);
  if (place === undefined) return `Compare it with spec/${version}/openapi.yaml.`;
  const ours =
    expected === 'a required property' ? 'optional' : `WHAT ALLOWS ${pointer === '/status' ? status : found}`;
  const entry = {
    sources: ['none'],
    why: 'WHY THE SPEC DIFFERS FROM THE PAGES',
    evidence: `${baseUrl} responded so on ${date}: expected ${expected}, found ${found}.`,
    places: [{ at: place, ours }],
  };
  return [
    `If the server is right, edit spec/${version}/openapi.yaml at ${place}: ${editOf(violation)}.`,
    `If no page of Meta says so, add to spec/${version}/deviations.yaml:`,
    ...stringify([entry], { lineWidth: 0, blockQuote: false, doubleQuotedAsJSON: true })
      .trimEnd()
      .split('\n')
      .map((line) => `  ${line}`),
  ].join('\n');
}

function editOf({ pointer, expected, found, status }: Violation): string {
  if (pointer === '/status') return `add the response ${status} with its schema and an example`;
  if (pointer === '/headers/content-type') return `add the media type ${found}`;
  if (expected === 'a required property') return `remove ${pointer.split('/').at(-1)} from \`required\``;
  return `allow ${found} beside ${expected}`;
}

/** In the form of the ledger: `GET /{Version}/… > response 200 > application/json > .data[].code`. */
function placeOf({ operation, pointer, status }: Violation, version: string): string | undefined {
  const documented = operationsIn(specFolder, version).find(({ operationId }) => operationId === operation);
  if (documented === undefined) return undefined;
  const response = `${documented.method} ${documented.path} > response ${status}`;
  const [, first, ...steps] = pointer.split('/');
  if (first !== 'body') return response;
  const path = steps.map((step) => (/^\d+$/.test(step) ? '[]' : `.${step}`)).join('');
  return `${response} > application/json${path && ` > ${path}`}`;
}
