import type { MockResponse } from './mock-response.ts';
import { quote } from './quote.ts';
import type { OffSpecResponse } from './step.ts';

const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** What Node sends: visible characters, blanks and tabs, up to Latin-1. */
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Statuses whose responses cannot have a body. */
const WITHOUT_BODY: readonly unknown[] = [204, 205, 304];

/** The response as it is sent, or what prevents that. It is read once: later changes of the object have no effect. */
export function offSpecResponse(response: OffSpecResponse): MockResponse | string {
  const { status, headers = {}, body = '' } = response ?? {};
  if (!(Number.isInteger(status) && status >= 200 && status <= 599)) {
    return `Status ${status} cannot be sent. Possible are 200 to 599.`;
  }
  const named = headersToSend(headers);
  if (typeof named === 'string') return named;
  const text = bodyToSend(body);
  if (text === undefined) return `Body ${quote(body)} cannot be sent. Possible are text and everything that is JSON.`;
  if (text !== '' && WITHOUT_BODY.includes(status)) return `Status ${status} cannot be sent with a body.`;
  const type = typeof body === 'string' ? 'text/plain;charset=UTF-8' : 'application/json';
  return {
    status,
    headers: text === '' ? named : { 'content-type': type, ...named },
    body: text,
    example: undefined,
    rejected: undefined,
    fault: 'off-spec',
    delayMs: 0,
  };
}

/** The headers by lower-case name, or what prevents that they are sent. */
export function headersToSend(headers: unknown): Readonly<Record<string, string>> | string {
  if (typeof headers !== 'object' || headers === null) {
    return `Headers ${quote(headers)} cannot be sent. Expected an object of names and values.`;
  }
  const named: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (!HEADER_NAME.test(name) || typeof value !== 'string' || !HEADER_VALUE.test(value)) {
      const found = `${quote(name)} has the value ${quote(value)}`;
      return `Headers ${quote(headers)} cannot be sent: ${found}. Expected text without control characters.`;
    }
    named[name.toLowerCase()] = value;
  }
  return named;
}

function bodyToSend(body: unknown): string | undefined {
  if (typeof body === 'string') return body;
  try {
    return JSON.stringify(body);
  } catch {
    // A BigInt, a circular structure, or a `toJSON` that throws.
    return undefined;
  }
}
