import type { MockOptions } from './controls.ts';
import { quote } from './quote.ts';
import type { GraphVersion } from './scenarios.ts';

/** The options of both forms of the mock. */
export const COMMON_OPTIONS: readonly (keyof MockOptions<GraphVersion>)[] = [
  'version',
  'log',
  'maxBodyBytes',
  'stateful',
  'seed',
  'randomSeed',
  'imageTtlMs',
  'control',
];

const STATEFUL_OPTIONS = ['seed', 'randomSeed', 'imageTtlMs'] as const;

/** Throws a `TypeError` for an unknown option, which TypeScript reports and JavaScript does not. */
export function requireKnownOptions(caller: string, options: object, known: readonly string[]): void {
  const unknown = Object.keys(options).filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw new TypeError(`${caller}: expected the options ${known.join(', ')}; received ${unknown.join(', ')}.`);
}

/** Throws a `TypeError` for a value that an option cannot have. */
export function requireValidOptions(options: MockOptions<GraphVersion>): void {
  requireNumber('maxBodyBytes', options.maxBodyBytes, 'a number of bytes, such as 1_000_000', 0);
  requireNumber('imageTtlMs', options.imageTtlMs, 'a number of milliseconds, such as 60_000', 0);
  requireNumber('randomSeed', options.randomSeed, 'a whole number', Number.MIN_SAFE_INTEGER);
  if (options.stateful) return;
  const needless = STATEFUL_OPTIONS.find((name) => options[name] !== undefined);
  if (needless !== undefined) throw new TypeError(`${needless}: has no effect without stateful: true.`);
}

export function requireNumber(name: string, value: unknown, expected: string, min: number): void {
  if (value === undefined || (Number.isSafeInteger(value) && Number(value) >= min)) return;
  throw new TypeError(`${name}: expected ${expected}; received ${quote(value)}.`);
}
