import { GraphApiError, isGraphApiError, type QrCodeCall } from '@whatsapp-qr/client';
import { expect } from 'vitest';
import { ACCESS_TOKEN } from './caller.ts';
import type { Cell, Expectation } from './cells.ts';

/** The outcome of a call. */
type Settled = { readonly data: unknown } | { readonly error: unknown };

export async function settled(call: PromiseLike<unknown>): Promise<Settled> {
  try {
    return { data: await call };
  } catch (error) {
    return { error };
  }
}

/** Checks that the call resolves to the expected result, or rejects with the expected error in every field. */
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
  // A body of another shape has no error properties.
  const documentedError: Readonly<Record<string, unknown>> = isRecord(body.error) ? body.error : {};
  expect(fieldsOf(error)).toStrictEqual({
    name,
    operation,
    attempts: 1,
    status,
    code: documentedError.code,
    subcode: documentedError.error_subcode,
    type: documentedError.type,
    details: isRecord(documentedError.error_data) ? documentedError.error_data.details : undefined,
    fbtraceId: documentedError.fbtrace_id,
    isTransient: documentedError.is_transient,
    userTitle: documentedError.error_user_title,
    userMessage: documentedError.error_user_msg,
    category,
    retryAfterMs: undefined,
    usage: undefined,
    requestId: undefined,
    servedVersion,
    body,
    cause: undefined,
  });
  expect(error.message).toContain(`${request.method} ${request.path}`);
  expect(error.message).toContain(documentedError.message);
  expect(error.message).not.toContain(ACCESS_TOKEN);
}

/** Every field that the class declares; the compiler checks that none is missing. */
function fieldsOf(error: GraphApiError): Readonly<Record<Exclude<keyof GraphApiError, 'message' | 'stack'>, unknown>> {
  const { name, operation, attempts, status, code, subcode, type, details, fbtraceId, isTransient } = error;
  const { userTitle, userMessage, category, retryAfterMs, usage, requestId, servedVersion, body, cause } = error;
  return {
    name,
    operation,
    attempts,
    status,
    code,
    subcode,
    type,
    details,
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
