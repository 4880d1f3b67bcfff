import type { QrCodeCall } from './call.ts';
import type { ResponseInfo } from './response.ts';

/**
 * A call that has succeeded, for a hand-made `QrCodeClient` in tests: `{ get: () => resolved(code) }`. Its response is a 200
 * without headers, but for the properties that are given.
 */
export function resolved<T>(data: T, response: Partial<ResponseInfo> = {}): QrCodeCall<T> {
  const info: ResponseInfo = {
    status: 200,
    headers: new Headers(),
    requestedVersion: '',
    servedVersion: undefined,
    requestId: undefined,
    usage: undefined,
    attempts: 1,
    ...response,
  };
  return Object.assign(Promise.resolve(data), { withResponse: async () => ({ data, response: info }) });
}
