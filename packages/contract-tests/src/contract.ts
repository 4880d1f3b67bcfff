import type { GraphErrorCategory, OperationName, QrCodeCall, QrCodeClientOptions } from '@whatsapp-qr/client';
import type { AnyStep, MockRequest } from '@whatsapp-qr/mock';

/**
 * What people wrote down about one Graph API version: in whole in expected/v23.0/contract.ts, and for each later version in
 * expected/vNN.N/changes.ts, which has what differs from the version before it.
 */
export interface Contract<Client, Version = string> {
  readonly version: Version;
  /** The client of that version. */
  readonly createQrCodeClient: (options: QrCodeClientOptions) => Client;
  readonly startMock: () => Promise<SomeMock & { readonly url: string; close(): Promise<void> }>;
  readonly createMockFetch: () => Promise<SomeMock & ((url: string, init: RequestInit) => Promise<Response>)>;
  /** What every documented answer means to whoever calls, for checking against Meta's reference at a glance. */
  readonly outcomes: Readonly<Record<OperationName, Outcomes>>;
  readonly calls: readonly OperationCalls<Client, Version>[];
  readonly refusals: readonly Refusal<Client>[];
  readonly paging: Paging<Client>;
}

/** The contract of a version that is known at run time only. What its client is, its own calls know. */
export type SomeContract = Contract<unknown>;

/** The mock of some version: which operations and examples it has is known at run time only. */
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

/** A call of the client, and what it must put on the wire. */
export interface Call<Client> {
  readonly call: (qrCodes: Client) => QrCodeCall<unknown>;
  readonly request: ExpectedRequest;
}

export interface ExpectedRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  /** Decoded. None unless given. */
  readonly query?: Readonly<Record<string, string>>;
  /** As JSON. None unless given. */
  readonly body?: object;
}

/** A method of the client, in all that the spec documents of it. */
export interface OperationCalls<Client, Version = string> extends Call<Client> {
  /** What the errors of the client call it. */
  readonly operation: OperationName;
  /** The `operationId` by which the spec knows it: that of create and update is one. */
  readonly documentedAs: string;
  /** The same request, sent with the plain openapi-fetch client, to this version. */
  readonly raw: (qrCodes: Client, version: Version) => Promise<RawAnswer>;
  readonly answers: ByStatus<ExpectedAnswer<Client>>;
}

/** A request that the contract does not allow, and how the mock must refuse it. */
export interface Refusal<Client> {
  readonly what: string;
  readonly request: {
    readonly method: string;
    /** Path and query, as they stand on the wire. */
    readonly target: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
  };
  readonly status: number;
  /** Of the error in the answer's body. */
  readonly code: number;
  /** A part of the reason that the mock gives in its header. */
  readonly reason: string;
  /** The same attempted with the client, which refuses it before it sends anything, and names this argument. */
  readonly attempt?: (qrCodes: Client) => Promise<unknown>;
  readonly argument?: string;
  /** The document says so in words only: it is the mock that knows, and a bare Prism lets it pass. */
  readonly inWordsOnly?: boolean;
  /** A bare Prism does not answer it at all. */
  readonly hangsPrism?: boolean;
}

/** A list of several pages, which no single example shows. */
export interface Paging<Client> {
  /** The `operationId` of what answers a page. */
  readonly documentedAs: string;
  readonly iterate: (qrCodes: Client) => AsyncIterable<unknown>;
  /** In the order in which they must be asked for. */
  readonly pages: readonly { readonly request: ExpectedRequest; readonly body: object }[];
  /** What the iteration must give. */
  readonly items: readonly unknown[];
}

/** A documented answer; it comes to the operation's own call unless it has one of its own. */
export interface ExpectedAnswer<Client> extends Partial<Call<Client>> {
  /** As it stands on the wire, as JSON. */
  readonly body: Readonly<Record<string, unknown>>;
  /** What the call resolves to, where it does. */
  readonly result?: unknown;
}

export interface RawAnswer {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}
