import type { QrCodeClientOptions } from '@whatsapp-qr/client';
import { type MockRequest, step } from '@whatsapp-qr/mock';
import type { Cell } from './cells.ts';
import type { SomeContract, SomeMock } from './contract.ts';
import { startPrism } from './prism.ts';
import { type Exchange, type Pair, startRecorder } from './recorder.ts';

type ClientFetch = NonNullable<QrCodeClientOptions['fetch']>;

/** A server that sends documented responses to the client, and records the exchanges. */
export interface Stage extends AsyncDisposable {
  /** The `baseUrl` for the client. */
  readonly url: string;
  /** The `fetch` option for the client, if it needs one. */
  readonly fetch?: ClientFetch;
  /** The `facebook-api-version` of its responses, if they have one. */
  readonly servedVersion: string | undefined;
  /** The exchanges since the last script, oldest first. */
  readonly exchanges: readonly Exchange[];
  /** Sets the next responses to those of the cells, in this order. */
  script(...cells: readonly Cell[]): void;
}

export interface MockStage extends Stage {
  readonly mock: SomeMock;
}

/** The mock, behind a real socket and a recorder. */
export async function mockStage(version: string, contract: SomeContract): Promise<MockStage> {
  const mock = await contract.startMock();
  const recorder = await startRecorder(mock.url);
  return {
    mock,
    url: recorder.url,
    servedVersion: version,
    exchanges: recorder.exchanges,
    script(...cells) {
      mock.reset();
      recorder.clear();
      for (const { operationId, example } of cells) mock.script(operationId, [step.example(example)]);
    },
    async [Symbol.asyncDispose]() {
      await recorder[Symbol.asyncDispose]();
      await mock.close();
    },
  };
}

/** The bare `prism mock`, behind a real socket and a recorder: a header selects the example. */
export async function prismStage(version: string): Promise<Stage> {
  const prism = await startPrism(version);
  const recorder = await startRecorder(prism.url);
  let expectedCells: readonly Cell[] = [];
  return {
    url: recorder.url,
    servedVersion: undefined,
    exchanges: recorder.exchanges,
    fetch: (url, init) => {
      const [cell, ...others] = expectedCells;
      expectedCells = others;
      const prefer = cell && `code=${cell.status}, example=${cell.example}`;
      return fetch(url, { ...init, headers: { ...init.headers, ...(prefer && { prefer }) } });
    },
    script(...cells) {
      recorder.clear();
      expectedCells = cells;
    },
    async [Symbol.asyncDispose]() {
      await recorder[Symbol.asyncDispose]();
      await prism[Symbol.asyncDispose]();
    },
  };
}

/** The mock in process, without a socket. */
export async function inProcessStage(version: string, contract: SomeContract): Promise<Stage> {
  const mockFetch = await contract.createMockFetch();
  const exchanges: Exchange[] = [];
  return {
    url: 'https://graph.facebook.com',
    servedVersion: version,
    exchanges,
    fetch: async (url, init) => {
      const response = await mockFetch(url, init);
      const body = await response.clone().text();
      const { status } = response;
      const request = mockFetch.requests.at(-1);
      if (request)
        exchanges.push({ request: sent(request), response: { status, headers: [...response.headers], body } });
      return response;
    },
    script(...cells) {
      mockFetch.reset();
      exchanges.length = 0;
      for (const { operationId, example } of cells) mockFetch.script(operationId, [step.example(example)]);
    },
    async [Symbol.asyncDispose]() {},
  };
}

function sent({ method, path, query, headers, body }: MockRequest<string>) {
  const pairs = Object.entries(query).flatMap(([name, values]) => [values].flat().map((value): Pair => [name, value]));
  return { method, path, query: pairs, headers: Object.entries(headers), body };
}
