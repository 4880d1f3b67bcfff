import { isArray, isObject, type Json, pointerTo } from '@whatsapp-qr/openapi-document';
import { drop, type Edit, rename, set } from '../edit.ts';
import { otherPatterns } from './patterns.ts';
import { keysIn, misspelt, type Place, type Slip } from './slip.ts';

/** What else a type is easily taken for. */
const mistakenTypes: Readonly<Record<string, readonly Json[]>> = {
  string: ['integer', ['string', 'null']],
  integer: ['number', 'string', ['integer', 'null']],
  boolean: ['string', ['boolean', 'null']],
  array: ['object'],
  object: ['array', ['object', 'null']],
};

/** Slips in a schema that is written out, in whatever place of the document. */
export const schemaSlips: readonly Slip<Place>[] = [
  {
    name: 'required flag dropped',
    edits: ({ at, value }) => strings(value.required).map((_, index) => drop(pointerTo(at, 'required', index))),
  },
  {
    name: 'required flag added',
    edits({ at, value }) {
      const required = strings(value.required);
      return keysIn(value.properties)
        .filter((name) => !required.includes(name))
        .map((name) => set(pointerTo(at, 'required'), [...required, name]));
    },
  },
  {
    name: 'type changed',
    edits: ({ at, value }) => mistaken(value.type).map((type) => set(pointerTo(at, 'type'), type)),
  },
  { name: 'type dropped', edits: dropped('type') },
  {
    name: 'format changed',
    edits: ({ at, value }) =>
      value.format === undefined ? [] : ['date-time', 'email'].map((format) => set(pointerTo(at, 'format'), format)),
  },
  { name: 'format dropped', edits: dropped('format') },
  {
    name: 'format added',
    edits({ at, value }) {
      const free = value.type === 'string' && value.format === undefined && value.enum === undefined;
      return free ? [set(pointerTo(at, 'format'), 'uri')] : [];
    },
  },
  {
    name: 'property dropped',
    edits: ({ at, value }) => keysIn(value.properties).map((name) => drop(pointerTo(at, 'properties', name))),
  },
  {
    name: 'property renamed',
    edits: ({ at, value }) =>
      keysIn(value.properties).map((name) => rename(pointerTo(at, 'properties', name), misspelt(name))),
  },
  {
    name: 'property added',
    edits: ({ at, value }) =>
      isObject(value.properties)
        ? [set(pointerTo(at, 'properties', 'label'), { type: 'string', description: 'A label.' })]
        : [],
  },
  {
    name: 'forbidden property allowed',
    edits: ({ at, value }) =>
      keysIn(value.properties)
        .filter((name) => isObject(value.properties) && value.properties[name] === false)
        .map((name) => set(pointerTo(at, 'properties', name), true)),
  },
  {
    name: 'other properties forbidden',
    edits: ({ at, value }) =>
      isObject(value.properties) && value.additionalProperties === undefined
        ? [set(pointerTo(at, 'additionalProperties'), false)]
        : [],
  },
  {
    name: 'enumerated value dropped',
    edits: ({ at, value }) => list(value.enum).map((_, index) => drop(pointerTo(at, 'enum', index))),
  },
  {
    name: 'enumerated value changed',
    edits: ({ at, value }) =>
      strings(value.enum).map((word, index) => set(pointerTo(at, 'enum', index), otherCase(word))),
  },
  {
    name: 'enumerated value added',
    edits: ({ at, value }) => (isArray(value.enum) ? [set(pointerTo(at, 'enum', value.enum.length), 'OTHER')] : []),
  },
  { name: 'enumeration dropped', edits: dropped('enum') },
  { name: 'pattern dropped', edits: dropped('pattern') },
  {
    name: 'pattern widened or narrowed',
    edits: ({ at, value }) =>
      typeof value.pattern === 'string'
        ? otherPatterns(value.pattern).map((pattern) => set(pointerTo(at, 'pattern'), pattern))
        : [],
  },
  ...['minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'maxItems'].map(boundSlip),
  {
    name: 'bound added',
    edits({ at, value }) {
      if (value.type === 'integer' && value.maximum === undefined) return [set(pointerTo(at, 'maximum'), 25)];
      if (value.type === 'array' && value.minItems === undefined) return [set(pointerTo(at, 'minItems'), 1)];
      const free = value.type === 'string' && value.maxLength === undefined && value.enum === undefined;
      return free ? [set(pointerTo(at, 'maxLength'), 140)] : [];
    },
  },
  {
    name: 'oneOf for anyOf, and the like',
    edits: ({ at, value }) =>
      compositions
        .filter((keyword) => value[keyword] !== undefined)
        .flatMap((keyword) =>
          compositions.filter((other) => other !== keyword).map((other) => rename(pointerTo(at, keyword), other)),
        ),
  },
  {
    name: 'alternative dropped',
    edits: ({ at, value }) =>
      compositions.flatMap((keyword) => list(value[keyword]).map((_, index) => drop(pointerTo(at, keyword, index)))),
  },
  { name: 'items dropped', edits: dropped('items') },
];

const compositions = ['oneOf', 'anyOf', 'allOf'];

function boundSlip(keyword: string): Slip<Place> {
  return {
    name: `${keyword} moved or dropped`,
    edits({ at, value }): Edit[] {
      const bound = value[keyword];
      const place = pointerTo(at, keyword);
      return typeof bound === 'number' ? [drop(place), set(place, bound + 1), set(place, bound - 1)] : [];
    },
  };
}

function dropped(keyword: string) {
  return ({ at, value }: Place): Edit[] => (value[keyword] === undefined ? [] : [drop(pointerTo(at, keyword))]);
}

function mistaken(type: Json | undefined): readonly Json[] {
  return typeof type === 'string' ? (mistakenTypes[type] ?? []) : [];
}

function otherCase(word: string): string {
  const lower = word.toLowerCase();
  return lower === word ? word.toUpperCase() : lower;
}

function list(value: Json | undefined): readonly Json[] {
  return isArray(value) ? value : [];
}

function strings(value: Json | undefined): string[] {
  return list(value).filter((item) => typeof item === 'string');
}
