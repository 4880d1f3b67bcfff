import {
  type At,
  asSet,
  child,
  DocumentError,
  elements,
  expectObject,
  follow,
  isArray,
  type Json,
  type JsonObject,
  place,
  sameJson,
} from '@whatsapp-qr/openapi-document';
import { proseKinds } from './node.ts';

/**
 * The schema objects that all hold at one place: the one written there, what its reference leads to, and the parts of
 * an allOf, the nearest first. A node has what they state together.
 */
export interface Layers {
  /** Where the contents are written: past the references. */
  readonly inside: At;
  readonly pointers: readonly string[];
  /** The references followed to get here, by target. */
  readonly targets: readonly string[];
  readonly keywords: ReadonlySet<string>;
  /** The component that is named at the place itself. */
  readonly name: Found | undefined;
  /** Set if the place lies within what it refers to: then it is not described further. */
  readonly recursion: Found | undefined;
  /** Set if no value is allowed here (`false`). */
  readonly never: At | undefined;
  all(keyword: string): At[];
}

export interface Found {
  readonly value: Json;
  readonly at: At;
}

export function layersOf(schemas: readonly At[], within: readonly string[]): Layers {
  const objects: At<JsonObject>[] = [];
  const pointers: string[] = [];
  const targets: string[] = [];
  let name: Found | undefined;
  let recursion: Found | undefined;
  let never: At | undefined;

  /** `way`: the references that led here. */
  const visit = (at: At, atTheSite: boolean, way: readonly string[]): void => {
    if (at.value === true) return;
    if (at.value === false) {
      never = at;
      return;
    }
    const schema = expectObject(at, 'a schema');
    pointers.push(schema.pointer);
    objects.push(schema);
    const reference = child(schema, '$ref');
    if (reference !== undefined) {
      const target = follow(schema, reference.value);
      const component = /^#\/components\/schemas\/([^/]+)$/.exec(target.pointer)?.[1];
      if (atTheSite && component !== undefined) name ??= { value: component, at: reference };
      if (way.includes(target.pointer)) {
        throw new DocumentError(`${place(schema)}: the reference leads back to itself`);
      }
      if (within.includes(target.pointer)) {
        recursion = { value: component ?? target.pointer, at: reference };
        return;
      }
      // Two parts of an allOf can refer to the same schema.
      if (!targets.includes(target.pointer)) {
        targets.push(target.pointer);
        visit(target, atTheSite, [...way, target.pointer]);
      }
    }
    for (const part of elements(child(schema, 'allOf'))) visit(part, false, way);
    // A union of one alternative is that alternative.
    for (const union of ['oneOf', 'anyOf']) {
      const [only, ...others] = elements(child(schema, union));
      if (only !== undefined && others.length === 0) visit(only, false, way);
    }
  };
  for (const schema of schemas) visit(schema, schemas.length === 1, []);

  const [site] = schemas;
  if (site === undefined) throw new TypeError('layersOf: expected at least one schema');
  return {
    // A reference with only words beside it has its contents elsewhere.
    inside:
      objects.find((layer) => Object.keys(layer.value).some((key) => key !== '$ref' && !proseKinds.has(key))) ?? site,
    pointers: pointers.length > 0 ? pointers : [site.pointer],
    targets,
    keywords: new Set(objects.flatMap((layer) => Object.keys(layer.value))),
    name,
    recursion,
    never,
    all: (keyword) => objects.flatMap((layer) => child(layer, keyword) ?? []),
  };
}

const lowerBounds = new Set(['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties', 'minContains']);
const upperBounds = new Set(['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties', 'maxContains']);

/** What all layers say by one keyword. Words are those of the nearest; of two bounds the tighter holds. */
export function together(layers: Layers, keyword: string): Found | undefined {
  const values = layers.all(keyword);
  const [first, ...others] = values;
  if (first === undefined) return undefined;
  const differ = others.some((other) => !sameJson(other.value, first.value));
  if (!differ || proseKinds.has(keyword) || keyword === 'default') return { value: first.value, at: first };
  if (lowerBounds.has(keyword)) return values.map(found).reduce((a, b) => (Number(b.value) > Number(a.value) ? b : a));
  if (upperBounds.has(keyword)) return values.map(found).reduce((a, b) => (Number(b.value) < Number(a.value) ? b : a));
  if (keyword === 'enum' || keyword === 'type') {
    const lists = values.map((at) => (isArray(at.value) ? at.value : [at.value]));
    // Integers are numbers.
    const isIn = (list: readonly Json[], value: Json): boolean =>
      list.some((one) => sameJson(one, value) || (keyword === 'type' && one === 'number' && value === 'integer'));
    return { value: asSet(lists.flat().filter((value) => lists.every((list) => isIn(list, value)))), at: first };
  }
  return { value: { allOf: asSet(values.map((at) => at.value)) }, at: first };
}

function found(at: At): Found {
  return { value: at.value, at };
}
