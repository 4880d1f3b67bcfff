import { pointerTo } from '@whatsapp-qr/openapi-document';
import { drop, type Edit, rename, set } from '../edit.ts';
import { keysIn, misspelt, type Place, type Slip } from './slip.ts';

/** Slips in what holds media types: bodies of requests and responses. */
export const contentSlips: readonly Slip<Place>[] = [
  {
    name: 'content dropped',
    edits: ({ at, value }) => (value.content === undefined ? [] : [drop(pointerTo(at, 'content'))]),
  },
  {
    name: 'media type changed',
    edits: ({ at, value }) =>
      keysIn(value.content).map((type) => rename(pointerTo(at, 'content', type), 'application/x-www-form-urlencoded')),
  },
];

export const mediaTypeSlips: readonly Slip<Place>[] = [
  {
    name: 'schema dropped',
    edits: ({ at, value }) => (value.schema === undefined ? [] : [drop(pointerTo(at, 'schema'))]),
  },
  {
    name: 'schema wrapped into an array',
    edits: ({ at, value }) =>
      value.schema === undefined ? [] : [set(pointerTo(at, 'schema'), { type: 'array', items: value.schema })],
  },
  { name: 'example dropped', edits: (place) => examplesOf(place, (example) => drop(example)) },
  {
    name: 'example renamed',
    edits: (place) => examplesOf(place, (example, name) => rename(example, misspelt(name))),
  },
  {
    name: 'examples dropped',
    edits: ({ at, value }) => (value.examples === undefined ? [] : [drop(pointerTo(at, 'examples'))]),
  },
];

function examplesOf({ at, value }: Place, edit: (at: string, name: string) => Edit): Edit[] {
  return keysIn(value.examples).map((name) => edit(pointerTo(at, 'examples', name), name));
}
