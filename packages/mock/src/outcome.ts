import type { Json } from './dereference.ts';
import type { Fault, OffSpecAnswer } from './step.ts';

/** How a request is answered. */
export interface Outcome {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The documented example that the body is, if it is one. */
  readonly example: string | undefined;
  /** Why the request was refused, if it was. */
  readonly rejected: string | undefined;
  /** What a script did to the answer, if it did anything that the document does not have. */
  readonly fault: Fault | undefined;
  readonly delayMs: number;
}

export function jsonOutcome(
  status: number,
  body: Json,
  { example, rejected }: { readonly example?: string | undefined; readonly rejected?: string | undefined },
): Outcome {
  const headers = { 'content-type': 'application/json' };
  return { status, headers, body: JSON.stringify(body), example, rejected, fault: undefined, delayMs: 0 };
}

export function offSpecOutcome({ status, headers = {}, body = '' }: OffSpecAnswer): Outcome {
  const isText = typeof body === 'string';
  const type = isText ? 'text/plain;charset=UTF-8' : 'application/json';
  const named = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return {
    status,
    headers: body === '' ? named : { 'content-type': type, ...named },
    body: isText ? body : JSON.stringify(body),
    example: undefined,
    rejected: undefined,
    fault: 'off-spec',
    delayMs: 0,
  };
}
