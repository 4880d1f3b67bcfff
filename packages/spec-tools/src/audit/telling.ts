import type { FactKind } from '@whatsapp-qr/reference-reader';
import type { Difference } from '../compare/compare.ts';
import { proseKinds } from '../model/node.ts';
import type { Source } from './source.ts';

/** Under which name a form says that it tells these things. What is not here is told by an OpenAPI file alone. */
const toldAs: Readonly<Record<string, FactKind>> = {
  servers: 'servers',
  security: 'security',
  path: 'parameters',
  parameter: 'parameters',
  required: 'required',
  type: 'types',
  format: 'formats',
  minimum: 'bounds',
  maximum: 'bounds',
  enum: 'enums',
  body: 'request-bodies',
  response: 'statuses',
  'media type': 'media-types',
  name: 'schema-names',
  property: 'types',
  items: 'types',
  values: 'additional-properties',
  closed: 'additional-properties',
  branch: 'compositions',
  union: 'compositions',
  pattern: 'patterns',
  minLength: 'lengths',
  maxLength: 'lengths',
  default: 'defaults',
  operationId: 'operation-ids',
  deprecated: 'deprecations',
  header: 'headers',
};

/** Whether the audit looks at such a thing at all: wording is ours, and components count by their uses. */
export function isFact({ what }: Difference): boolean {
  return !proseKinds.has(what) && !what.startsWith('x-') && what !== 'component';
}

/**
 * Whether the silence of a source means anything here. A page that never prints patterns does not say that there is none.
 * What a source does print counts in any case.
 */
export function silenceCounts(source: Source, difference: Difference): boolean {
  const { what, place } = difference;
  const told = (kind: FactKind): boolean => source.tells.has(kind);
  // A page is about some operations, and says nothing of others. A source need not name its schemas.
  if (what === 'operation' || what === 'name') return false;
  if (what === 'example' && difference.wholeNode) {
    const status = place.pairs.find(({ after }) => after?.kind === 'response')?.after?.step;
    if (status === undefined) return told('request-examples');
    return status.startsWith('response 2')
      ? told('success-examples')
      : told('error-examples') && told('named-examples');
  }
  if (what === 'example') {
    return told(place.pairs.at(-1)?.after?.kind === 'parameter' ? 'parameter-examples' : 'schema-examples');
  }
  const named = place.pairs.at(-1)?.before?.facts.has('name') === true;
  if (what === 'enum' && named) return told('named-enums');
  const kind = toldAs[what];
  return kind === undefined ? source.form === 'openapi' : told(kind);
}
