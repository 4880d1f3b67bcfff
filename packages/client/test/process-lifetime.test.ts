import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const entry = new URL('../src/generated/v23.0/entry.ts', import.meta.url).href;
const quick = `async () => Response.json({ data: [], success: true })`;

/** Runs a module that has `client(fetch, options)`, and measures how long its process lives after the last statement. */
async function run(statements: string): Promise<{ stdout: string; lingeredMs: number }> {
  const program = `
    import { createQrCodeClient } from ${JSON.stringify(entry)};
    const client = (fetch, options) => createQrCodeClient({ phoneNumberId: '1', accessToken: 'EAA', fetch, ...options });
    const never = () => new Promise(() => {});
    ${statements}
    const done = performance.now();
    process.on('exit', () => console.log('lingered', performance.now() - done));
  `;
  const args = ['--input-type=module', '--no-warnings', '--eval', program];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 60_000 });
  const lingeredMs = Number(/lingered (.+)/.exec(stdout)?.[1]);
  return { stdout, lingeredMs };
}

test.each([
  ['a result', `await client(${quick}).list();`],
  ['many results', `await Promise.all(Array.from({ length: 100 }, () => client(${quick}).list()));`],
  [
    'results of calls with longer and shorter time limits',
    `await Promise.all([client(${quick}).list(), client(${quick}, { timeoutMs: 5_000 }).list()]);`,
  ],
  ['an error', `await client(async () => { throw new Error('x') }, { maxRetries: 0 }).list().catch(() => {});`],
  ['a timeout', 'await client(never, { maxRetries: 0, timeoutMs: 5 }).list().catch(() => {});'],
  [
    'an abort in flight',
    `const c = new AbortController();
     const call = client(never).list({ signal: c.signal }).catch(() => {});
     c.abort(); await call;`,
  ],
  [
    'an abort between attempts',
    `const c = new AbortController();
     const busy = async () => Response.json({ error: { code: 4 } }, { status: 400, headers: { 'retry-after': '25' } });
     const call = client(busy, { hooks: { onRetry: () => setImmediate(() => c.abort()) } }).list({ signal: c.signal });
     await call.catch(() => {});`,
  ],
])('%s leaves nothing that keeps the process alive', async (_what, statements) => {
  const { lingeredMs } = await run(statements);
  // Every timer that could be left here lasts 5 seconds or more.
  expect(lingeredMs).toBeLessThan(4_000);
});

test.each([
  ['a result', `await client(${quick}).list();`],
  ['a timeout', 'await client(never, { maxRetries: 0, timeoutMs: 5 }).list().catch(() => {});'],
])('after %s no timer and no handle is counted', async (_what, statements) => {
  const { stdout } = await run(`
    const handles = () => process.getActiveResourcesInfo().filter((name) => name !== 'PipeWrap');
    const before = handles();
    ${statements}
    console.log(JSON.stringify([before, handles()]));
  `);
  const [before, after] = JSON.parse(stdout.split('\n')[0] ?? '');
  expect(after).toEqual(before);
});

test('a pending call keeps the process alive until it settles', async () => {
  const { stdout } = await run(`
    client(never, { maxRetries: 0, timeoutMs: 300 }).list().catch((error) => console.log('settled', error.name));
  `);
  expect(stdout).toContain('settled TimeoutError');
});

test('a pending call keeps the process alive after others have settled', async () => {
  const { stdout } = await run(`
    await client(${quick}).list();
    const slow = client(never, { maxRetries: 0, timeoutMs: 300 }).list().catch((error) => console.log('settled', error.name));
    await client(${quick}, { timeoutMs: 20 }).list();
  `);
  expect(stdout).toContain('settled TimeoutError');
});

test('a pending call keeps the process alive if it shares the timer of a settled one', async () => {
  const { stdout } = await run(`
    let isFirst = true;
    const once = async () => (isFirst ? ((isFirst = false), Response.json({ data: [] })) : never());
    const qrCodes = client(once, { maxRetries: 0, timeoutMs: 400 });
    await qrCodes.list();
    qrCodes.list().catch((error) => console.log('settled', error.name));
  `);
  expect(stdout).toContain('settled TimeoutError');
});

test('an unhandled rejection is reported once, for the call itself', async () => {
  const { stdout } = await run(`
    let count = 0;
    process.on('unhandledRejection', () => count++);
    const c = client(async () => new Response('<html>'));
    await c.list().withResponse().catch(() => {});
    await c.get('..').withResponse().catch(() => {});
    await c.list().catch(() => {});
    for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
    console.log('unhandled', count);
  `);
  expect(stdout).toContain('unhandled 0');
});

test('importing makes no request, no fetch, no timer and no Request', async () => {
  const program = `
    const touched = [];
    for (const name of ['fetch', 'Request', 'Response', 'Headers']) {
      const real = Object.getOwnPropertyDescriptor(globalThis, name);
      Object.defineProperty(globalThis, name, { configurable: true, get() { touched.push(name); return real.get?.() ?? real.value; } });
    }
    const { createQrCodeClient } = await import(${JSON.stringify(entry)});
    createQrCodeClient({ phoneNumberId: '1', accessToken: 'EAA' });
    console.log(JSON.stringify([touched, process.getActiveResourcesInfo().filter((name) => name === 'Timeout')]));
  `;
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--input-type=module',
    '--no-warnings',
    '--eval',
    program,
  ]);
  expect(JSON.parse(stdout)).toEqual([[], []]);
});
