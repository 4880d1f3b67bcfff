import type { GraphErrorCategory, OperationName, QrCodeCall, QrCodeClientOptions } from '@whatsapp-qr/client';
import type { AnyStep, MockRequest } from '@whatsapp-qr/mock';

/**
 * The hand-written expectations of one Graph API version: complete in expected/v23.0/contract.ts, and for each later version in
 * expected/vNN.N/changes.ts as differences from the version before it.
 */
export interface Contract<Client, Version = string> {
  readonly version: Version;
  /** The client of that version. */
  readonly createQrCodeClient: (options: QrCodeClientOptions) => Client;
  readonly startMock: () => Promise<SomeMock & { readonly url: string; close(): Promise<void> }>;
  readonly createMockFetch: () => Promise<SomeMock & ((url: string, init: RequestInit) => Promise<Response>)>;
  /** The outcome of every documented response for the caller, easy to compare with Meta's reference. */
  readonly outcomes: Readonly<Record<OperationName, Outcomes>>;
  readonly calls: readonly OperationCalls<Client, Version>[];
  readonly refusals: readonly Refusal<Client>[];
  readonly paging: Paging<Client>;
}

/** The contract of a version that is known only at run time; its own calls know the type of its client. */
export type SomeContract = Contract<unknown>;

/** The mock of a version that is known only at run time. */
export interface SomeMock {
  script(operationId: string, steps: readonly AnyStep[]): void;
  reset(): void;
  readonly requests: readonly MockRequest<string>[];
}

export type Outcomes = ByStatus<Outcome>;

/** The call resolves, or rejects with an error of that class and category. */
export type Outcome = 'data' | readonly ['GraphApiError', GraphErrorCategory];

/** By status, then by the name of the example. */
type ByStatus<T> = Readonly<Record<number, Readonly<Record<string, T>>>>;

/** A call of the client, and its expected request. */
export interface Call<Client> {
  readonly call: (qrCodes: Client) => QrCodeCall<unknown>;
  readonly request: ExpectedRequest;
}

export interface ExpectedRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  /** Decoded. Default: none. */
  readonly query?: Readonly<Record<string, string>>;
  /** As JSON. Default: none. */
  readonly body?: object;
}

/** A method of the client with all its documented responses. */
export interface OperationCalls<Client, Version = string> extends Call<Client> {
  /** The name in the errors of the client. */
  readonly operation: OperationName;
  /** The `operationId` in the spec; create and update share one. */
  readonly documentedAs: string;
  /** The same request, sent with the plain openapi-fetch client, to this version. */
  readonly raw: (qrCodes: Client, version: Version) => Promise<RawResponse>;
  readonly answers: ByStatus<ExpectedResponse<Client>>;
}

/** A request that the contract forbids, and how the mock must refuse it. */
export interface Refusal<Client> {
  readonly what: string;
  readonly request: {
    readonly method: string;
    /** Path and query, as sent. */
    readonly target: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
  };
  readonly status: number;
  /** The code of the error in the response body. */
  readonly code: number;
  /** A part of the reason in the mock's header. */
  readonly reason: string;
  /** The same attempt with the client, which throws an InvalidArgumentError for `argument` and sends nothing. */
  readonly attempt?: (qrCodes: Client) => Promise<unknown>;
  readonly argument?: string;
  /** Documented only in prose: the mock refuses it, a bare Prism accepts it. */
  readonly inWordsOnly?: boolean;
  /** A bare Prism never responds to it. */
  readonly hangsPrism?: boolean;
}

/** A list of several pages, which no single example shows. */
export interface Paging<Client> {
  /** The `operationId` of the list operation. */
  readonly documentedAs: string;
  readonly iterate: (qrCodes: Client) => AsyncIterable<unknown>;
  /** In the expected order of the requests. */
  readonly pages: readonly { readonly request: ExpectedRequest; readonly body: object }[];
  /** The items that the iteration must yield. */
  readonly items: readonly unknown[];
}

/** A documented response, to the operation's call unless it has its own. */
export interface ExpectedResponse<Client> extends Partial<Call<Client>> {
  /** The body as sent, parsed from JSON. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The result of the call, if it resolves. */
  readonly result?: unknown;
}

export interface RawResponse {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}
