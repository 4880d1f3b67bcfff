// `pnpm contract --base-url`, as a process of its own, with the stateful mock in the place of Meta.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type MockServer, startMockServer, step } from '@whatsapp-qr/mock';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

// The tests start processes, possibly on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const CLI = fileURLToPath(new URL('../src/live/cli.ts', import.meta.url));
const TOKEN = 'EAAliveTests/0123456789|abcdef';
const phoneNumberId = '1234567890123456';
const CODE = {
  code: 'ANED2T5QRU7HG1',
  prefilled_message: 'Hi',
  deep_link_url: 'https://wa.me/message/ANED2T5QRU7HG1',
};
const seed = { [phoneNumberId]: [{ prefilled_message: 'Hi', code: CODE.code }, { prefilled_message: 'Hello' }] };

let mock: MockServer<'v25.0'>;
let folder: string;
beforeEach(async () => {
  mock = await startMockServer({ version: 'v25.0', stateful: true, seed, log: false });
  folder = mkdtempSync(join(tmpdir(), 'contract-live-'));
});
afterEach(async () => {
  await mock.close();
  rmSync(folder, { recursive: true });
});

interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** No output may contain the token. */
function contract(args: string[], started: (interrupt: () => void) => void = () => {}, env: object = {}) {
  return new Promise<Result>((resolve) => {
    const child = execFile(
      process.execPath,
      [CLI, ...args],
      { env: { ...process.env, WHATSAPP_TOKEN: TOKEN, WHATSAPP_PHONE_NUMBER_ID: phoneNumberId, ...env } },
      (_error, stdout, stderr) => {
        expect(stdout + stderr).not.toMatch(/liveTests|abcdef/);
        resolve({ code: child.exitCode ?? -1, stdout, stderr });
      },
    );
    started(() => child.kill('SIGINT'));
  });
}

const against = (...args: string[]) => contract(['--base-url', mock.url, '--graph-version', mock.version, ...args]);
const methods = () => [...new Set(mock.requests.map(({ method }) => method))];

test('a server that responds as documented passes, and nothing but reads is sent', async () => {
  const before = mock.state();
  const junit = join(folder, 'report.xml');
  const { code, stdout } = await against('--junit', junit);
  expect(stdout).toContain('10 passed, 0 failed, 0 skipped; differences from the spec: 0');
  expect(code).toBe(0);
  expect(methods()).toEqual(['GET']);
  expect(mock.requests[0]?.headers.authorization).toBe(`Bearer ${TOKEN}`);
  expect(mock.state()).toEqual(before);
  expect(readFileSync(junit, 'utf8')).toContain('tests="10" failures="0" errors="0" skipped="0"');
});

test('a phone number without codes skips what needs one', async () => {
  mock.restore({ [phoneNumberId]: [] });
  const { code, stdout } = await against();
  expect(stdout).toContain('skipped get: the phone number has no code');
  expect(code).toBe(0);
});

test('--write creates, changes and deletes a code of its own, and no other', async () => {
  const before = mock.state();
  const { code, stdout } = await against('--write');
  expect(stdout).toContain('15 passed, 0 failed, 0 skipped');
  expect(code).toBe(0);
  expect(mock.state()).toEqual(before);
  const written = mock.requests.filter(({ method }) => method !== 'GET');
  expect(written.map(({ method }) => method)).toEqual(['POST', 'POST', 'DELETE']);
  expect(written.some(({ path, body }) => (path + body).includes(CODE.code))).toBe(false);
});

test.each(['v23.0', 'v24.0'] as const)('%s passes, too', async (version) => {
  await using older = await startMockServer({ version, stateful: true, seed, log: false });
  const { code, stdout } = await contract(['--base-url', older.url, '--graph-version', version, '--write']);
  expect(stdout).toContain('15 passed, 0 failed, 0 skipped');
  expect(code).toBe(0);
});

test('a difference is reported with its place and what would settle it, and the exit code is 1', async () => {
  const body = { data: [{ ...CODE, prefilled_message: 7 }] };
  mock.script('getQrCode', [step.offSpec({ status: 200, body })]);
  const junit = join(folder, 'report.xml');
  const { code, stdout } = await against('--junit', junit);
  expect(code).toBe(1);
  expect(stdout).toContain('getQrCode response 200 /body/data/0/prefilled_message: expected string; found 7');
  const place =
    'GET /{Version}/{Phone-Number-ID}/message_qrdls/{QR-Code-ID} > response 200 > application/json > .data[].prefilled_message';
  expect(stdout).toContain(`edit spec/v25.0/openapi.yaml at ${place}: allow 7 beside string.`);
  expect(stdout).toContain('- sources:');
  expect(stdout).toContain(`- at: ${place}`);
  expect(stdout).toContain('differences from the spec: 1');
  const xml = readFileSync(junit, 'utf8');
  expect(xml).toContain('failures="1"');
  expect(xml).toContain('expected string; found 7');
});

test('--json has the same as data', async () => {
  mock.script('getQrCode', [step.offSpec({ status: 418, body: { data: [CODE] } })]);
  const { code, stdout } = await against('--json');
  const report = JSON.parse(stdout);
  expect(code).toBe(1);
  expect(report).toMatchObject({ version: 'v25.0', baseUrl: mock.url, interrupted: false });
  expect(report.checks.filter(({ state }: { state: string }) => state === 'failed')).toMatchObject([
    {
      name: 'get',
      violations: [
        {
          operation: 'getQrCode',
          side: 'response',
          pointer: '/status',
          expected: '200, 400, 401, 403, 404, 500',
          found: '418',
          status: 418,
          settledBy: expect.stringContaining('add the response 418'),
        },
      ],
    },
  ]);
});

test('a documented error where a result is expected fails without a difference', async () => {
  mock.script('listQrCodes', [step.status(401)], { times: 'always' });
  const { code, stdout } = await against();
  expect(code).toBe(1);
  expect(stdout).toContain('differences from the spec: 0');
  expect(stdout).toMatch(/failed {2}list\n +The client: /);
});

test('an echo of the token is reported without the token', async () => {
  const body = { data: [{ ...CODE, prefilled_message: `Bearer ${TOKEN}` }] };
  mock.script('getQrCode', [step.offSpec({ status: 200, body })]);
  const { code, stdout } = await against();
  expect(code).toBe(1);
  expect(stdout).toContain('expected no credential of the request; found "Bearer [removed]"');
});

test('a code whose creation has an unreadable response is removed', async () => {
  const before = mock.state();
  mock.script('createOrUpdateQrCode', [step.lost()]);
  const { code, stdout } = await against('--write');
  expect(code).toBe(1);
  expect(stdout).toContain('passed  remove the created code');
  expect(mock.requests.some(({ method }) => method === 'DELETE')).toBe(true);
  expect(mock.state()).toEqual(before);
});

test('Ctrl-C in the middle of an update removes the code, and the exit code is 130', async () => {
  const before = mock.state();
  mock.script('createOrUpdateQrCode', [step.delay(0), step.delay(60_000)]);
  const { code, stdout } = await contract(
    ['--base-url', mock.url, '--graph-version', 'v25.0', '--write'],
    async (interrupt) => {
      await expect
        .poll(() => mock.requests.filter(({ method }) => method === 'POST').length, { timeout: 60_000 })
        .toBe(2);
      interrupt();
    },
  );
  expect(code).toBe(130);
  expect(stdout).toContain('skipped update: interrupted');
  expect(stdout).toContain('passed  remove the created code');
  expect(mock.state()).toEqual(before);
});

test('a server that is away fails', async () => {
  await mock.close();
  const { code, stdout } = await against();
  expect(code).toBe(1);
  expect(stdout).toContain('ECONNREFUSED');
});

test.each<[string, string[], object, string]>([
  ['no address', ['--write'], {}, '--base-url: expected the address of a server'],
  ['an address that is none', ['--base-url', 'meta'], {}, 'upstream: expected the address of a server'],
  [
    'an unknown version',
    ['--base-url', 'http://x', '--graph-version', 'v1.0'],
    {},
    '--graph-version: expected one of v23.0',
  ],
  ['an unknown option', ['--base-url', 'http://x', '--colour'], {}, "Unknown option '--colour'"],
  ['no token', ['--base-url', 'http://x'], { WHATSAPP_TOKEN: '' }, 'WHATSAPP_TOKEN: expected an access token'],
  [
    'no number',
    ['--base-url', 'http://x'],
    { WHATSAPP_PHONE_NUMBER_ID: 'me' },
    'WHATSAPP_PHONE_NUMBER_ID: expected digits',
  ],
])('%s: prints the reason, and the exit code is 2', async (_what, args, env, message) => {
  const { code, stderr } = await contract(args, undefined, env);
  expect(stderr).toContain(message);
  expect(code).toBe(2);
});
