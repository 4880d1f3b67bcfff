import { expect } from 'vitest';
import { ACCESS_TOKEN, USER_AGENT } from './caller.ts';
import type { ExpectedRequest } from './contract.ts';
import type { SentRequest } from './recorder.ts';

/** Checks that the request is the expected one, has the common headers, and has the token in one place only. */
export function expectRequest(sent: SentRequest, { method, path, query = {}, body }: ExpectedRequest): void {
  const header = (name: string) => sent.headers.filter(([given]) => given === name).map(([, value]) => value);
  expect({
    method: sent.method,
    path: sent.path,
    query: sent.query.toSorted(),
    authorization: header('authorization'),
    userAgent: header('user-agent'),
    contentType: header('content-type'),
    body: sent.body === '' ? undefined : JSON.parse(sent.body),
  }).toStrictEqual({
    method,
    path,
    query: Object.entries(query).toSorted(),
    authorization: [`Bearer ${ACCESS_TOKEN}`],
    userAgent: [USER_AGENT],
    contentType: body ? ['application/json'] : [],
    body,
  });
  const elsewhere = { ...sent, headers: sent.headers.filter(([name]) => name !== 'authorization') };
  expect(JSON.stringify(elsewhere)).not.toContain(ACCESS_TOKEN);
}
