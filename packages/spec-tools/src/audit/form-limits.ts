import type { FactKind } from '@whatsapp-qr/reference-reader';
import type { Difference } from '../compare/compare.ts';
import { operationKey, proseKinds } from '../model/node.ts';
import type { Source } from './source.ts';

/** The name under which a form declares that it states these things. What is not here is stated by an OpenAPI file alone. */
const kindNames: Readonly<Record<string, FactKind>> = {
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

/** What the rules on silence ask about a difference. */
interface Subject {
  readonly what: string;
  readonly wholeNode: boolean;
  /** Of the response that it is in. */
  readonly status: string | undefined;
  readonly isOfParameter: boolean;
  /** Whether the source gives a name to the schema that it is about. */
  readonly isNamed: boolean;
}

/**
 * Whether the silence of a source means anything here. A page that never prints patterns does not say that there is none.
 * What a source does print counts in any case.
 */
export function silenceCounts(source: Source, { what, wholeNode, place }: Difference): boolean {
  return silenceOf(source, {
    what,
    wholeNode,
    status: place.pairs.find(({ after }) => after?.kind === 'response')?.after?.step,
    isOfParameter: place.pairs.at(-1)?.after?.kind === 'parameter',
    isNamed: place.pairs.at(-1)?.before?.facts.has('name') === true,
  });
}

/** The same for a place as the ledger writes it, of which nothing else is known. */
export function canState(source: Source, at: string): boolean {
  const steps = at.split(' > ');
  const [operation = ''] = steps;
  const isOperation = operation === '*' || / \//.test(operation);
  if (isOperation && operation !== '*' && !source.api.children.has(operationKey(operation))) return false;
  const last = steps.at(-1) ?? '';
  const example = steps.find((step) => step.startsWith('example '));
  const ofExample = last === 'value' ? 'example value' : 'example';
  const ofOther = steps.length === 1 && isOperation ? 'operation' : kindOfStep(last);
  return silenceOf(source, {
    what: example === undefined ? ofOther : ofExample,
    wholeNode: example !== undefined && last !== 'value',
    status: steps.find((step) => step.startsWith('response ')),
    isOfParameter: parameterStep.test(steps.at(-2) ?? ''),
    isNamed: false,
  });
}

const parameterStep = /^(header|query|path|cookie) /;

/** `.code` is a property, `query limit` a parameter, `maximum` a fact of its own name. */
function kindOfStep(step: string): string {
  if (parameterStep.test(step)) return 'parameter';
  if (step.startsWith('response ')) return 'response';
  if (/^[.([]/.test(step)) return 'property';
  return step.includes('/') ? 'media type' : step;
}

function silenceOf(source: Source, { what, wholeNode, status, isOfParameter, isNamed }: Subject): boolean {
  const states = (kind: FactKind): boolean => source.states.has(kind);
  // A page is about some operations, and says nothing of others. A source need not name its schemas.
  if (what === 'operation' || what === 'name') return false;
  if (what === 'example' && wholeNode) {
    if (status === undefined) return states('request-examples');
    return status.startsWith('response 2')
      ? states('success-examples')
      : states('error-examples') && states('named-examples');
  }
  if (what === 'example') return states(isOfParameter ? 'parameter-examples' : 'schema-examples');
  if (what === 'enum' && isNamed) return states('named-enums');
  const kind = kindNames[what];
  return kind === undefined ? source.form === 'openapi' : states(kind);
}
