import { proseKinds } from '../../model/node.ts';
import { additive, breaking, docs, type Rule } from './rule.ts';
import { nowAndBefore } from './wording.ts';

/** Names that programs and tests use, and words that only people read. */
export const names: readonly Rule[] = [
  breaking(
    'type-removed',
    { what: 'component', change: 'removed' },
    'no longer exists: programs that import it no longer compile',
  ),
  additive('type-added', { what: 'component', change: 'added' }, 'is new'),
  breaking(
    'scenario-removed',
    { what: 'example', change: 'removed', side: 'response', when: wholeExample },
    'no longer exists: tests that script the mock with it no longer compile',
  ),
  additive(
    'scenario-added',
    { what: 'example', change: 'added', side: 'response', when: wholeExample },
    'is new: the mock can be scripted with it',
  ),
  docs('scenario-value', { what: 'example value' }, 'has another value'),
  docs('request-example', { what: 'example', when: wholeExample }, ({ change }) => `was ${change}`),
  docs('example', { what: 'example' }, (change) => `has an example that is ${nowAndBefore(change)}`),
  docs('words', { what: (what) => proseKinds.has(what) }, ({ what }) => `has another ${what}`),
  docs(
    'extension',
    { what: (what) => what.startsWith('x-') },
    (change) => `has \`${change.what}\`, which is ${nowAndBefore(change)}`,
  ),
  docs(
    'link',
    { what: ['links', 'discriminator', '$schema', '$id', '$anchor'] },
    (change) => `has \`${change.what}\`, which is ${nowAndBefore(change)}`,
  ),
];

/** Of a body's examples each is a scenario of its own; those of a property or a parameter only illustrate it. */
function wholeExample({ difference }: { readonly difference: { readonly wholeNode: boolean } }): boolean {
  return difference.wholeNode;
}
