import type { Node } from '../model/node.ts';
import type { Change } from './change.ts';

/** The thing that changed, as a consumer knows it: "`data[].code` in the 200 answer of `getQrCode`". */
export function subject(changes: readonly [Change, ...Change[]]): string {
  const [first] = changes;
  const nodes = nodesOf(first);
  const thing = nodes.at(-1);
  const uses = usesOf(changes);
  if (thing === undefined) return 'The API';
  switch (thing.kind) {
    case 'api':
      return 'The API';
    case 'component':
      return `The type \`components['schemas'][${JSON.stringify(thing.step.replace(/^schema /, ''))}]\``;
    case 'security scheme':
      return `The scheme \`${thing.step.replace(/^security /, '')}\``;
    case 'operation':
      return `${operationNames(changes)}`;
    case 'parameter':
      return `The ${thing.step.split(' ')[0]} parameter \`${nameIn(thing)}\` of ${operationNames(changes)}`;
    case 'body':
      return `The body of ${operationNames(changes)}`;
    case 'response':
      return `The ${answers(changes)} of ${operationNames(changes)}`;
    default: {
      const path = schemaPath(nodes);
      if (first.what.startsWith('example') && first.difference.at.includes(' > example ')) {
        return `The example \`${exampleName(first)}\` ${uses}`;
      }
      if (thing.kind === 'header') return `The header \`${nameIn(thing)}\` ${uses}`;
      if (path !== '') return `\`${path}\` ${uses}`;
      if (first.what === 'media type') return `\`${thing.step}\` ${uses}`;
      return nodes.some(({ kind }) => kind === 'body')
        ? `The body of ${operationNames(changes)}`
        : `What comes ${uses}`;
    }
  }
}

/**
 * Changes of one group differ only in the operation and the status: this is the part that they share. What is said of an
 * operation as a whole is said of each on its own.
 */
export function sharedPlace(change: Change): string {
  const nodes = nodesOf(change);
  if (nodes.at(-1)?.kind === 'operation') return change.difference.at;
  return nodes
    .filter(({ kind }) => kind !== 'operation' && kind !== 'response')
    .map(({ step }) => step)
    .join(' > ');
}

/** The nodes of the newer document, save that an operation is that of the document that gives it a name. */
function nodesOf({ difference }: Change): Node[] {
  return difference.place.pairs.flatMap(({ before, after }) => {
    const named = before?.kind === 'operation' && after?.facts.has('operationId') === false;
    return (named ? before : after) ?? before ?? [];
  });
}

function usesOf(changes: readonly Change[]): string {
  const [first] = changes;
  if (first === undefined) return '';
  const nodes = nodesOf(first);
  const parameter = nodes.find(({ kind }) => kind === 'parameter');
  if (parameter !== undefined) return `in the parameter \`${nameIn(parameter)}\` of ${operationNames(changes)}`;
  if (nodes.some(({ kind }) => kind === 'body')) return `in the body of ${operationNames(changes)}`;
  const byStatuses = Map.groupBy(byOperation(changes), ([, statuses]) => statuses.join(' '));
  return [...byStatuses.values()]
    .map(
      (uses) =>
        `in the ${inWords(uses[0]?.[1] ?? [])} ${uses[0]?.[1].length === 1 ? 'answer' : 'answers'} of ${inWords(uses.map(([name]) => name))}`,
    )
    .join(', and ');
}

function byOperation(changes: readonly Change[]): [string, string[]][] {
  const uses = new Map<string, string[]>();
  for (const change of changes) {
    const nodes = nodesOf(change);
    const operation = nodes.find(({ kind }) => kind === 'operation');
    const response = nodes.find(({ kind }) => kind === 'response');
    const name = operation === undefined ? 'the API' : operationName(operation);
    const status = response === undefined ? [] : [nameIn(response)];
    uses.set(name, [...(uses.get(name) ?? []), ...status]);
  }
  return [...uses];
}

function operationNames(changes: readonly Change[]): string {
  return inWords([...new Set(byOperation(changes).map(([name]) => name))]);
}

function answers(changes: readonly Change[]): string {
  const statuses = [...new Set(byOperation(changes).flatMap(([, list]) => list))];
  return `${statuses.length === 1 ? 'answer' : 'answers'} ${inWords(statuses)}`;
}

function operationName(operation: Node): string {
  const id = operation.facts.get('operationId')?.value;
  return `\`${typeof id === 'string' ? id : operation.step}\``;
}

function nameIn({ step }: Node): string {
  return step.slice(step.indexOf(' ') + 1);
}

function schemaPath(nodes: readonly Node[]): string {
  const steps = nodes
    .filter(({ kind }) => ['property', 'items', 'values', 'branch'].includes(kind))
    .map(({ step }) => step);
  return steps.join('').replace(/^\./, '');
}

function exampleName({ difference }: Change): string {
  const step = difference.at.split(' > ').find((part) => part.startsWith('example ')) ?? '';
  return step.slice('example '.length);
}

export function inWords(list: readonly string[]): string {
  return list.length < 2 ? list.join('') : `${list.slice(0, -1).join(', ')} and ${list.at(-1)}`;
}
