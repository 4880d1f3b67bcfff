import type { Node } from '../model/node.ts';
import { signature } from './alternatives.ts';
import { type Change, isAdded, isRemoved } from './change.ts';
import type { Move } from './moves.ts';

/** Where the law would give a class that helps no consumer. The first row that applies decides. */
export interface Exception {
  readonly reason: string;
  readonly move: Move;
  readonly applies: (change: Change) => boolean;
}

export const exceptions: readonly Exception[] = [
  {
    reason: 'every client meets statuses that no document has, and the type of errors stays as it is',
    move: 'added',
    applies: (change) => change.what === 'response' && isAdded(change) && isErrorOfKnownType(change),
  },
  {
    reason: 'a comparison with null compiles for every type',
    move: 'narrower',
    applies: (change) =>
      change.side === 'response' && change.what === 'branch' && isRemoved(change) && typeIn(change.node) === 'null',
  },
  {
    reason: 'a property that is documented never to be there is one that nobody reads',
    move: 'docs',
    applies: (change) => change.side === 'response' && change.what === 'property' && typeIn(change.node) === 'never',
  },
  {
    reason: 'the format is a hint for forms and has no effect on values',
    move: 'docs',
    applies: ({ what, before, after }) =>
      what === 'format' && [before, after].every((format) => format === undefined || format === 'password'),
  },
  {
    reason: 'scripts of the mock name the named examples of responses, and no others',
    move: 'docs',
    applies: (change) => change.what === 'example' && change.difference.wholeNode && !isScenario(change),
  },
];

/** Whether an example has a name that a script can use. */
function isScenario({ difference, side }: Change): boolean {
  return side === 'response' && !/ > example \([^)]*\)$/.test(difference.at);
}

function typeIn(node: Node | undefined): unknown {
  return node?.facts.get('type')?.value;
}

/** Whether the operation had an error of this type before, or none at all. */
function isErrorOfKnownType({ node, parent }: Change): boolean {
  if (node === undefined || !isError(node)) return false;
  const errors = [...(parent?.before?.children.values() ?? [])].filter(isError);
  return errors.length === 0 || contents(node).every((type) => errors.flatMap(contents).includes(type));
}

function isError({ kind, step }: Node): boolean {
  return kind === 'response' && /^response ([45]|default$)/.test(step);
}

/** The types of the bodies, by everything that makes a difference to a program. */
function contents({ children }: Node): string[] {
  return [...children.values()].filter(({ kind }) => kind === 'media type').map(signature);
}
