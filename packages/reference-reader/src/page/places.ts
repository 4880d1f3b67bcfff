import { pointerTo } from '@whatsapp-qr/openapi-document';
import { quoted, type Reading } from '../reading.ts';
import { isAlternative, isItemOf, type Node, schemaName } from './node.ts';

/** Where the root of a tree stands in the skeleton. The entries of a list of parameters stand in a list there, too. */
export interface RootPlace {
  readonly pointer: string;
  readonly firstParameter?: number;
}

/** Notes for every ambiguous entry where it was put, and where the page would have it as well. */
export function noteAmbiguities(root: Node, at: RootPlace, reading: Reading): void {
  const { entry, rivals } = root;
  if (entry !== undefined && rivals.length > 0) {
    const note = `nothing on the page closes a level: ${quoted(entry.text)} may also belong further out`;
    reading.note(
      entry.line,
      placeOf(root, at),
      note,
      rivals.map((parent) => placeUnder(parent, root, at)),
    );
  }
  if (entry !== undefined && entry.rivals.length > 0) {
    const others = entry.rivals.map(
      ({ name, type }) => `${quoted(name)} of type ${type.kind === 'named' ? type.name : type.kind}`,
    );
    reading.note(
      entry.line,
      placeOf(root, at),
      `name and type are glued: ${quoted(entry.text)} may also be ${others.join(' or ')}`,
    );
  }
  if (entry?.mayBeProse) {
    reading.note(entry.line, placeOf(root, at), `${quoted(entry.text)} is taken for an entry, but could be prose`);
  }
  if (root.type.kind === 'unnamed' && root.children.length === 0) {
    reading.note(
      entry?.line ?? 0,
      placeOf(root, at),
      'the page has a schema here, but shows neither its name nor its type',
    );
  }
  for (const child of root.children) noteAmbiguities(child, at, reading);
}

function placeOf(node: Node, at: RootPlace): string {
  const { parent } = node;
  return parent === undefined ? at.pointer : placeUnder(parent, node, at);
}

function placeUnder(parent: Node, node: Node, at: RootPlace): string {
  if (isItemOf(parent, node)) return pointerTo(placeOf(parent, at), 'items');
  if (parent.parent === undefined && at.firstParameter !== undefined) {
    const index = parent.children.includes(node) ? parent.children.indexOf(node) : parent.children.length;
    return pointerTo(at.pointer, 'parameters', at.firstParameter + index, 'schema');
  }
  const name = schemaName(parent);
  const contents = name === undefined ? placeOf(parent, at) : pointerTo('#/components/schemas', name);
  if (!isAlternative(node)) return pointerTo(contents, 'properties', node.name);
  return pointerTo(contents, 'oneOf', node.parent === parent ? node.order : parent.alternatives);
}
