import { expect, test } from 'vitest';
import { type LoadOptions, load, type Send } from '../../soak/load.ts';

test('1,500 calls, 64 at once, under faults of all kinds: nothing twice, nothing lost, memory flat', async () => {
  const report = await load({ calls: 1_500, concurrency: 64, warmUp: 500, seed: 20_261_123, share: 0.05 });
  expect(report.violations).toEqual([]);
  // The proof is worth something only if much was struck, and much went well all the same.
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
    'sends what creates twice',
    async (url, init) => {
      if (init.method === 'POST' && !init.body?.includes('"code"')) await fetch(url, init);
      return fetch(url, init);
    },
    /^call \d+: created 2 codes$/,
  ],
  [
    'sends no deletion',
    async (url, init) => (init.method === 'DELETE' ? Response.json({ success: true }) : fetch(url, init)),
    /is still there, though its deletion succeeded$/,
  ],
  [
    'answers a creation that was never sent',
    async (url, init) => {
      const { code, prefilled_message } = JSON.parse(init.body ?? '{"code":1}');
      const made = { code: 'SOAK9000000000', prefilled_message, deep_link_url: 'https://wa.me' };
      return code ? fetch(url, init) : Response.json(made);
    },
    /told of a code that was never created$/,
  ],
  [
    'mixes answers up',
    async (url, init) => {
      if (init.method !== 'GET' || !codeIn(url)) return fetch(url, init);
      if (!seen.has('first')) seen.set('first', fetch(url, init));
      const first = await seen.get('first');
      return first?.clone() ?? fetch(url, init);
    },
    /asked for SOAK\d+, given SOAK\d+$/,
  ],
  [
    'loses what was asked for',
    async (url, init) =>
      init.method === 'GET' && codeIn(url)
        ? Response.json({ error: { message: 'no', code: 803 } }, { status: 404 })
        : fetch(url, init),
    /^call \d+: SOAK\d+ is lost/,
  ],
  [
    'tells its secrets',
    async () => Promise.reject(new Error(`no way for the ${'canary'}${'Token'}`)),
    /^call \d+: a secret stands in the error\.message$/,
  ],
  [
    'keeps what passes through it',
    (url, init) => {
      kept.push(Array(4_000).fill(url));
      return fetch(url, init);
    },
    /^memory grew/,
  ],
];

const noFaults: LoadOptions = { calls: 150, concurrency: 8, warmUp: 50, seed: 1, share: 0 };

test.each(faultySends)(
  'a client that %s is found out',
  async (_what, send, violation) => {
    const { violations } = await load({ ...noFaults, send });
    expect(violations).toContainEqual(expect.stringMatching(violation));
  },
  60_000,
);
