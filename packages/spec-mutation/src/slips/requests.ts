import { isArray, pointerTo } from '@whatsapp-qr/openapi-document';
import { drop, rename, set } from '../edit.ts';
import { keysIn, misspelt, type Place, type Slip } from './slip.ts';

const methods = ['get', 'put', 'post', 'delete', 'patch'];

export const pathSlips: readonly Slip<Place>[] = [
  {
    name: 'path dropped',
    edits: ({ at, value }) => (value.$ref === undefined ? [drop(at)] : []),
  },
  {
    name: 'path changed',
    edits({ at }) {
      const path = at.slice('#/paths/'.length).replaceAll('~1', '/');
      const segments = path.split('/').filter((segment) => segment !== '');
      const misspellings = segments.map((segment) => {
        const name = segment.replace(/^\{|\}$/g, '');
        return path.replace(name, misspelt(name));
      });
      return [...misspellings, `${path}/`, path.replace('/{Version}', '')]
        .filter((other) => other !== path)
        .map((other) => rename(at, other));
    },
  },
  {
    name: 'method changed',
    edits: ({ at, value }) =>
      methods
        .filter((method) => value[method] !== undefined)
        .flatMap((method) =>
          methods.filter((other) => value[other] === undefined).map((other) => rename(pointerTo(at, method), other)),
        ),
  },
  {
    name: 'operation dropped',
    edits: ({ at, value }) =>
      methods.filter((method) => value[method] !== undefined).map((method) => drop(pointerTo(at, method))),
  },
];

export const operationSlips: readonly Slip<Place>[] = [
  {
    name: 'operationId changed or dropped',
    edits: ({ at, value: { operationId } }) =>
      typeof operationId === 'string'
        ? [set(pointerTo(at, 'operationId'), misspelt(operationId)), drop(pointerTo(at, 'operationId'))]
        : [],
  },
  {
    name: 'parameter dropped',
    edits: ({ at, value: { parameters } }) =>
      isArray(parameters) ? parameters.map((_, index) => drop(pointerTo(at, 'parameters', index))) : [],
  },
  {
    name: 'request body dropped',
    edits: ({ at, value }) => (value.requestBody === undefined ? [] : [drop(pointerTo(at, 'requestBody'))]),
  },
  {
    name: 'security lifted',
    edits: ({ at, value }) => (value.security === undefined ? [set(pointerTo(at, 'security'), [])] : []),
  },
  {
    name: 'status dropped',
    edits: ({ at, value }) => keysIn(value.responses).map((status) => drop(pointerTo(at, 'responses', status))),
  },
  {
    name: 'status changed',
    edits({ at, value }) {
      const statuses = keysIn(value.responses);
      return statuses.map((status) => {
        let other = Number(status) + 1;
        while (statuses.includes(String(other))) other += 1;
        return rename(pointerTo(at, 'responses', status), String(other));
      });
    },
  },
];

export const parameterSlips: readonly Slip<Place>[] = [
  {
    name: 'parameter renamed',
    edits: ({ at, value: { name } }) =>
      typeof name === 'string'
        ? [set(pointerTo(at, 'name'), misspelt(name)), set(pointerTo(at, 'name'), swapped(name))]
        : [],
  },
  {
    name: 'parameter moved',
    edits: ({ at, value }) =>
      ['query', 'header', 'path', 'cookie']
        .filter((place) => value.in !== undefined && place !== value.in)
        .map((place) => set(pointerTo(at, 'in'), place)),
  },
  {
    name: 'required flag of a parameter changed',
    edits: ({ at, value }) =>
      value.required === true
        ? [drop(pointerTo(at, 'required')), set(pointerTo(at, 'required'), false)]
        : [set(pointerTo(at, 'required'), true)],
  },
  {
    name: 'example of a parameter dropped',
    edits: ({ at, value }) => (value.example === undefined ? [] : [drop(pointerTo(at, 'example'))]),
  },
  {
    name: 'schema of a parameter dropped',
    edits: ({ at, value }) => (value.schema === undefined ? [] : [drop(pointerTo(at, 'schema'))]),
  },
];

export const bodySlips: readonly Slip<Place>[] = [
  {
    name: 'required flag of the body dropped',
    edits: ({ at, value }) => (value.required === true ? [drop(pointerTo(at, 'required'))] : []),
  },
];

/** Two letters in the wrong order. */
function swapped(name: string): string {
  return name.length < 2 ? name : `${name[1]}${name[0]}${name.slice(2)}`;
}
