import { isAboutThePlace } from '../compare/branches.ts';
import type { Difference } from '../compare/compare.ts';
import type { Node, NodeKind } from '../model/node.ts';
import type { Change } from './change.ts';
import { codeSpan } from './code-span.ts';

const partsOfSchemas: ReadonlySet<NodeKind> = new Set(['property', 'items', 'values', 'branch']);

/** What changed, as a consumer knows it: "`data[].code` in the 200 response of `getQrCode`". */
export function subject(changes: readonly [Change, ...Change[]]): string {
  const [first] = changes;
  const nodes = nodesOf(first.difference);
  const thing = nodes.at(-1);
  const operations = inWords(operationsOf(changes).map(codeSpan));
  if (thing === undefined) return 'The API';
  switch (thing.kind) {
    case 'api':
      return 'The API';
    case 'security scheme':
      return `The security scheme ${codeSpan(nameIn(thing))}`;
    case 'operation':
      return operations;
    case 'parameter':
      return parameter(thing, operations);
    case 'body':
      return `The body of ${operations}`;
    case 'response':
      return `The ${responses(changes)} of ${operations}`;
    case 'component':
      return typeName(thing);
  }
  if (first.what.startsWith('example') && first.difference.at.includes(' > example ')) {
    const name = exampleName(first);
    return `${name === '(unnamed)' ? 'An example without a name' : `The example ${codeSpan(name)}`} ${usesOf(changes)}`;
  }
  if (thing.kind === 'header') return `The header ${codeSpan(nameIn(thing))} ${usesOf(changes)}`;
  // An added or removed alternative is a change of the property that has it.
  const path = schemaPath(first.what === 'branch' ? nodes.slice(0, -1) : nodes);
  if (path !== '') return `${codeSpan(path)} ${usesOf(changes)}`;
  if (first.what === 'media type') return `${codeSpan(thing.step)} ${usesOf(changes)}`;
  const owner = nodes.find(({ kind }) => ['body', 'response', 'component', 'parameter'].includes(kind));
  if (owner?.kind === 'component') return typeName(owner);
  if (owner?.kind === 'parameter') return parameter(owner, operations);
  return `The body ${owner?.kind === 'body' ? `of ${operations}` : usesOf(changes)}`;
}

/**
 * Changes of one group differ only in the operation and the status: this is the part that they share. What changes in an
 * operation as a whole is a change of its own.
 */
export function sharedPlace(change: Change): string {
  const nodes = nodesOf(change.difference);
  if (nodes.at(-1)?.kind === 'operation') return change.difference.at;
  return nodes
    .filter(({ kind }) => kind !== 'operation' && kind !== 'response')
    .map(({ step }) => step)
    .join(' > ');
}

/** The named schema that the change is in, if it is in one. Examples of bodies are in their operation. */
export function schemaOf({ what, difference }: Change): string | undefined {
  const nodes = nodesOf(difference);
  if (nodes.at(-1)?.kind === 'media type' && what.startsWith('example')) return undefined;
  const aboutItself = !difference.wholeNode && !isAboutThePlace(what);
  const named = (aboutItself ? nodes : nodes.slice(0, -1)).findLast(({ facts }) => facts.has('name'));
  const component = nodes.find(({ kind, step }) => kind === 'component' && step.startsWith('schemas '));
  const name = named?.facts.get('name')?.value ?? (component && nameIn(component));
  return typeof name === 'string' ? name : undefined;
}

/** The operations that the changes are in, by `operationId`. */
export function operationsOf(changes: readonly Change[]): string[] {
  return [...new Set(byOperation(changes).map(([name]) => name))];
}

/** The nodes of the newer document, save that an operation is that of the document that gives it a name. */
function nodesOf({ place }: Difference): Node[] {
  return place.pairs.flatMap(({ before, after }) => {
    const named = before?.kind === 'operation' && after?.facts.has('operationId') === false;
    return (named ? before : after) ?? before ?? [];
  });
}

function usesOf(changes: readonly [Change, ...Change[]]): string {
  const [first] = changes;
  const nodes = nodesOf(first.difference);
  const component = nodes.find(({ kind }) => kind === 'component');
  if (component !== undefined) return `in the type ${typeName(component, '')}`;
  const operations = inWords(operationsOf(changes).map(codeSpan));
  const parameter = nodes.find(({ kind }) => kind === 'parameter');
  if (parameter !== undefined) return `in the parameter ${codeSpan(nameIn(parameter))} of ${operations}`;
  if (nodes.some(({ kind }) => kind === 'body')) return `in the body of ${operations}`;
  const byStatuses = Map.groupBy(byOperation(changes), ([, statuses]) => statuses.join(' '));
  return [...byStatuses.values()]
    .map((uses) => {
      const statuses = uses[0]?.[1] ?? [];
      const names = inWords(uses.map(([name]) => codeSpan(name)));
      return `in the ${inWords(statuses.map(status))} ${statuses.length === 1 ? 'response' : 'responses'} of ${names}`;
    })
    .join(', and ');
}

function byOperation(changes: readonly Change[]): [string, string[]][] {
  const uses = new Map<string, string[]>();
  for (const change of changes) {
    const nodes = nodesOf(change.difference);
    const operation = nodes.find(({ kind }) => kind === 'operation');
    const response = nodes.find(({ kind }) => kind === 'response');
    if (operation === undefined) continue;
    const id = operation.facts.get('operationId')?.value;
    const name = typeof id === 'string' ? id : operation.step;
    uses.set(name, [...(uses.get(name) ?? []), ...(response === undefined ? [] : [nameIn(response)])]);
  }
  return [...uses];
}

function responses(changes: readonly Change[]): string {
  const statuses = [...new Set(byOperation(changes).flatMap(([, list]) => list))];
  return `${inWords(statuses.map(status))} ${statuses.length === 1 ? 'response' : 'responses'}`;
}

function status(text: string): string {
  return /^(\d\d\d|\dXX|default)$/.test(text) ? text : codeSpan(text);
}

function parameter({ step }: Node, operations: string): string {
  return `The ${step.split(' ')[0]} parameter ${codeSpan(step.slice(step.indexOf(' ') + 1))} of ${operations}`;
}

function typeName({ step }: Node, the = 'The type '): string {
  const [kind = '', ...name] = step.split(' ');
  return `${the}${codeSpan(`components['${kind}']['${name.join(' ')}']`)}`;
}

function nameIn({ step }: Node): string {
  return step.slice(step.indexOf(' ') + 1);
}

function schemaPath(nodes: readonly Node[]): string {
  const steps = nodes.filter(({ kind }) => partsOfSchemas.has(kind)).map(({ step }) => step);
  return steps.join('').replace(/^\./, '');
}

function exampleName({ difference }: Change): string {
  const [, name = ''] = / > example (.*?)(?: > (?:value|example words))?$/s.exec(difference.at) ?? [];
  return name;
}

export function inWords(list: readonly string[]): string {
  return list.length < 2 ? list.join('') : `${list.slice(0, -1).join(', ')} and ${list.at(-1)}`;
}
