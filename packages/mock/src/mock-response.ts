import type { Json } from './json.ts';
import type { Fault } from './step.ts';

/** A response of the mock, and how to send it. */
export interface MockResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer>;
  /** The documented example that the body is; with a rejected request, the one that the body follows. */
  readonly example: string | undefined;
  /** Why the request was rejected, if it was. */
  readonly rejected: string | undefined;
  /** What a script did to the response that the document does not allow, if anything. */
  readonly fault: Fault | undefined;
  readonly delayMs: number;
  /** Whether pages of other origins cannot read it. Default: they can. */
  readonly sameOrigin?: boolean;
}

interface Origin {
  readonly example?: string | undefined;
  readonly rejected?: string | undefined;
}

export function jsonResponse(status: number, body: Json, { example, rejected }: Origin): MockResponse {
  const headers = { 'content-type': 'application/json' };
  return { status, headers, body: JSON.stringify(body), example, rejected, fault: undefined, delayMs: 0 };
}

export function binaryResponse(contentType: string, body: Uint8Array): MockResponse {
  const headers = { 'content-type': contentType };
  const bytes = Uint8Array.from(body);
  return { status: 200, headers, body: bytes, example: undefined, rejected: undefined, fault: undefined, delayMs: 0 };
}

/** For an error in the mock's own code, or in a function that was passed to it. */
export function internalErrorResponse(error: unknown): MockResponse {
  const reason = error instanceof Error ? error.message : String(error);
  const body = { error: { message: `The mock failed: ${reason}`, type: 'OAuthException', code: 1 } };
  return jsonResponse(500, body, {});
}
