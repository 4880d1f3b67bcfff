// One process for one figure: `in-process.ts mock` or `in-process.ts prism-http` prints, as JSON, the milliseconds from the
// first import to the first response, how many of them went into loading modules, and the calls per second after that.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const PATH = '/v23.0/1234567890123456/message_qrdls/ANED2T5QRU7HG1';
const HEADERS = { authorization: 'Bearer any' };
const CALLS = 20_000;

type Call = () => Promise<unknown>;

async function mock(options: object): Promise<Call> {
  const { createMockFetch } = await import(join(import.meta.dirname, '../dist/index.js'));
  const fetch = await createMockFetch({ version: 'v23.0', log: false, ...options });
  return () => fetch(`https://graph.facebook.com${PATH}`, { headers: HEADERS });
}

async function prismHttp(): Promise<Call> {
  const require = createRequire(import.meta.url);
  const { createInstance, getHttpOperationsFromSpec } = require('@stoplight/prism-http');
  const operations = await getHttpOperationsFromSpec(require.resolve('@whatsapp-qr/spec/v23.0/openapi.json'));
  const nothing = () => {};
  const logger = {
    info: nothing,
    warn: nothing,
    error: nothing,
    debug: nothing,
    success: nothing,
    child: () => logger,
  };
  const config = { isProxy: false, checkSecurity: true, validateRequest: true, validateResponse: true, errors: false };
  const prism = createInstance({ ...config, upstreamProxy: undefined, mock: { dynamic: false } }, { logger });
  return () => prism.request({ method: 'get', url: { path: PATH, query: {} }, headers: HEADERS }, operations)();
}

const codes = Array.from({ length: 1_999 }, (_, index) => ({ prefilled_message: `${index}` }));
const seed = { '1234567890123456': [...codes, { prefilled_message: 'Hi', code: 'ANED2T5QRU7HG1' }] };

const started = performance.now();
const makers: Readonly<Record<string, () => Promise<Call>>> = {
  mock: () => mock({}),
  'mock, stateful with 2,000 codes': () => mock({ stateful: true, seed }),
  'prism-http': prismHttp,
};
const call = await (makers[process.argv[2] ?? ''] ?? prismHttp)();
await call();
const firstResponse = performance.now() - started;

for (let warmUp = 0; warmUp < CALLS / 5; warmUp++) await call();
const warm = performance.now();
for (let count = 0; count < CALLS; count++) await call();
const callsPerSecond = Math.round((CALLS / (performance.now() - warm)) * 1000);

console.log(JSON.stringify({ firstResponse, callsPerSecond }));
