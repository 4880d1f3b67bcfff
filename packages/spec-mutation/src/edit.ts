import { isArray, isObject, type Json, type JsonObject, keysOf } from '@whatsapp-qr/openapi-document';

/** One change at one place of a document, each place by its JSON pointer. */
export type Edit =
  | { readonly kind: 'set'; readonly at: string; readonly to: Json }
  | { readonly kind: 'drop'; readonly at: string }
  | { readonly kind: 'rename'; readonly at: string; readonly to: string };

/** Puts a value there, or in the place of the one that is there; one past the end of a list, it is appended. */
export function set(at: string, to: Json): Edit {
  return { kind: 'set', at, to };
}

export function drop(at: string): Edit {
  return { kind: 'drop', at };
}

/** Another key for the same value, which stays where it is among its neighbours. */
export function rename(at: string, to: string): Edit {
  return { kind: 'rename', at, to };
}

/** A unique name of an edit, which can be written into a file of explanations. */
export function nameOf(edit: Edit): string {
  if (edit.kind === 'drop') return `drop ${edit.at}`;
  return edit.kind === 'rename' ? `rename ${edit.at} to ${edit.to}` : `set ${edit.at} to ${JSON.stringify(edit.to)}`;
}

/** The document with that change; all that is not on the way to it is shared with the original. */
export function edited(root: JsonObject, edit: Edit): JsonObject {
  const changed = changedAt(root, keysOf(edit.at), edit);
  if (!isObject(changed)) throw new Error(`${nameOf(edit)}: expected a place within the document`);
  return changed;
}

function changedAt(value: Json, [name, ...rest]: readonly string[], edit: Edit): Json {
  if (name === undefined) return edit.kind === 'set' ? edit.to : value;
  if (isArray(value)) {
    const index = Number(name);
    const items = [...value];
    const item = items[index];
    if (rest.length > 0 && item !== undefined) items[index] = changedAt(item, rest, edit);
    else if (edit.kind === 'set' && index <= items.length) items[index] = edit.to;
    else if (edit.kind === 'drop' && item !== undefined) items.splice(index, 1);
    else throw new Error(`${nameOf(edit)}: there is no such place`);
    return items;
  }
  if (!isObject(value)) throw new Error(`${nameOf(edit)}: there is no such place`);
  const child = value[name];
  if (rest.length > 0 && child !== undefined) return { ...value, [name]: changedAt(child, rest, edit) };
  if (rest.length > 0) throw new Error(`${nameOf(edit)}: there is no such place`);
  if (edit.kind === 'set') return { ...value, [name]: edit.to };
  if (child === undefined) throw new Error(`${nameOf(edit)}: there is no such place`);
  const entries = Object.entries(value);
  return Object.fromEntries(
    edit.kind === 'drop'
      ? entries.filter(([key]) => key !== name)
      : entries.map(([key, kept]) => [key === name ? edit.to : key, kept]),
  );
}
