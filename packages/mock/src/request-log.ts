import type { MockRequest } from './controls.ts';
import type { MockResponse } from './mock-response.ts';

const MAX_REQUESTS = 10_000;
/** Enough for 10,000 requests with the longest documented body. */
const MAX_BYTES = 32_000_000;
/** The memory that a request needs beyond its text, roughly. */
const OVERHEAD_BYTES = 500;

type LoggedRequest = Pick<MockRequest, 'path' | 'query' | 'headers' | 'body'> & Partial<Pick<MockRequest, 'rejected'>>;
export type LoggedResponse = Pick<MockResponse, 'status' | 'example' | 'fault'>;

/** The latest requests, oldest first, limited in number and in memory. */
export class RequestLog<R extends LoggedRequest> {
  readonly requests: R[] = [];
  /** The response to each of the requests. */
  readonly responses: LoggedResponse[] = [];
  readonly #sizes: number[] = [];
  #bytes = 0;

  add(request: R, { status, example, fault }: LoggedResponse): void {
    const size = sizeOf(request);
    this.requests.push(request);
    this.responses.push({ status, example, fault });
    this.#sizes.push(size);
    this.#bytes += size;
    while (this.requests.length > MAX_REQUESTS || (this.#bytes > MAX_BYTES && this.requests.length > 1)) {
      this.requests.shift();
      this.responses.shift();
      this.#bytes -= this.#sizes.shift() ?? 0;
    }
  }

  clear(): void {
    this.requests.length = 0;
    this.responses.length = 0;
    this.#sizes.length = 0;
    this.#bytes = 0;
  }
}

/** A character takes up to two bytes. */
function sizeOf({ path, query, headers, body, rejected = '' }: LoggedRequest): number {
  let characters = path.length + body.length + rejected.length;
  for (const name in headers) characters += name.length + (headers[name]?.length ?? 0);
  for (const name in query) characters += name.length + String(query[name]).length;
  return 2 * characters + OVERHEAD_BYTES;
}
