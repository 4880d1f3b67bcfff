import { memberOf, pointerTo, valueAt } from '@whatsapp-qr/openapi-document';
import type { YamlFile } from './document.ts';
import { entriesOf } from './json.ts';
import { isReference, type Place, placesOf } from './places.ts';
import type { Problem } from './problem.ts';

type Rule = (place: Place, document: YamlFile) => [pointer: string, reason: string][];

/** What this project requires of its documents beyond valid OpenAPI. */
export function checkConventions(document: YamlFile): Problem[] {
  const places = placesOf(document).filter(({ value }) => !isReference(value));
  return places.flatMap((place) =>
    rules.flatMap((rule) => rule(place, document).map(([pointer, reason]) => document.problem(pointer, reason))),
  );
}

/** A document describes one version, so that a call to another is refused wherever the document is enforced. */
const oneVersion: Rule = ({ kind, pointer, value }, { root }) => {
  const version = memberOf(root.info, 'version');
  if (kind !== 'parameter' || value.name !== 'Version') return [];
  const allowed = valueAt(value, '/schema/enum');
  if (Array.isArray(allowed) && allowed.length === 1 && allowed[0] === version) return [];
  return [
    [
      pointerTo(pointer, 'schema'),
      `allows ${allowed ? JSON.stringify(allowed) : 'anything'}: expected enum: [${version}]`,
    ],
  ];
};

const bodiesShown: Rule = ({ kind, pointer, value }) => {
  if (kind !== 'mediaType') return [];
  const names = entriesOf(value.examples).map(([name]) => name);
  const reasons: [string, string][] = [];
  if (value.schema === undefined) reasons.push([pointer, 'has no schema']);
  if (names.length === 0) reasons.push([pointer, 'has no named example: expected at least one under examples']);
  if (value.example !== undefined) {
    reasons.push([
      pointerTo(pointer, 'example'),
      'has no name, by which the mock could be asked for it: move it to examples',
    ]);
  }
  for (const name of names.filter((name) => !/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name))) {
    reasons.push([pointerTo(pointer, 'examples', name), 'is not written in snake_case, as names of examples are']);
  }
  return reasons;
};

/** OpenAPI ignores these as parameters, but type generators would require them on every call. */
const noIgnoredHeaders: Rule = ({ kind, pointer, value }) => {
  if (kind !== 'parameter' || value.in !== 'header') return [];
  const ignored = ['accept', 'authorization', 'content-type'].includes(String(value.name).toLowerCase());
  return ignored
    ? [[pointer, `declares ${value.name}, which OpenAPI describes elsewhere and ignores as a parameter`]]
    : [];
};

const noBodyWhereItMeansNothing: Rule = ({ kind, pointer, value }) => {
  const bodiless = kind === 'operation' && /\/(get|head|delete)$/.test(pointer) && value.requestBody !== undefined;
  return bodiless ? [[pointerTo(pointer, 'requestBody'), 'describes a body that HTTP gives no meaning']] : [];
};

/** Descriptions of schemas and their properties are the docstrings of the generated types. */
const schemasDescribed: Rule = ({ kind, pointer, value }) => {
  const parent = pointer.split('/').at(-2);
  if (kind !== 'schema' || (parent !== 'properties' && parent !== 'schemas')) return [];
  return value.description === undefined ? [[pointer, 'has no description, which is its docstring in the types']] : [];
};

/** The types go by the operation's name, and so do contract tests and the mock. */
const operationsNamed: Rule = ({ kind, pointer, value }) => {
  if (kind !== 'operation' || /^[a-z][A-Za-z]*$/.test(String(value.operationId ?? ''))) return [];
  return [[pointer, `has operationId ${value.operationId}: expected a name in camelCase`]];
};

const rules = [oneVersion, bodiesShown, noIgnoredHeaders, noBodyWhereItMeansNothing, schemasDescribed, operationsNamed];
