import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, expect, test, vi } from 'vitest';
import { startMockServer } from '../src/index.ts';
import { CODE, CODES, get } from './calls.ts';

// The tests start processes, possibly on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const CLI = fileURLToPath(new URL('../src/cli.ts', import.meta.url));

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

/** Starts the command, and reads what it prints until it listens. */
async function start(...args: string[]) {
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const printed: string[] = [];
  while (!printed.at(-1)?.includes('Ctrl-C')) printed.push(String((await lines.next()).value));
  return { child, lines, printed: printed.join('\n') };
}

async function fail(...args: string[]) {
  const error = await promisify(execFile)(process.execPath, [CLI, ...args]).then(
    () => expect.fail('expected an exit code'),
    (cause: { code: number; stderr: string }) => cause,
  );
  return { code: error.code, stderr: error.stderr };
}

test('it prints its address, logs requests, and ends with code 0 on Ctrl-C', async () => {
  const { child, lines, printed } = await start('--graph-version', 'v23.0', '--port', '0');
  const url = /mocked at (http:\/\/127\.0\.0\.1:\d+)/.exec(printed)?.[1];
  await get(fetch, url + CODE);
  expect((await lines.next()).value).toBe('');
  expect((await lines.next()).value).toBe(`GET ${CODE} -> 200 default_fields`);
  await get(fetch, `${url}${CODES}/x`);
  expect((await lines.next()).value).toContain('-> 400 invalid_parameter, rejected: Request path parameter qr-code-id');
  child.kill('SIGINT');
  expect((await lines.next()).value).toBe('Stopped.');
  expect(child.exitCode ?? (await once(child, 'exit'))[0]).toBe(0);
});

test('the printed curl commands work', async () => {
  const { printed } = await start('--graph-version', 'v23.0', '--port', '0', '--host', '0.0.0.0');
  const commands = printed.split('\n').filter((line) => line.startsWith('  curl '));
  const responses = await Promise.all(
    commands.map((command) => promisify(execFile)('sh', ['-c', `${command} --silent`])),
  );
  expect(responses.map(({ stdout }) => JSON.parse(stdout))).toEqual([
    { data: [expect.objectContaining({ code: 'ANED2T5QRU7HG1', qr_image_url: expect.stringMatching(/^https:/) })] },
    { code: 'ANED2T5QRU7HG1', prefilled_message: 'Hi', deep_link_url: 'https://wa.me/message/ANED2T5QRU7HG1' },
  ]);
});

test('control characters in requests and arguments do not reach the terminal', async () => {
  const { lines, printed } = await start('--graph-version', 'v23.0', '--port', '0');
  const url = /mocked at (http:\/\/127\.0\.0\.1:\d+)/.exec(printed)?.[1];
  await get(fetch, `${url}${CODE}?fields=%1b%5b31m%0d%0aforged%c2%9b`);
  expect((await lines.next()).value).toBe('');
  expect((await lines.next()).value).toContain('fields names "\\u{1b}[31m\\u{d}\\u{a}forged\\u{9b}"');
  const { stderr } = await fail('--\u001b[31m');
  expect(stderr).toContain('\\u{1b}[31m');
  expect(stderr).not.toContain('\u001b');
  const host = await fail('--graph-version', 'v23.0', '--host', '\u001b[31m\u2028.invalid');
  expect(host.stderr).toContain('\\u{1b}[31m\\u{2028}');
});

test('with --upstream, it passes requests on and prints violations without the token, and their number at the end', async () => {
  await using upstream = await startMockServer({ version: 'v23.0', log: false });
  const { child, lines, printed } = await start('--graph-version', 'v23.0', '--port', '0', '--upstream', upstream.url);
  expect(printed).toContain(`are passed on to ${upstream.url}`);
  const url = /Requests to (http:\/\/127\.0\.0\.1:\d+)/.exec(printed)?.[1];
  const token = 'EAAcommandLine0123456789';
  const headers = { authorization: `Bearer ${token}` };
  expect((await fetch(url + CODE, { headers })).status).toBe(200);
  expect((await fetch(`${url}${CODES}?limit=${token}`, { headers })).status).toBe(400);
  expect(await Promise.all([1, 2, 3, 4].map(async () => (await lines.next()).value))).toEqual([
    '',
    `GET ${CODE} -> 200`,
    `GET ${CODES} -> 400`,
    '  listQrCodes request /query/limit: expected integer; found "[removed]"',
  ]);
  child.kill('SIGINT');
  expect((await lines.next()).value).toBe('Stopped. Requests: 2, violations: 1.');
  expect(child.exitCode ?? (await once(child, 'exit'))[0]).toBe(0);
});

test('--help prints the usage', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [CLI, '--help']);
  expect(stdout).toMatch(/^Usage: whatsapp-qr-mock --graph-version v23\.0/);
});

test.each([
  ['no version', [], /--graph-version: expected one of v23\.0.*; received nothing\./],
  ['an unknown version', ['--graph-version', 'v1'], /Graph version: expected one of v23\.0.*; received "v1"\./],
  ['a bad port', ['--graph-version', 'v23.0', '--port', '99999'], /from 0 to 65535; received "99999"\./],
  ['no address', ['--graph-version', 'v23.0', '--upstream', 'meta'], /upstream: expected the address of a server/],
  [
    'a mock with an upstream',
    ['--graph-version', 'v23.0', '--upstream', 'http://127.0.0.1', '--stateful'],
    /--stateful: has no effect with --upstream\./,
  ],
  ['an unknown option', ['--colour'], /Unknown option '--colour'/],
])('%s: prints the reason and the usage, and exits with 1', async (_what, args, message) => {
  const { code, stderr } = await fail(...args);
  expect(stderr).toMatch(message);
  expect(stderr).toContain('Usage: whatsapp-qr-mock');
  expect(code).toBe(1);
});

test('a port in use: prints the reason and exits with 1', async () => {
  const { printed } = await start('--graph-version', 'v23.0', '--port', '0');
  const port = /mocked at http:\/\/127\.0\.0\.1:(\d+)/.exec(printed)?.[1] ?? '';
  const { code, stderr } = await fail('--graph-version', 'v23.0', '--port', port);
  expect(stderr).toBe(
    `The mock cannot listen on port ${port} of 127.0.0.1: it is taken. Choose another, or 0 for a free one.\n`,
  );
  expect(code).toBe(1);
});
