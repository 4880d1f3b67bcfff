import { type CallName, InvalidArgumentError } from './errors.ts';
import { describe, isObject, jsonType } from './json.ts';
import { mismatch, type Properties, type Schema } from './json-schema.ts';

/** What a value must be, and how a message names that. */
export interface Rule {
  readonly accepts: (value: unknown) => unknown;
  readonly expected: string;
  /** The value is never quoted. */
  readonly isSecret?: boolean | undefined;
}

/** Rules by argument: those of this package, and schemas of the Graph version. */
export type Rules = ReadonlyMap<string, Rule | Schema>;

export function refuse(operation: CallName, argument: string, expected: string, received: string): never {
  const verb = /characters$/.test(expected) ? 'have' : 'be';
  const subject = [`${operation}:`, { operation, attempts: 0 }] as const;
  const problem = `${argument} must ${verb} ${expected}; received ${received}`;
  throw new InvalidArgumentError(subject, problem, { argument, expected, received });
}

/** Throws `InvalidArgumentError` unless the value fits the rule or the schema. */
export function check(operation: CallName, argument: string, value: unknown, rule: Rule | Schema): void {
  if ('accepts' in rule) {
    if (!rule.accepts(value)) refuse(operation, argument, rule.expected, describe(value, rule.isSecret));
    return;
  }
  const found = mismatch(value, rule);
  if (found) refuse(operation, argument + found.pointer.replaceAll('/', '.'), found.expected, found.received);
}

/**
 * Reads a property, own or inherited from a class. What stands on `Object.prototype` is nobody's option: another module
 * could set `baseUrl` for every object of the process.
 */
function readProperty(object: object, name: string): unknown {
  for (let holder: object | null = object; holder; ) {
    const parent: object | null = Object.getPrototypeOf(holder);
    if ((parent || holder === object) && Object.hasOwn(holder, name)) return Reflect.get(object, name);
    holder = parent;
  }
  return undefined;
}

/** How many letters differ, in the order of the longer name. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
};

function refuseName(operation: CallName, received: string, name: string, known: readonly string[]): never {
  // A long name may be a token in the wrong place.
  const shown = name.length < 20 ? name : describe(name);
  const near = name.length < 20 && known.find((other) => distance(name.toLowerCase(), other.toLowerCase()) < 3);
  const expected = `one of ${known.join(', ')}`;
  const subject = [`${operation}:`, { operation, attempts: 0 }] as const;
  const problem = `${received} "${shown}"; ${near ? `did you mean ${near}? Expected ` : 'expected '}${expected}`;
  throw new InvalidArgumentError(subject, problem, { argument: shown, expected, received });
}

type Checked<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/**
 * Checks the properties of an object against their rules; throws `InvalidArgumentError` for unknown names and for missing
 * required ones. Returns a copy without prototype, so later changes to the caller's object have no effect.
 */
export function checkAll<T extends object>(
  operation: CallName,
  argument: string,
  value: T,
  rules: Rules,
  required: readonly string[] = [],
): Checked<T> {
  check(operation, argument, value, objectRule);
  const names = Object.keys(value);
  const unknown = names.find((name) => !rules.has(name));
  if (unknown !== undefined) {
    refuseName(operation, argument === 'message' ? 'unknown property' : 'unknown option', unknown, [...rules.keys()]);
  }
  const copy: Record<string, unknown> = Object.create(null);
  rules.forEach((rule, name) => {
    const given = readProperty(value, name);
    if (given === undefined && !required.includes(name)) return;
    check(operation, name, given, rule);
    copy[name] = given;
  });
  return copy as Checked<T>;
}

const isFunction = (value: unknown): value is (...args: never) => unknown => typeof value === 'function';

export const textLike = (pattern: RegExp, expected: string, isSecret?: boolean): Rule => ({
  accepts: (value) => typeof value === 'string' && pattern.test(value),
  expected,
  isSecret,
});

export const integerFrom = (least: number): Rule => ({
  accepts: (value) => Number.isInteger(value) && Number(value) >= least,
  expected: `an integer from ${least}`,
});

export const functionRule: Rule = { accepts: isFunction, expected: 'a function' };

export const orFunction = ({ accepts, expected, isSecret }: Rule): Rule => ({
  accepts: (value) => isFunction(value) || accepts(value),
  expected: `a function or ${expected}`,
  isSecret,
});

export const objectRule: Rule = { accepts: isObject, expected: 'an object' };

// Timers of every runtime count in 32 bits: longer ones would fire at once.
export const durationRule: Rule = {
  accepts: (value) => typeof value === 'number' && value > 0 && value < 2 ** 31,
  expected: 'milliseconds, above 0 and below 2 ** 31',
};

export const limitRules: Rules = new Map([
  ['maxRetries', integerFrom(0)],
  ['timeoutMs', durationRule],
  ['deadlineMs', durationRule],
]);

export const signalRule: Rule = {
  accepts: (value) => typeof Object(value).aborted === 'boolean' && isFunction(Object(value).addEventListener),
  expected: 'an AbortSignal',
};

export const callRules: Rules = new Map([...limitRules, ['signal', signalRule]]);

/**
 * Rules of query parameters. A text must have at least one character, and no half of a surrogate pair, which no address can
 * carry.
 */
export function queryRules(parameters: Properties): Rules {
  return new Map(
    Object.entries(parameters).map(([name, schema]): [string, Rule | Schema] => {
      if (jsonType(schema.pattern ?? schema.enum) !== 'undefined' || schema.type !== 'string') return [name, schema];
      return [name, textLike(/^[^\ud800-\udfff]+$/u, 'a text that is not empty and valid Unicode')];
    }),
  );
}
