import { type CallName, InvalidArgumentError } from './errors.ts';

/** What a value must be, and how to say so. A secret's value is never repeated in the error. */
export type Rule = readonly [accepts: (value: unknown) => boolean, expected: string, secret?: true];
export type Rules = Readonly<Record<string, Rule>>;

function brief(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === 'number' || typeof value === 'boolean' || value == null) return String(value);
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`;
}

/** Says what a value is without repeating it. */
export function briefSecret(value: unknown): string {
  return typeof value === 'string' ? `a string of ${value.length} characters` : brief(value);
}

/** Ends the call before anything is sent. */
export function refuse(operation: CallName, argument: string, expected: string, received: string): never {
  throw new InvalidArgumentError(
    `${operation}: ${argument} must be ${expected}; received ${received}. Nothing was sent.`,
    { operation, attempts: 0, argument, expected, received },
  );
}

/** Holds one value against its rule. */
export function check(operation: CallName, argument: string, value: unknown, rule: Rule): void {
  const [accepts, expected, secret] = rule;
  if (!accepts(value)) refuse(operation, argument, expected, secret ? briefSecret(value) : brief(value));
}

/** Holds every property of `value` against its rule; a name without a rule is refused, as are missing required ones. */
export function checkAll(
  operation: CallName,
  argument: string,
  value: object,
  rules: Rules,
  required: readonly string[] = [],
): void {
  check(operation, argument, value, objectRule);
  for (const name of Object.keys(value)) {
    if (!Object.hasOwn(rules, name)) {
      refuse(operation, name, `one of the names ${Object.keys(rules).join(', ')}`, 'an unknown name');
    }
  }
  for (const name in rules) {
    const rule = rules[name];
    const given: unknown = Reflect.get(value, name);
    if (rule && (given !== undefined || required.includes(name))) check(operation, name, given, rule);
  }
}

const matches =
  (pattern: RegExp) =>
  (value: unknown): boolean =>
    typeof value === 'string' && pattern.test(value);

export const objectRule: Rule = [(value) => typeof value === 'object' && value !== null, 'an object'];

export const isIntegerFrom =
  (least: number): ((value: unknown) => boolean) =>
  (value: unknown): boolean =>
    Number.isInteger(value) && Number(value) >= least;

// Timers of every runtime count in 32 bits: more would fire at once.
export const isDuration = (value: unknown): boolean => typeof value === 'number' && value > 0 && value < 2 ** 31;

export const isFunction = (value: unknown): boolean => typeof value === 'function';

export const isSignal = (value: unknown): boolean => typeof value === 'object' && value !== null && 'aborted' in value;

/** Whether a URL's hostname is this machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

export const codeRule: Rule = [matches(/^[A-Z0-9]{14}$/), "14 characters A-Z or 0-9, such as 'ANED2T5QRU7HG1'"];
export const phoneNumberIdRule: Rule = [matches(/^\d+$/), "digits, such as '106540352242922'"];

// Half of a surrogate pair cannot be put into an address.
const cursorRule: Rule = [matches(/^\P{Surrogate}+$/u), 'a cursor that a page carried'];

/** What an update sends: `u` counts code points, as the API's JSON Schema does. */
export const updateRules: Rules = {
  prefilled_message: [matches(/^[^]{1,140}$/u), 'text of 1 to 140 characters'],
};

/** What a create sends. It has no `code`: with one it would be an update. */
export const createRules: Rules = {
  ...updateRules,
  generate_qr_image: [matches(/^(SVG|PNG)$/), "'SVG' or 'PNG'"],
};

export const limitRules: Rules = {
  maxRetries: [isIntegerFrom(0), 'a whole number from 0'],
  timeoutMs: [isDuration, 'milliseconds, more than 0 and less than 2 147 483 648'],
  deadlineMs: [isDuration, 'milliseconds, more than 0 and less than 2 147 483 648'],
};

export const callRules: Rules = {
  ...limitRules,
  signal: [isSignal, 'an AbortSignal'],
};

export const pageRules: Rules = {
  code: codeRule,
  limit: [isIntegerFrom(1), 'a whole number from 1'],
  after: cursorRule,
  before: cursorRule,
};
