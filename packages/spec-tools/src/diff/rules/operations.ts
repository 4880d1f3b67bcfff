import { onlyIn } from '../direction.ts';
import { additive, breaking, docs, type Rule } from './rule.ts';
import { gained, lost, nowAndBefore, quoted } from './wording.ts';

export const operations: readonly Rule[] = [
  breaking('operation-removed', { what: 'operation', change: 'removed' }, 'no longer exists'),
  additive('operation-added', { what: 'operation', change: 'added' }, 'is new'),
  breaking(
    'operation-renamed',
    { what: 'operationId' },
    ({ before, after }) =>
      `has the name ${quoted(after)} in \`operations\` and in the mock's scripts, and had ${quoted(before)}`,
  ),
  breaking(
    'path-renamed',
    { what: 'path' },
    ({ before, after }) => `has the path ${quoted(after)} in \`paths\`, and had ${quoted(before)}`,
  ),
  breaking(
    'server-removed',
    { what: 'servers', when: ({ before, after }) => onlyIn(before, after).length > 0 },
    (change) => `is no longer served at ${lost(change)}, but at ${quoted(change.after)}`,
  ),
  additive('server-added', { what: 'servers' }, (change) => `is also served at ${gained(change)}`),
  breaking(
    'security-narrowed',
    { what: 'security', when: ({ before, after }) => onlyIn(before, after).length > 0 },
    (change) => `no longer accepts ${lost(change)} as authorization, but ${quoted(change.after)}`,
  ),
  additive('security-widened', { what: 'security' }, (change) => `also accepts ${gained(change)} as authorization`),
  // Whether an operation asks for a scheme is told of the operation.
  docs('security-scheme', { what: 'security scheme' }, ({ change }) => `was ${change}`),
  docs('token-format', { what: 'bearerFormat' }, (change) => `has a token format that is ${nowAndBefore(change)}`),
  docs('deprecated', { what: 'deprecated', change: 'added' }, 'is deprecated now'),
  docs('no-longer-deprecated', { what: 'deprecated', change: 'removed' }, 'is no longer deprecated'),
];
