import { type At, child, DocumentError, members, place, pointerTo, resolve } from '@whatsapp-qr/openapi-document';
import { type Example, type Node, NodeBuilder } from './node.ts';
import { describeSchema } from './schema.ts';

export function parameterNode(at: At): Node {
  const { target, via } = resolve(at, 'a parameter');
  const { name, in: location } = target.value;
  if (typeof name !== 'string' || typeof location !== 'string') {
    throw new DocumentError(
      `${place(target)}: expected a parameter with "name" and "in", found ${JSON.stringify(target.value)}`,
    );
  }
  return valueNode('parameter', `${location} ${name}`, at, target, via);
}

/** Parameters and headers: their own keys, then those of their schema. */
function valueNode(kind: 'parameter' | 'header', step: string, at: At, target: At, via: readonly string[]): Node {
  const builder = new NodeBuilder();
  builder.fact('required', child(target, 'required')?.value === true, keyOf(target, 'required'));
  const [content] = members(child(target, 'content'));
  const schema = child(target, 'schema') ?? (content && child(resolve(content[1], 'a media type').target, 'schema'));
  const layers = schema === undefined ? undefined : describeSchema(builder, [schema]);
  // `content` has exactly one media type: the value is the same, and only written in another way.
  if (content !== undefined) builder.fact('content', content[0], content[1]);
  for (const [key, member] of members(target)) {
    if (key === 'example') builder.fact(key, [member.value], member);
    else if (key === 'examples') {
      const values = members(member).flatMap(
        ([, example]) => child(resolve(example, 'an example').target, 'value')?.value ?? [],
      );
      builder.fact('example', values, member);
    } else if (key === 'deprecated' || key === 'allowReserved' || key === 'allowEmptyValue') {
      builder.fact(key, member.value === true ? true : undefined, member);
    } else if (key === 'style' || key === 'explode') {
      builder.fact(key, member.value === serialisation(target, key) ? undefined : member.value, member);
    } else if (!['name', 'in', 'required', 'schema', 'content'].includes(key)) builder.fact(key, member.value, member);
  }
  const pointers = [...via, target.pointer, ...(layers?.pointers ?? [])];
  return builder.build(kind, step, { site: at, inside: target, pointers });
}

/** How a value is written when the document does not say. */
function serialisation(target: At, key: 'style' | 'explode'): string | boolean {
  const location = child(target, 'in')?.value;
  const style = location === 'query' || location === 'cookie' ? 'form' : 'simple';
  return key === 'style' ? style : (child(target, 'style')?.value ?? style) === 'form';
}

export function bodyNode(at: At): Node {
  const { target, via } = resolve(at, 'a request body');
  const body = new NodeBuilder();
  body.fact('required', child(target, 'required')?.value === true, keyOf(target, 'required'));
  for (const [key, member] of members(target)) {
    if (key === 'content') for (const [type, media] of members(member)) body.add(mediaTypeNode(type, media));
    else if (key !== 'required') body.fact(key, member.value, member);
  }
  return body.build('body', 'body', { site: at, inside: target, pointers: [...via, target.pointer] });
}

export function responseNode(status: string, at: At): Node {
  const { target, via } = resolve(at, 'a response');
  const response = new NodeBuilder();
  for (const [key, member] of members(target)) {
    if (key === 'content') for (const [type, media] of members(member)) response.add(mediaTypeNode(type, media));
    else if (key === 'headers') for (const [name, header] of members(member)) response.add(headerNode(name, header));
    else response.fact(key, member.value, member);
  }
  return response.build('response', `response ${status}`, {
    site: at,
    inside: target,
    pointers: [...via, target.pointer],
  });
}

function headerNode(name: string, at: At): Node {
  const { target, via } = resolve(at, 'a header');
  return valueNode('header', `header ${name}`, at, target, via);
}

function mediaTypeNode(type: string, at: At): Node {
  const { target, via } = resolve(at, 'a media type');
  const media = new NodeBuilder();
  const schema = child(target, 'schema');
  const layers = schema === undefined ? undefined : describeSchema(media, [schema]);
  // What a schema gives as examples are examples of parts; of the whole, those beside it count.
  for (const [key, member] of members(target)) {
    if (key === 'example') media.examples.push(exampleOf(member, member, []));
    else if (key === 'examples')
      for (const [name, example] of members(member)) media.examples.push(namedExample(name, example));
    else if (key !== 'schema') media.fact(key, member.value, member);
  }
  const pointers = [...via, target.pointer, ...(layers?.pointers ?? [])];
  return media.build('media type', type, { site: at, inside: layers?.inside ?? target, pointers });
}

function namedExample(name: string, at: At): Example {
  const { target, via } = resolve(at, 'an example');
  const value = child(target, 'value');
  const { value: _, ...words } = target.value;
  if (value !== undefined) return { name, words, ...exampleOf(value, at, [...via, target.pointer]) };
  throw new DocumentError(
    `${place(at)}: expected the example ${name} to have a "value", found ${JSON.stringify(target.value)}`,
  );
}

function exampleOf(value: At, site: At, pointers: readonly string[]): Example {
  const { document, pointer } = value;
  return {
    value: value.value,
    site: { document, pointer: site.pointer },
    inside: { document, pointer },
    pointers: [...pointers, pointer],
  };
}

/** Where a key stands, or would stand. */
function keyOf({ document, pointer }: At, key: string): { document: At['document']; pointer: string } {
  return { document, pointer: pointerTo(pointer, key) };
}
