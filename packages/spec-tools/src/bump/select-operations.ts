import {
  isArray,
  isAtOrUnder,
  isObject,
  type Json,
  type JsonObject,
  keysOf,
  pointerTo,
} from '@whatsapp-qr/openapi-document';
import type { Skeleton } from '@whatsapp-qr/reference-reader';
import { operationKey } from '../model/node.ts';

/**
 * The part of a document that is about the operations known, or lies below their paths, with the components that it
 * uses. Meta publishes one document for all its messaging APIs.
 */
export function selectOperations(skeleton: Skeleton, known: readonly string[]): Skeleton {
  const paths = known.map((operation) => operationKey(operation.slice(operation.indexOf(' ') + 1)));
  const ours = (path: string): boolean =>
    paths.some((other) => operationKey(path) === other || operationKey(path).startsWith(`${other}/`));
  const kept = Object.fromEntries(Object.entries(skeleton.paths).filter(([path]) => ours(path)));
  if (Object.keys(kept).length === Object.keys(skeleton.paths).length) return skeleton;
  const components = skeleton.components === undefined ? undefined : used(skeleton.components, kept);
  const gone = (pointer: string): boolean => {
    const [top, section, name] = keysOf(pointer);
    if (top === 'paths') return section !== undefined && !Object.hasOwn(kept, section);
    if (top !== 'components' || section === undefined || name === undefined) return false;
    const group = components?.[section];
    return !isObject(group) || !Object.hasOwn(group, name);
  };
  return {
    ...skeleton,
    paths: kept,
    ...(components === undefined ? {} : { components }),
    'x-ambiguous': skeleton['x-ambiguous'].filter(({ pointer }) => !gone(pointer)),
  };
}

/** Security schemes are used by name; all others by reference. */
function used(components: JsonObject, paths: Json): JsonObject {
  const wanted = new Set<string>();
  const visit = (value: Json): void => {
    if (isArray(value)) value.forEach(visit);
    if (!isObject(value)) return;
    for (const [key, member] of Object.entries(value)) {
      if (key === '$ref' && typeof member === 'string') {
        const [, section = '', name = ''] = keysOf(member);
        const pointer = pointerTo('#/components', section, name);
        const group = components[section];
        const target = isObject(group) && isAtOrUnder(member, '#/components') ? group[name] : undefined;
        if (target === undefined || wanted.has(pointer)) continue;
        wanted.add(pointer);
        visit(target);
      } else visit(member);
    }
  };
  visit(paths);
  const sections = Object.entries(components).map(([section, group]): [string, Json] => {
    if (section === 'securitySchemes' || !isObject(group)) return [section, group];
    return [
      section,
      Object.fromEntries(
        Object.entries(group).filter(([name]) => wanted.has(pointerTo('#/components', section, name))),
      ),
    ];
  });
  return Object.fromEntries(sections.filter(([, group]) => !isObject(group) || Object.keys(group).length > 0));
}
