import { expect, test } from 'vitest';
import { type LoadOptions, load, type Send } from '../../soak/load.ts';

test('1,500 calls, 64 concurrent, with all faults: nothing is repeated or lost, memory stays flat', async () => {
  const report = await load({ calls: 1_500, concurrency: 64, warmUp: 500, seed: 20_261_123, share: 0.05 });
  expect(report.violations).toEqual([]);
  // The test is meaningful only if many requests had faults and many calls succeeded.
  expect(Object.keys(report.faults).length).toBeGreaterThan(20);
  const results = Object.entries(report.outcomes).filter(([name]) => name.endsWith(': result'));
  expect(results.map(([name]) => name.split(':')[0])).toEqual(
    expect.arrayContaining(['create', 'get', 'list', 'update', 'delete']),
  );
  expect(results.reduce((sum, [, count]) => sum + count, 0)).toBeGreaterThan(1_500);
}, 60_000);

const codeIn = (url: string) => new URL(url).pathname.split('/')[4];
const kept: object[] = [];
const seen = new Map<string, Promise<Response>>();

const faultySends: readonly (readonly [string, Send, violation: RegExp])[] = [
  [
    'sends a create twice',
    async (url, init) => {
      if (init.method === 'POST' && !init.body?.includes('"code"')) await fetch(url, init);
      return fetch(url, init);
    },
    /^call \d+: created 2 codes$/,
  ],
  [
    'sends no deletion',
    async (url, init) => (init.method === 'DELETE' ? Response.json({ success: true }) : fetch(url, init)),
    /still exists, though its deletion succeeded$/,
  ],
  [
    'returns a code without sending the create',
    async (url, init) => {
      const { code, prefilled_message } = JSON.parse(init.body ?? '{"code":1}');
      const made = { code: 'SOAK9000000000', prefilled_message, deep_link_url: 'https://wa.me' };
      return code ? fetch(url, init) : Response.json(made);
    },
    /returned a code that was never created$/,
  ],
  [
    'returns the response of another call',
    async (url, init) => {
      if (init.method !== 'GET' || !codeIn(url)) return fetch(url, init);
      if (!seen.has('first')) seen.set('first', fetch(url, init));
      const first = await seen.get('first');
      return first?.clone() ?? fetch(url, init);
    },
    /requested SOAK\d+, received SOAK\d+$/,
  ],
  [
    'does not send a request',
    async (url, init) =>
      init.method === 'GET' && codeIn(url)
        ? Response.json({ error: { message: 'no', code: 803 } }, { status: 404 })
        : fetch(url, init),
    /^call \d+: SOAK\d+ is lost/,
  ],
  [
    'leaks a secret',
    async () => Promise.reject(new Error(`rejected ${'canary'}${'Token'}`)),
    /^call \d+: a secret leaked in the error\.message$/,
  ],
  [
    'keeps all responses in memory',
    (url, init) => {
      kept.push(Array(4_000).fill(url));
      return fetch(url, init);
    },
    /^memory grew/,
  ],
];

const noFaults: LoadOptions = { calls: 150, concurrency: 8, warmUp: 50, seed: 1, share: 0 };

test.each(faultySends)(
  'a client that %s is detected',
  async (_what, send, violation) => {
    const { violations } = await load({ ...noFaults, send });
    expect(violations).toContainEqual(expect.stringMatching(violation));
  },
  60_000,
);
