import { inspect } from 'node:util';
import { expect } from 'vitest';
import { SECRET, TOKEN } from './api.ts';

/** The rejection of a promise; a result fails the test. */
export async function failureOf(call: PromiseLike<unknown>): Promise<unknown> {
  const result = await call.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  return 'error' in result ? result.error : expect.fail(`expected a rejection, got ${inspect(result.value)}`);
}

/** The error that a function throws; a result fails the test. */
export function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return expect.fail('expected it to throw');
}

/** Every text by which a value can end up in a log or report. */
function everythingIn(value: unknown): string {
  const texts = [inspect(value, { depth: 12, showHidden: true, getters: true }), JSON.stringify(value)];
  for (let link = value; link instanceof Error; link = link.cause) {
    texts.push(link.message, String(link.stack), JSON.stringify(link), JSON.stringify(Object.entries(link)));
  }
  return texts.join('\n');
}

/** Fails if the value contains the token or the app secret, or a recognisable part of either. */
export function expectNothingSecret(value: unknown): void {
  const text = everythingIn(value);
  for (const secret of [TOKEN, encodeURIComponent(TOKEN), TOKEN.slice(0, 16), SECRET, SECRET.slice(0, 16)]) {
    expect(text).not.toContain(secret);
  }
}
