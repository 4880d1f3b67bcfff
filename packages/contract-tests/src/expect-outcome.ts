import { GraphApiError, isGraphApiError, type QrCodeCall } from '@whatsapp-qr/client';
import { expect } from 'vitest';
import { ACCESS_TOKEN } from './caller.ts';
import type { Cell, Expectation } from './cells.ts';

/** What a call came to. */
type Settled = { readonly data: unknown } | { readonly error: unknown };

export async function settled(call: PromiseLike<unknown>): Promise<Settled> {
  try {
    return { data: await call };
  } catch (error) {
    return { error };
  }
}

/** The call resolves to what people wrote down, or rejects with the right error, every field of which is right. */
export async function expectOutcome(
  call: QrCodeCall<unknown>,
  cell: Cell,
  expectation: Expectation,
  servedVersion: string | undefined,
): Promise<void> {
  const outcome = await settled(call);
  if (expectation.outcome !== 'data') {
    expectError(outcome, cell, expectation, servedVersion);
    return;
  }
  expect(outcome).toStrictEqual({ data: expectation.result });
  const { data, response } = await call.withResponse();
  expect(data).toStrictEqual(expectation.result);
  expect(response).toStrictEqual({
    status: cell.status,
    headers: expect.any(Headers),
    requestedVersion: cell.version,
    servedVersion,
    usage: undefined,
    requestId: undefined,
    attempts: 1,
  });
}

function expectError(
  outcome: Settled,
  { operation, status }: Cell,
  { outcome: expected, request, body }: Expectation,
  servedVersion: string | undefined,
): void {
  expect(outcome).toStrictEqual({ error: expect.any(GraphApiError) });
  if (!('error' in outcome) || !isGraphApiError(outcome.error)) return;
  const { error } = outcome;
  const [name, category] = expected;
  // An answer of another form has nothing to say about itself.
  const told: Readonly<Record<string, unknown>> = isRecord(body.error) ? body.error : {};
  expect(fieldsOf(error)).toStrictEqual({
    name,
    operation,
    attempts: 1,
    status,
    code: told.code,
    subcode: told.error_subcode,
    type: told.type,
    fbtraceId: told.fbtrace_id,
    isTransient: told.is_transient,
    userTitle: told.error_user_title,
    userMessage: told.error_user_msg,
    category,
    retryAfterMs: undefined,
    usage: undefined,
    requestId: undefined,
    servedVersion,
    body,
    cause: undefined,
  });
  expect(error.message).toContain(`${request.method} ${request.path}`);
  expect(error.message).toContain(told.message);
  expect(error.message).not.toContain(ACCESS_TOKEN);
}

/** Every field that the class declares: the compiler counts them. */
function fieldsOf(error: GraphApiError): Readonly<Record<Exclude<keyof GraphApiError, 'message' | 'stack'>, unknown>> {
  const { name, operation, attempts, status, code, subcode, type, fbtraceId, isTransient, userTitle } = error;
  const { userMessage, category, retryAfterMs, usage, requestId, servedVersion, body, cause } = error;
  return {
    name,
    operation,
    attempts,
    status,
    code,
    subcode,
    type,
    fbtraceId,
    isTransient,
    userTitle,
    userMessage,
    category,
    retryAfterMs,
    usage,
    requestId,
    servedVersion,
    body,
    cause,
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
