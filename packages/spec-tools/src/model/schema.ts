import { type At, asSet, elements, isArray, isObject, type Json, members } from '@whatsapp-qr/openapi-document';
import { type Found, type Layers, layersOf, together } from './layers.ts';
import { type Node, NodeBuilder, type NodeKind } from './node.ts';

/** Keywords that become children, branches or facts of another name. Any other is a fact under its own name. */
const structural = new Set([
  '$ref',
  'allOf',
  'oneOf',
  'anyOf',
  'properties',
  'required',
  'items',
  'prefixItems',
  'additionalProperties',
  'patternProperties',
  'type',
  'enum',
  'const',
  'example',
  'examples',
]);

/**
 * Puts the contents of a schema into the builder of the node that it describes: a parameter, a media type, a property.
 * `within` are the components being described just now, for schemas that contain themselves.
 */
export function describeSchema(into: NodeBuilder, schemas: readonly At[], within: readonly string[] = []): Layers {
  const layers = layersOf(schemas, within);
  if (layers.name !== undefined) into.fact('name', layers.name.value, layers.name.at);
  if (layers.recursion !== undefined) into.fact('recursion', layers.recursion.value, layers.recursion.at);
  else if (layers.never !== undefined) into.fact('never', true, layers.never);
  else {
    const deeper = [...within, ...layers.targets];
    describeType(into, layers);
    describeUnion(into, layers, deeper);
    describeProperties(into, layers, deeper);
    describeOtherProperties(into, layers, deeper);
    describeItems(into, layers, deeper);
    for (const keyword of layers.keywords) {
      const stated = structural.has(keyword) ? undefined : together(layers, keyword);
      if (stated !== undefined && !hasNoEffect(keyword, stated.value)) into.fact(keyword, stated.value, stated.at);
    }
    const examples = [...layers.all('example'), ...layers.all('examples').flatMap(elements)];
    const values = asSet(examples.map((example) => example.value));
    if (examples[0] !== undefined) into.fact('example', values, examples[0]);
  }
  return layers;
}

function schemaNode(kind: NodeKind, step: string, schemas: readonly At[], within: readonly string[]): Node {
  return addSchemaTo(new NodeBuilder(), kind, step, schemas, within);
}

function addSchemaTo(
  builder: NodeBuilder,
  kind: NodeKind,
  step: string,
  schemas: readonly At[],
  within: readonly string[],
): Node {
  const layers = describeSchema(builder, schemas, within);
  const site = schemas[0] ?? layers.inside;
  return builder.build(kind, step, { site, inside: layers.inside, pointers: layers.pointers });
}

function describeType(into: NodeBuilder, layers: Layers): void {
  const values = valuesOf(layers);
  if (values !== undefined) into.fact('enum', values.value, values.at);
  const written = together(layers, 'type');
  const stated = written ?? impliedTypes(layers, values);
  if (stated === undefined) return;
  const types = isArray(stated.value) ? asSet(stated.value) : [stated.value];
  const type = types.length === 1 && types[0] !== undefined ? types[0] : types;
  if (written === undefined) into.implied('type', type, stated.at);
  else into.fact('type', type, stated.at);
}

/** A constant is an enumeration of one. */
function valuesOf(layers: Layers): { value: readonly Json[]; at: At } | undefined {
  const constant = together(layers, 'const');
  if (constant !== undefined) return { value: [constant.value], at: constant.at };
  const values = together(layers, 'enum');
  return values !== undefined && isArray(values.value) ? { value: asSet(values.value), at: values.at } : undefined;
}

function impliedTypes(layers: Layers, values: { value: readonly Json[] } | undefined): Found | undefined {
  const at = layers.inside;
  if (layers.keywords.has('properties') || layers.keywords.has('required')) return { value: 'object', at };
  if (layers.keywords.has('items') || layers.keywords.has('prefixItems')) return { value: 'array', at };
  return values === undefined ? undefined : { value: asSet(values.value.map(typeOf)), at };
}

function typeOf(value: Json): string {
  if (value === null) return 'null';
  if (isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function describeProperties(into: NodeBuilder, layers: Layers, within: readonly string[]): void {
  const required = new Map<string, At>();
  for (const name of layers.all('required').flatMap(elements)) {
    if (typeof name.value === 'string') required.set(name.value, name);
  }
  const properties = new Map<string, At[]>();
  for (const [name, schema] of layers.all('properties').flatMap(members)) {
    properties.set(name, [...(properties.get(name) ?? []), schema]);
  }
  for (const [name, schemas] of properties) {
    const builder = new NodeBuilder();
    if (schemas[0] !== undefined) builder.fact('required', required.has(name), required.get(name) ?? schemas[0]);
    into.add(addSchemaTo(builder, 'property', propertyStep(name), schemas, within));
  }
  for (const [name, at] of required) {
    if (!properties.has(name)) into.fact(`required ${name}`, true, at);
  }
}

/**
 * Which properties may be there that have no name in the schema. Without the keyword any may; with `true` the generated
 * types have an index signature as well.
 */
function describeOtherProperties(into: NodeBuilder, layers: Layers, within: readonly string[]): void {
  for (const rest of layers.all('additionalProperties')) {
    if (rest.value === false) into.fact('closed', true, rest);
    else if (isObject(rest.value) && Object.keys(rest.value).length > 0) {
      into.add(schemaNode('values', '{}', [rest], within));
    } else into.fact('open', true, rest);
  }
  for (const [pattern, schema] of layers.all('patternProperties').flatMap(members)) {
    into.add(schemaNode('values', `{${pattern}}`, [schema], within));
  }
}

function describeItems(into: NodeBuilder, layers: Layers, within: readonly string[]): void {
  const items = layers.all('items');
  if (items.length > 0) into.add(schemaNode('items', '[]', items, within));
  for (const [index, item] of layers.all('prefixItems').flatMap(elements).entries()) {
    into.add(schemaNode('items', `[${index}]`, [item], within));
  }
}

function describeUnion(into: NodeBuilder, layers: Layers, within: readonly string[]): void {
  const unions = [...layers.all('oneOf'), ...layers.all('anyOf')].filter((union) => elements(union).length > 1);
  const [union, ...others] = unions;
  if (union === undefined) return;
  // A second union at one place is rare; it is compared as it is written.
  for (const [index, other] of others.entries()) into.fact(`union ${index + 2}`, other.value, other);
  into.fact('union', union.pointer.endsWith('/oneOf') ? 'oneOf' : 'anyOf', union);
  for (const [index, branch] of elements(union).entries()) {
    const node = schemaNode('branch', `(${index + 1})`, [branch], within);
    const name = node.facts.get('name')?.value;
    into.branches.push(typeof name === 'string' ? { ...node, step: `(${name})` } : node);
  }
}

function hasNoEffect(keyword: string, value: Json): boolean {
  return (
    (['minLength', 'minItems', 'minProperties'].includes(keyword) && value === 0) ||
    (['deprecated', 'readOnly', 'writeOnly', 'uniqueItems'].includes(keyword) && value === false)
  );
}

function propertyStep(name: string): string {
  return /^[\w$-]+$/.test(name) ? `.${name}` : `.${JSON.stringify(name)}`;
}

export function propertyName(step: string): string {
  const name: unknown = step.startsWith('."') ? JSON.parse(step.slice(1)) : step.slice(1);
  return String(name);
}
