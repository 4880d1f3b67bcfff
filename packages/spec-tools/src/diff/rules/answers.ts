import type { Change } from '../change.ts';
import { additive, breaking, docs, type Rule } from './rule.ts';

const success = ({ step }: Change): boolean => /^response ([23]|default$)/.test(step);
const forbidden = ({ node }: Change): boolean => node?.facts.get('never')?.value === true;

/** What can come back: nothing may come that a program written against the older document did not foresee. */
export const answers: readonly Rule[] = [
  // An undocumented status can still come. But the types of an error are those of the documented ones, and no test covers
  // the others.
  breaking(
    'answer-removed',
    { what: 'response', change: 'removed' },
    'is no longer documented: it is gone from the types of answers and errors, and from the mock',
  ),
  breaking(
    'success-added',
    { what: 'response', change: 'added', when: success },
    'is new: a call can succeed with an answer that was not foreseen',
  ),
  // Every client meets statuses that no document foresees, and classes them by the error code in the body.
  additive('error-added', { what: 'response', change: 'added' }, 'is new among the documented errors'),
  breaking('answer-media-type-removed', { what: 'media type', change: 'removed', side: 'response' }, 'no longer comes'),
  additive('answer-media-type-added', { what: 'media type', change: 'added', side: 'response' }, 'can come too'),
  breaking('header-removed', { what: 'header', change: 'removed' }, 'no longer comes'),
  additive('header-added', { what: 'header', change: 'added' }, 'is new'),
  docs('answer-property-never-there', { what: 'property', side: 'response', when: forbidden }, ({ change }) =>
    change === 'added' ? 'is documented never to come' : 'is no longer documented never to come',
  ),
  breaking(
    'answer-property-removed',
    { what: 'property', change: 'removed', side: 'response' },
    'no longer comes: code that reads it no longer compiles',
  ),
  additive('answer-property-added', { what: 'property', change: 'added', side: 'response' }, 'is new'),
  breaking(
    'answer-became-optional',
    { what: 'required', side: 'response', when: ({ after }) => after !== true },
    'may be absent now: code that reads it must handle `undefined`',
  ),
  additive('answer-became-required', { what: 'required', side: 'response' }, 'is always there now'),
  // Whoever reads an answer passes over properties that are not known: so did it before.
  docs('answer-further-properties', { what: 'closed', side: 'response' }, ({ after }) =>
    after === true ? 'has no further properties' : 'can have further properties',
  ),
];
