import { type CallName, InvalidArgumentError } from './errors.ts';
import { describe, isObject } from './json.ts';

/** What a value must be, and how to say so. The value of a secret is never repeated. */
export type Rule = readonly [accepts: (value: unknown) => unknown, expected: string, isSecret?: boolean | undefined];
export type Rules = ReadonlyMap<string, Rule>;

function refuse(operation: CallName, argument: string, expected: string, received: string): never {
  const about = [`${operation}:`, { operation, attempts: 0 }] as const;
  throw new InvalidArgumentError(about, `${argument} must be ${expected}; received ${received}`, {
    argument,
    expected,
    received,
  });
}

/** Holds a value against its rule. Throws `InvalidArgumentError`: nothing has been sent yet. */
export function check(operation: CallName, argument: string, value: unknown, rule: Rule): void {
  if (!rule[0](value)) refuse(operation, argument, rule[1], describe(value, rule[2]));
}

type Checked<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/**
 * Holds the properties of an object against their rules; a name without a rule is refused, and so is a missing required
 * one. Gives a copy of what is set, inherited or not: later changes of the object are of no account.
 */
export function checkAll<T extends object>(
  operation: CallName,
  argument: string,
  value: T,
  rules: Rules,
  ...required: string[]
): Checked<T> {
  check(operation, argument, value, objectRule);
  for (const name of Object.keys(value)) {
    if (rules.has(name)) continue;
    // What is long may be a token in the wrong place.
    const shown = name.length < 20 ? name : describe(name);
    refuse(operation, shown, `one of ${[...rules.keys()].join(', ')}`, 'an unknown name');
  }
  const copy: Record<string, unknown> = {};
  rules.forEach((rule, name) => {
    const given = (value as Record<string, unknown>)[name];
    if (given === undefined && !required.includes(name)) return;
    check(operation, name, given, rule);
    copy[name] = given;
  });
  return copy as Checked<T>;
}

export const textLike = (pattern: RegExp, isSecret?: boolean): Rule => [
  (value) => typeof value === 'string' && pattern.test(value),
  `text like ${pattern}`,
  isSecret,
];

const isFunction = (value: unknown): value is (...args: never) => unknown => typeof value === 'function';

export const integerFrom = (least: number): Rule => [
  (value) => Number.isInteger(value) && Number(value) >= least,
  `an integer from ${least}`,
];

export const functionRule: Rule = [isFunction, 'a function'];

export const orFunction = ([accepts, expected, isSecret]: Rule): Rule => [
  (value) => isFunction(value) || accepts(value),
  `a function or ${expected}`,
  isSecret,
];

export const objectRule: Rule = [isObject, 'an object'];

// Timers of every runtime count in 32 bits: what is longer would fire at once.
export const durationRule: Rule = [
  (value) => typeof value === 'number' && value > 0 && value < 2 ** 31,
  'milliseconds, above 0 and below 2 ** 31',
];

export const codeRule: Rule = textLike(/^[A-Z0-9]{14}$/);

// Half of a surrogate pair cannot be put into an address.
const cursorRule = textLike(/^[^\ud800-\udfff]+$/u);

/** What an update sends: `u` counts code points, as the API's JSON Schema does. */
export const updateRules: Rules = new Map([['prefilled_message', textLike(/^.{1,140}$/su)]]);

/** What a create sends. It has no `code`: with one it would be an update. */
export const createRules: Rules = new Map([...updateRules, ['generate_qr_image', textLike(/^(SVG|PNG)$/)]]);

export const limitRules: Rules = new Map([
  ['maxRetries', integerFrom(0)],
  ['timeoutMs', durationRule],
  ['deadlineMs', durationRule],
]);

export const signalRule: Rule = [(value) => isFunction(Object(value).throwIfAborted), 'an AbortSignal'];

export const callRules: Rules = new Map([...limitRules, ['signal', signalRule]]);

export const pageRules: Rules = new Map([
  ['code', codeRule],
  ['limit', integerFrom(1)],
  ['after', cursorRule],
  ['before', cursorRule],
]);
