import { type CallName, InvalidArgumentError } from './errors.ts';
import { jsonType } from './shape.ts';

/** What a value must be, and how to say so. The value of a secret is never repeated. */
export type Rule = readonly [accepts: RegExp | ((value: unknown) => unknown), expected: string, secret?: true];
export type Rules = Readonly<Record<string, Rule>>;

/** Says what a value is, without repeating it. */
export function describe(value: unknown): string {
  return typeof value === 'string' ? `${value.length} characters` : jsonType(value);
}

function refuse(operation: CallName, argument: string, expected: string, received: string): never {
  throw new InvalidArgumentError(`${operation}: ${argument} must be ${expected}; received ${received}`, {
    operation,
    attempts: 0,
    argument,
    expected,
    received,
  });
}

/** Holds a value against its rule. Throws `InvalidArgumentError`: nothing has been sent yet. */
export function check(operation: CallName, argument: string, value: unknown, [accepts, expected, secret]: Rule): void {
  if (accepts instanceof RegExp ? typeof value === 'string' && accepts.test(value) : accepts(value)) return;
  // What is long may be a token in the wrong place.
  const text = JSON.stringify(value) ?? '';
  const isShown = !secret && /^(string|number)$/.test(typeof value) && text.length < 20;
  refuse(operation, argument, expected, isShown ? text : describe(value));
}

type Checked<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/**
 * Holds the properties of an object against their rules; a name without a rule is refused, and so is a missing required
 * one. Gives a copy of what is set: later changes of the object are of no account.
 */
export function checkAll<T extends object>(
  operation: CallName,
  argument: string,
  value: T,
  rules: Rules,
  ...required: string[]
): Checked<T> {
  check(operation, argument, value, objectRule);
  const copy = { ...value } as Record<string, unknown>;
  for (const name of [...required, ...Object.keys(copy)]) {
    const rule = Object.hasOwn(rules, name) && rules[name];
    if (!rule) {
      const shown = name.length < 20 ? name : describe(name);
      refuse(operation, shown, `one of ${Object.keys(rules).join(', ')}`, 'an unknown name');
    }
    if (copy[name] === undefined && !required.includes(name)) delete copy[name];
    else check(operation, name, copy[name], rule);
  }
  return copy as Checked<T>;
}

export const isFunction = (value: unknown): boolean => typeof value === 'function';

/** Whether a URL's hostname is this machine. */
export const isLoopback = (hostname: string): boolean => /^(localhost|\[::1]|127(\.\d+){3})$/.test(hostname);

export const isIntegerFrom =
  (least: number): ((value: unknown) => boolean) =>
  (value) =>
    Number.isInteger(value) && Number(value) >= least;

export const objectRule: Rule = [(value) => typeof value === 'object' && value, 'an object'];

// Timers of every runtime count in 32 bits: what is longer would fire at once.
export const durationRule: Rule = [
  (value) => typeof value === 'number' && value > 0 && value < 2 ** 31,
  'milliseconds above 0 and below 2147483648',
];

export const codeRule: Rule = [/^[A-Z0-9]{14}$/, "14 characters A-Z or 0-9, such as 'ANED2T5QRU7HG1'"];

// Half of a surrogate pair cannot be put into an address.
const cursorRule: Rule = [/^\P{Surrogate}+$/u, 'a cursor of a page'];

/** What an update sends: `u` counts code points, as the API's JSON Schema does. */
export const updateRules: Rules = { prefilled_message: [/^.{1,140}$/su, 'text of 1 to 140 characters'] };

/** What a create sends. It has no `code`: with one it would be an update. */
export const createRules: Rules = { ...updateRules, generate_qr_image: [/^(SVG|PNG)$/, "'SVG' or 'PNG'"] };

export const limitRules: Rules = {
  maxRetries: [isIntegerFrom(0), 'an integer from 0'],
  timeoutMs: durationRule,
  deadlineMs: durationRule,
};

export const signalRule: Rule = [(value) => isFunction(Object(value).addEventListener), 'an AbortSignal'];

export const callRules: Rules = { ...limitRules, signal: signalRule };

export const pageRules: Rules = {
  code: codeRule,
  limit: [isIntegerFrom(1), 'an integer from 1'],
  after: cursorRule,
  before: cursorRule,
};
