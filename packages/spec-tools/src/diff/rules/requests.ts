import type { Change } from '../change.ts';
import { additive, breaking, docs, type Rule } from './rule.ts';
import { nowAndBefore } from './wording.ts';

const required = ({ node }: Change): boolean => node?.facts.get('required')?.value === true;
const forbidden = ({ node }: Change): boolean => node?.facts.get('never')?.value === true;

const gone = 'no longer exists: calls that send it no longer compile, and the API ignores or refuses it';
const newAndRequired = 'is new and required: calls without it no longer compile and are refused';
const newAndOptional = 'is new and optional';

/** What can be said in a call: nothing that was accepted may be refused. */
export const requests: readonly Rule[] = [
  breaking('parameter-removed', { what: 'parameter', change: 'removed' }, gone),
  breaking('required-parameter-added', { what: 'parameter', change: 'added', when: required }, newAndRequired),
  additive('optional-parameter-added', { what: 'parameter', change: 'added' }, newAndOptional),
  breaking('body-removed', { what: 'body', change: 'removed' }, gone),
  breaking('required-body-added', { what: 'body', change: 'added', when: required }, newAndRequired),
  additive('optional-body-added', { what: 'body', change: 'added' }, newAndOptional),
  breaking(
    'request-media-type-removed',
    { what: 'media type', change: 'removed', side: 'request' },
    'is no longer accepted',
  ),
  additive('request-media-type-added', { what: 'media type', change: 'added', side: 'request' }, 'is accepted too'),
  breaking(
    'request-property-forbidden',
    { what: 'property', change: 'added', side: 'request', when: forbidden },
    'must not be sent any more',
  ),
  additive(
    'request-property-allowed',
    { what: 'property', change: 'removed', side: 'request', when: forbidden },
    'is no longer forbidden',
  ),
  breaking('request-property-removed', { what: 'property', change: 'removed', side: 'request' }, gone),
  breaking(
    'required-request-property-added',
    { what: 'property', change: 'added', side: 'request', when: required },
    newAndRequired,
  ),
  additive('optional-request-property-added', { what: 'property', change: 'added', side: 'request' }, newAndOptional),
  breaking(
    'request-became-required',
    { what: 'required', side: 'request', when: ({ after }) => after === true },
    'is required now: calls without it no longer compile and are refused',
  ),
  additive('request-became-optional', { what: 'required', side: 'request' }, 'may be left out now'),
  breaking(
    'request-default-changed',
    { what: 'default', change: 'changed', side: 'request' },
    (change) => `means something else when left out: its default is ${nowAndBefore(change)}`,
  ),
  docs('default-documented', { what: 'default' }, (change) => `has a default that is ${nowAndBefore(change)}`),
  breaking(
    'serialisation-changed',
    { what: ['style', 'explode', 'allowReserved', 'allowEmptyValue', 'encoding'] },
    (change) => `is written differently on the wire: \`${change.what}\` is ${nowAndBefore(change)}`,
  ),
];
