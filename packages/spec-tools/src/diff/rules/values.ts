import type { Change } from '../change.ts';
import { directionOf } from '../direction.ts';
import { type About, additive, breaking, type Rule } from './rule.ts';
import { gained, lost, nowAndBefore, room } from './wording.ts';

/** Which values are allowed. */
export const values: readonly Rule[] = [
  additive('request-enum-widened', { what: 'enum', change: 'wider', side: 'request' }, (change) =>
    change.after === undefined ? 'takes any value' : `also takes ${gained(change)}`,
  ),
  breaking('request-enum-narrowed', { what: 'enum', side: 'request' }, (change) =>
    change.before === undefined ? `takes only ${gained(change)}` : `no longer takes ${lost(change)}`,
  ),
  additive('answer-enum-narrowed', { what: 'enum', change: 'narrower', side: 'response' }, (change) =>
    change.before === undefined ? `is always one of ${gained(change)}` : `is never ${lost(change)} any more`,
  ),
  breaking(
    'answer-enum-widened',
    { what: 'enum', side: 'response' },
    (change) =>
      `can be ${change.after === undefined ? 'any value' : `${gained(change)} too`}: a switch over its values no longer covers all`,
  ),
  ...onBothSides('type', { what: 'type' }, (change) => `${room(change)}: its type is ${nowAndBefore(change)}`),
  ...onBothSides('format', { what: 'format' }, (change) => `${room(change)}: its format is ${nowAndBefore(change)}`),
  ...onBothSides('alternative', { what: ['branch', 'union'] }, (change) => {
    if (change.what === 'union') return `${room(change)}: \`oneOf\` or \`anyOf\` is ${nowAndBefore(change)}`;
    return change.change === 'wider' ? 'is an alternative now' : 'is no longer an alternative';
  }),
  ...onBothSides('limit', { what: limits }, (change) => {
    const known = ['items', 'values'].includes(change.what) ? 'the schema of what it holds' : `\`${change.what}\``;
    return `${room(change)}: ${known} is ${nowAndBefore(change)}`;
  }),
];

/** Of what is sent, no less must be accepted; of what is received, nothing more must come. */
function onBothSides(id: string, about: About, says: (change: Change) => string): Rule[] {
  return [
    additive(`request-${id}-widened`, { ...about, change: 'wider', side: 'request' }, says),
    breaking(`request-${id}-narrowed`, { ...about, change: ['narrower', 'other'], side: 'request' }, says),
    additive(`answer-${id}-narrowed`, { ...about, change: 'narrower', side: 'response' }, says),
    breaking(`answer-${id}-widened`, { ...about, change: ['wider', 'other'], side: 'response' }, says),
  ];
}

function limits(what: string): boolean {
  return directionOf(what, undefined, true) !== undefined;
}
