import { type CallName, type FactsOf, InvalidArgumentError } from './errors.ts';
import { describe, mismatch, type Properties, type Schema } from './json.ts';

/** What a value must be, and how a message names that. */
export interface Rule {
  readonly accepts: (value: unknown) => unknown;
  readonly expected: string;
  /** The value is never quoted. */
  readonly isSecret?: boolean | undefined;
}

/** Rules by argument: those of this package, and schemas of the Graph version. */
export type Rules = Readonly<Record<string, Rule | Schema>>;

const invalidArgument = (operation: CallName, problem: string, facts: FactsOf<InvalidArgumentError>) =>
  new InvalidArgumentError({ subject: `${operation}:`, operation, sent: 0 }, problem, facts);

export function refuse(operation: CallName, argument: string, expected: string, received: string): never {
  const verb = /characters$/.test(expected) ? 'have' : 'be';
  const facts = { argument, expected, received };
  throw invalidArgument(operation, `${argument} must ${verb} ${expected}; received ${received}`, facts);
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
 * Reads a property, own or inherited from a class. What stands on `Object.prototype` is not an option of the caller: another module
 * could set `baseUrl` for every object of the process.
 */
function readProperty(object: object, name: string): unknown {
  if (!(name in object)) return undefined;
  let holder: object | null = object;
  while (holder && !Object.hasOwn(holder, name)) holder = Object.getPrototypeOf(holder);
  return holder && (holder === object || Object.getPrototypeOf(holder)) ? Reflect.get(object, name) : undefined;
}

/** Whether the texts differ in at most so many letters. */
function isNear(a: string, b: string, edits = 2): boolean {
  if (a === b || edits === 0) return a === b;
  const [restOfA, restOfB] = [a.slice(1), b.slice(1)];
  if (a[0] === b[0]) return isNear(restOfA, restOfB, edits);
  return isNear(restOfA, restOfB, edits - 1) || isNear(restOfA, b, edits - 1) || isNear(a, restOfB, edits - 1);
}

function refuseName(operation: CallName, received: string, name: string, known: readonly string[]): never {
  // A long name may be a token in the wrong place.
  const shown = name.length < 20 ? name : describe(name);
  const near = name.length < 20 && known.find((other) => isNear(name.toLowerCase(), other.toLowerCase()));
  const expected = `one of ${known.join(', ')}`;
  const problem = `${received} "${shown}"; ${near ? `did you mean ${near}? Expected ` : 'expected '}${expected}`;
  throw invalidArgument(operation, problem, { argument: shown, expected, received });
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
  const unknown = Object.keys(value).find((name) => !Object.hasOwn(rules, name));
  if (unknown !== undefined) {
    refuseName(operation, argument === 'message' ? 'unknown property' : 'unknown option', unknown, Object.keys(rules));
  }
  const copy: Record<string, unknown> = Object.create(null);
  for (const name of Object.keys(rules)) {
    const given = readProperty(value, name);
    if (given === undefined && !required.includes(name)) continue;
    check(operation, name, given, rules[name] ?? {});
    copy[name] = given;
  }
  return copy as Checked<T>;
}

const isFunction = (value: unknown): value is (...args: never) => unknown => typeof value === 'function';

export const textLike = (pattern: RegExp, expected: string, isSecret?: boolean): Rule => ({
  accepts: (value) => typeof value === 'string' && pattern.test(value),
  expected,
  isSecret,
});

export const functionRule: Rule = { accepts: isFunction, expected: 'a function' };

export const orFunction = ({ accepts, expected, isSecret }: Rule): Rule => ({
  accepts: (value) => isFunction(value) || accepts(value),
  expected: `a function or ${expected}`,
  isSecret,
});

export const objectRule: Schema = { type: 'object' };

// Timers of every runtime count in 32 bits: longer ones would fire at once.
export const durationRule: Rule = {
  accepts: (value) => typeof value === 'number' && value > 0 && value < 2 ** 31,
  expected: 'milliseconds, above 0 and below 2 ** 31',
};

export const limitRules: Rules = {
  maxRetries: { type: 'integer', minimum: 0 },
  timeoutMs: durationRule,
  deadlineMs: durationRule,
};

export const signalRule: Rule = {
  accepts: (value) => typeof Object(value).aborted === 'boolean' && isFunction(Object(value).addEventListener),
  expected: 'an AbortSignal',
};

export const callRules: Rules = { ...limitRules, signal: signalRule };

/**
 * Rules of query parameters. A text must have at least one character, and no half of a surrogate pair, which no address can
 * carry.
 */
export function queryRules(parameters: Properties): Rules {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, schema]): [string, Rule | Schema] => {
      if (schema.pattern || schema.enum || schema.type !== 'string') return [name, schema];
      return [name, textLike(/^[^\ud800-\udfff]+$/u, 'a text that is not empty and valid Unicode')];
    }),
  );
}
