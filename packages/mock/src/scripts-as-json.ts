import { isDeepStrictEqual } from 'node:util';
import type { MockControls, MockRequest, ScriptOptions } from './controls.ts';
import { isJsonObject, type Json } from './json.ts';
import { quote } from './quote.ts';
import type { AnyStep } from './step.ts';

/** A script as JSON: the arguments of `script` by name, with a condition that is data. */
const PROPERTIES = ['operation', 'steps', 'times', 'when'];

/** The script function for operations and steps that are not known to the compiler. It validates them itself. */
export type AnyScript = (operation: string, steps: readonly AnyStep[], options?: ScriptOptions) => void;

/** Adds a script that was read from JSON. Throws a `TypeError` for what is not a script. */
export function addJsonScript(script: AnyScript, value: unknown): void {
  if (!isJsonObject(value))
    throw new TypeError(`script: expected an object with operation and steps; received ${quote(value)}.`);
  const unknown = Object.keys(value).find((name) => !PROPERTIES.includes(name));
  if (unknown !== undefined) {
    throw new TypeError(`script: expected the properties ${PROPERTIES.join(', ')}; received ${quote(unknown)}.`);
  }
  const { operation, steps, times, when } = value;
  // The script validates what it gets, as it must for calls from JavaScript.
  const options = {
    ...(times !== undefined && { times }),
    ...(when !== undefined && { when: conditionOf(when) }),
  } as ScriptOptions;
  script(operation as string, steps as unknown as readonly AnyStep[], options);
}

/** Whether a request has all of these values; what they do not name may be anything. */
function conditionOf(expected: Json): NonNullable<ScriptOptions['when']> {
  if (!isJsonObject(expected)) {
    throw new TypeError(
      `script: when: expected an object such as {"query": {"limit": "2"}}; received ${quote(expected)}.`,
    );
  }
  return (request: MockRequest<string>) => hasAll({ ...request }, expected);
}

function hasAll(actual: unknown, expected: Json): boolean {
  if (!isJsonObject(expected)) return isDeepStrictEqual(actual, expected);
  return (
    isJsonObject(actual) &&
    Object.entries(expected).every(([name, value]) => Object.hasOwn(actual, name) && hasAll(actual[name], value))
  );
}

export function anyScript(controls: Pick<MockControls, 'script'>): AnyScript {
  return controls.script as AnyScript;
}
