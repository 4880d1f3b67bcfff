import { isArray, isObject, type Json } from '@whatsapp-qr/openapi-document';
import { quoted, type Reading } from './reading.ts';
import { decodeEntities, plainSpaces } from './text.ts';

type Example = { readonly value: Json; readonly inexact: string | undefined } | { readonly unread: string };

/** No example is deeper. Code that walks values recurses, and must not run out of stack. */
const deepest = 100;

export function readJson(text: string): Example {
  if (depthOf(text) > deepest) return { unread: `JSON nested more than ${deepest} deep` };
  const asWritten = parse(text);
  if (!('unread' in asWritten)) return { ...asWritten, value: decoded(asWritten.value) };
  // A no-break space in a string may be meant; one between strings shows that the copy replaced all spaces.
  const repaired = parse(withoutCopyMarks(plainSpaces(text)));
  if (!('unread' in repaired)) return { ...repaired, value: decoded(repaired.value) };
  // Samples can be escaped as HTML although the page around them is not.
  const escaped = parse(withoutCopyMarks(plainSpaces(decodeEntities(text))));
  return 'unread' in escaped ? repaired : escaped;
}

function decoded(value: Json): Json {
  if (typeof value === 'string') return decodeEntities(value);
  if (isArray(value)) return value.map(decoded);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [decodeEntities(key), decoded(member)]));
}

/** Reads an example for the place at `pointer`; nothing if it cannot be read, which is then reported. */
export function exampleAt(text: string, line: number, pointer: string, reading: Reading): { value: Json } | undefined {
  const example = readJson(text);
  if ('unread' in example) {
    reading.problem(line, `an example that is no JSON: ${example.unread}`, 'JSON');
    return undefined;
  }
  if (example.inexact !== undefined) reading.note(line, pointer, tooLarge(example.inexact));
  return { value: example.value };
}

export function tooLarge(number: string): string {
  return `the number ${number} is larger than can be held exactly; its last digits are lost here`;
}

/** Parses JSON; `inexact` is the first number that lost digits. */
function exactJson(text: string): { readonly value: Json; readonly inexact: string | undefined } {
  let inexact: string | undefined;
  // What a number was written as is passed on by the parser only; a parsed number has already lost digits.
  const watch = (_key: string, value: Json, context?: { source?: string }): Json => {
    if (Number.isInteger(value) && !Number.isSafeInteger(value)) inexact ??= context?.source ?? String(value);
    return value;
  };
  const value: Json = JSON.parse(text, watch);
  return { value, inexact };
}

function parse(text: string): Example {
  try {
    return exactJson(text);
  } catch (error) {
    return { unread: `${quoted(text.trim())} (${error instanceof Error ? error.message : String(error)})` };
  }
}

/** Copying a page puts a backslash before the first brace and at the end of lines: outside of strings JSON has none. */
function withoutCopyMarks(text: string): string {
  let json = '';
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === '\\' && inString && text[at + 1] !== '\n') {
      json += character + (text[at + 1] ?? '');
      at++;
    } else if (character !== '\\') {
      if (character === '"') inString = !inString;
      else if (character === '\n') inString = false;
      json += character;
    }
  }
  return json;
}

/** Counts brackets in strings too: that errs on the side of refusing. */
function depthOf(text: string): number {
  let depth = 0;
  let greatest = 0;
  for (const character of text) {
    if (character === '{' || character === '[') greatest = Math.max(greatest, ++depth);
    else if (character === '}' || character === ']') depth--;
  }
  return greatest;
}
