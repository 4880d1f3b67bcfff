import { isArray, isObject, type Json, type JsonObject, pointerTo } from '@whatsapp-qr/openapi-document';
import { drop, type Edit, set } from '../edit.ts';
import type { Slip } from './slip.ts';

/** A value that the document gives as an example. */
export interface ExampleValue {
  readonly at: string;
  readonly value: Json;
}

export const exampleSlips: readonly Slip<ExampleValue>[] = [
  { name: 'value of an example changed', edits: ({ at, value }) => everywhere(at, value, otherValues) },
  { name: 'property of an example dropped', edits: ({ at, value }) => everywhere(at, value, droppedKeys) },
  { name: 'element of an example dropped', edits: ({ at, value }) => everywhere(at, value, droppedItems) },
];

type EditsAt = (at: string, value: Json) => readonly Edit[];

/** Those of a value, and of all that is in it. */
function everywhere(at: string, value: Json, edits: EditsAt): Edit[] {
  const inside = isArray(value)
    ? value.flatMap((item, index) => everywhere(pointerTo(at, index), item, edits))
    : isObject(value)
      ? Object.entries(value).flatMap(([key, item]) => everywhere(pointerTo(at, key), item, edits))
      : [];
  return [...edits(at, value), ...inside];
}

/** Another value of the same form, which the schema accepts too; and a number or boolean in quotes. */
const otherValues: EditsAt = (at, value) => {
  if (typeof value === 'string') return [set(at, otherText(value))];
  if (typeof value === 'number') return [set(at, value + 1), set(at, String(value))];
  if (typeof value === 'boolean') return [set(at, !value), set(at, String(value))];
  return [];
};

const droppedKeys: EditsAt = (at, value) =>
  isObject(value) ? Object.keys(value).map((key) => drop(pointerTo(at, key))) : [];

const droppedItems: EditsAt = (at, value) =>
  isArray(value) ? value.map((_, index) => drop(pointerTo(at, index))) : [];

/** The text with its last letter or digit exchanged for another of its kind. */
function otherText(text: string): string {
  const changed = text.replace(/[A-Za-z0-9](?=[^A-Za-z0-9]*$)/, (character) => {
    if (/[0-9]/.test(character)) return character === '7' ? '3' : '7';
    if (/[A-Z]/.test(character)) return character === 'Q' ? 'R' : 'Q';
    return character === 'q' ? 'r' : 'q';
  });
  return changed === text ? `${text}q` : changed;
}

/** Every example of the document: of bodies, of parameters, of schemas, and those that several places share. */
export function exampleValuesOf(root: JsonObject): ExampleValue[] {
  return valuesIn('#', root);
}

function valuesIn(at: string, value: Json): ExampleValue[] {
  if (isArray(value)) return value.flatMap((item, index) => valuesIn(pointerTo(at, index), item));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]): ExampleValue[] => {
    const place = pointerTo(at, key);
    if (key === 'example') return [{ at: place, value: item }];
    if (key !== 'examples') return valuesIn(place, item);
    if (isArray(item)) return item.map((example, index) => ({ at: pointerTo(place, index), value: example }));
    return Object.entries(isObject(item) ? item : {}).flatMap(([name, example]) =>
      isObject(example) && example.value !== undefined
        ? [{ at: pointerTo(place, name, 'value'), value: example.value }]
        : [],
    );
  });
}
