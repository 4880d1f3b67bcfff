// What a test does with the mock, in any runtime that it supports.
import { createMockFetch, type MockFetch, type MockServer, startMockServer, step } from '@whatsapp-qr/mock';

const PATH = '/v25.0/1234567890123456/message_qrdls/ANED2T5QRU7HG1';
const headers = { authorization: 'Bearer not-a-real-token' };

interface CheckResult {
  readonly name: string;
  /** Why it failed. */
  readonly problem?: string;
}

export async function checkMock(): Promise<CheckResult[]> {
  const server: MockServer<'v25.0'> = await startMockServer({ version: 'v25.0', log: false });
  const mockFetch: MockFetch<'v25.0'> = await createMockFetch({ version: 'v25.0', log: false });
  const get = async (init: { headers?: Record<string, string> }) => (await fetch(server.url + PATH, init)).status;
  const checks: Record<string, () => Promise<unknown>> = {
    'the server responds': async () => equal(await get({ headers }), 200),
    'the server refuses a request without a token': async () => equal(await get({}), 401),
    'a script decides the next response': async () => {
      server.script('getQrCode', [step.status(404)]);
      equal(await get({ headers }), 404);
      equal(server.unusedSteps().length, 0);
    },
    'a lost connection rejects the call': async () => {
      server.script('getQrCode', [step.reset()]);
      equal(await get({ headers }).catch(() => 'rejected'), 'rejected');
    },
    'the server keeps the requests': async () => equal(server.requests.length > 0, true),
    'the fetch in process responds': async () => {
      const response = await mockFetch(`https://graph.facebook.com${PATH}`, { headers });
      equal(JSON.stringify(await response.json()).includes('ANED2T5QRU7HG1'), true);
    },
    'the server stops': async () => {
      await server.close();
      equal(await get({ headers }).catch(() => 'rejected'), 'rejected');
    },
  };
  const results: CheckResult[] = [];
  for (const [name, run] of Object.entries(checks)) {
    results.push(
      await run().then(
        () => ({ name }),
        (error: unknown) => ({ name, problem: String(error) }),
      ),
    );
  }
  return results;
}

function equal(actual: unknown, expected: unknown): void {
  if (actual !== expected) throw new Error(`expected ${String(expected)}, found ${String(actual)}`);
}
