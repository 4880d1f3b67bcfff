// One mock in this process: `node mock-in-process.ts <mock|stateful|prism-http>` prints the milliseconds from the first import to
// the first response, and the calls per second after that; both of CPU time of the main thread.
import { fileURLToPath } from 'node:url';
import { accessToken, codeId, phoneNumberId, version } from './code.ts';
import { seed } from './seed.ts';

const path = `/${version}/${phoneNumberId}/message_qrdls/${codeId}`;
const headers = { authorization: `Bearer ${accessToken}` };
const calls = 12_000;

type Call = () => Promise<unknown>;

async function mock(options: object): Promise<Call> {
  const { createMockFetch } = await import('@whatsapp-qr/mock');
  const fetch = await createMockFetch({ version, log: false, ...options });
  return () => fetch(`https://graph.facebook.com${path}`, { headers });
}

async function prismHttp(): Promise<Call> {
  const { createInstance, getHttpOperationsFromSpec } = await import('@stoplight/prism-http');
  const document = fileURLToPath(import.meta.resolve(`@whatsapp-qr/spec/${version}/openapi.json`));
  const operations = await getHttpOperationsFromSpec(document);
  const nothing = () => {};
  const logger = {
    info: nothing,
    warn: nothing,
    error: nothing,
    debug: nothing,
    success: nothing,
    child: () => logger,
  };
  const config = {
    isProxy: false,
    ...{ checkSecurity: true, validateRequest: true, validateResponse: true, errors: false },
    ...{ mock: { dynamic: false }, upstreamProxy: undefined },
  } as const;
  const prism = createInstance(config, { logger });
  return () => prism.request({ method: 'get', url: { path, query: {} }, headers }, operations)();
}

const mocks: Readonly<Record<string, () => Promise<Call>>> = {
  mock: () => mock({}),
  stateful: () => mock({ stateful: true, seed }),
  'prism-http': prismHttp,
};
const create = mocks[process.argv[2] ?? ''];
if (!create) throw new Error(`Expected one of ${Object.keys(mocks).join(', ')}; received '${process.argv[2]}'.`);

const start = process.threadCpuUsage();
const call = await create();
await call();
const firstResponseMs = milliseconds(start);

function milliseconds(since: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(since);
  return (user + system) / 1_000;
}

async function burst(count: number): Promise<number> {
  const start = process.threadCpuUsage();
  for (let index = 0; index < count; index++) await call();
  return milliseconds(start);
}

await burst(calls / 4);
console.log(JSON.stringify({ firstResponseMs, perSecond: (calls * 1_000) / (await burst(calls)) }));
