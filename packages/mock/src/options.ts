import { quote } from './quote.ts';

/** Throws a `TypeError` for an unknown option, which TypeScript reports and JavaScript does not. */
export function requireOptions(caller: string, options: object, known: readonly string[]): void {
  const unknown = Object.keys(options).filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw new TypeError(`${caller}: expected the options ${known.join(', ')}; received ${unknown.join(', ')}.`);
}

export function requireBodyLimit(maxBodyBytes: unknown): void {
  if (Number.isSafeInteger(maxBodyBytes) && Number(maxBodyBytes) >= 0) return;
  throw new TypeError(`maxBodyBytes: expected a number of bytes, such as 1_000_000; received ${quote(maxBodyBytes)}.`);
}
