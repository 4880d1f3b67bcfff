import { createMockFetch, type MockControls, type MockFetch, type MockOptions, startMockServer } from '../src/index.ts';
import { META } from './calls.ts';

/** A mock, and the way to call it. */
export interface Form extends AsyncDisposable {
  readonly mock: MockControls<'v23.0'>;
  readonly call: typeof fetch;
  readonly origin: string;
}

type Start = (options?: Omit<MockOptions<'v23.0'>, 'version'>) => Promise<Form>;

async function overSockets(options: Parameters<Start>[0]): Promise<Form> {
  const mock = await startMockServer({ version: 'v23.0', log: false, ...options });
  return { mock, call: fetch, origin: mock.url, [Symbol.asyncDispose]: () => mock.close() };
}

async function inProcess(options: Parameters<Start>[0]): Promise<Form> {
  const mock = await createMockFetch({ version: 'v23.0', log: false, ...options });
  return { mock, call: mock, origin: META, [Symbol.asyncDispose]: async () => {} };
}

/** Both forms of the mock, for `describe.each`: they must behave the same. */
export const forms: [string, Start][] = [
  ['over sockets', overSockets],
  ['in process', inProcess],
];

/** Both forms as a fetch function for addresses at Meta's host. */
export interface FetchForm extends MockFetch<'v23.0'> {
  /** Where the links of its responses lead. */
  readonly origin: string;
  close(): Promise<void>;
}

export const fetchForms: [string, (options?: Parameters<Start>[0]) => Promise<FetchForm>][] = forms.map(
  ([name, start]) => [
    name,
    async (options) => {
      const { mock, call, origin, [Symbol.asyncDispose]: dispose } = await start(options);
      const fetchForm = (input: Parameters<MockFetch>[0], init?: RequestInit) =>
        call(String(input).replace(META, origin), init);
      return Object.assign(fetchForm, mock, { origin, close: async () => dispose() });
    },
  ],
);
