/** Percent signs, and what a terminal would not show as it is. */
const encoded = /[%\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** JSON pointers in the form that `$ref` has them: `#/paths/~1{Version}/get`. */
export function pointerTo(parent: string, ...keys: readonly (string | number)[]): string {
  return keys.reduce<string>(
    (pointer, key) =>
      `${pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1').replace(encoded, encodeURIComponent)}`,
    parent,
  );
}

export function keysOf(pointer: string): string[] {
  if (pointer === '#' || pointer === '') return [];
  return pointer
    .replace(/^#?\//, '')
    .split('/')
    .map((key) => percentDecoded(key).replaceAll('~1', '/').replaceAll('~0', '~'));
}

export function isAtOrUnder(pointer: string, ancestor: string): boolean {
  return pointer === ancestor || pointer.startsWith(`${ancestor}/`) || ancestor === '#';
}

function percentDecoded(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}
