import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createQrCodeClient, isAccessTokenError, isNetworkError } from '@whatsapp-qr/client/v25.0';
import { createMockFetch, startMockServer, step } from '@whatsapp-qr/mock';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createMissing } from '../recipes/create-missing.ts';
import { loggingHooks } from '../recipes/logging.ts';
import { fetchThrough } from '../recipes/network.ts';
import { renewingToken } from '../recipes/renewing-token.ts';
import { scannedCodes } from '../recipes/scans.ts';
import { currentQrCodes, tenants } from '../recipes/tenants.ts';
import { codeBlocksOf, examples, repository, runNode } from './code-blocks.ts';
import { startMetaBehindProxy } from './meta-behind-proxy.ts';

vi.setConfig({ testTimeout: 60_000 });
afterEach(() => void vi.unstubAllGlobals());

const phoneNumberId = '1234567890123456';
const accessToken = 'EAAfake0123456789';
const appSecret = 'fake-app-secret-0123456789';
const CODE = 'ANED2T5QRU7HG1';
const page = readFileSync(join(repository, 'docs/recipes.md'), 'utf8');

test('the page has every recipe, as it is tested here, and no other', () => {
  const recipes = readdirSync(join(examples, 'recipes')).map((file) => {
    expect(page).toContain(`(../examples/recipes/${file})`);
    return readFileSync(join(examples, 'recipes', file), 'utf8');
  });
  const quoted = codeBlocksOf('docs/recipes.md').map(({ code }) => code);
  expect(quoted.toSorted()).toEqual(recipes.toSorted());
});

describe('network', () => {
  test('calls to Meta go through the proxy', async () => {
    await using meta = await startMetaBehindProxy();
    const fetch = fetchThrough({ proxy: meta.proxyUrl, ca: meta.files.ca });
    const qrCodes = createQrCodeClient({ phoneNumberId, accessToken, fetch });
    expect(await qrCodes.get(CODE)).toMatchObject({ code: CODE });
    expect(await qrCodes.list()).toHaveProperty('data');
    expect(new Set(meta.connected)).toEqual(new Set(['graph.facebook.com:443']));
    expect(meta.mock.requests).toHaveLength(2);
  });

  test('a server that requires a client certificate is called with one, through a proxy or without', async () => {
    await using meta = await startMetaBehindProxy(true);
    const direct = { phoneNumberId, accessToken, baseUrl: meta.url, maxRetries: 0 };
    const withIt = createQrCodeClient({ ...direct, fetch: fetchThrough(meta.files) });
    expect(await withIt.get(CODE)).toMatchObject({ code: CODE });
    const behindProxy = fetchThrough({ ...meta.files, proxy: meta.proxyUrl });
    const throughProxy = createQrCodeClient({ phoneNumberId, accessToken, fetch: behindProxy });
    expect(await throughProxy.get(CODE)).toMatchObject({ code: CODE });

    const without = createQrCodeClient({ ...direct, fetch: fetchThrough({ ca: meta.files.ca }) });
    await expect(without.get(CODE)).rejects.toSatisfy(isNetworkError);
    const untrusting = createQrCodeClient({ ...direct, fetch: fetchThrough({}) });
    await expect(untrusting.get(CODE)).rejects.toThrow(/SELF_SIGNED|UNABLE_TO_VERIFY/);
    expect(meta.mock.requests).toHaveLength(2);
  });

  test('a file that is undefined, such as an environment variable that is not set, is left out', async () => {
    await using meta = await startMetaBehindProxy();
    const { ca } = meta.files;
    const fetch = fetchThrough({ proxy: undefined, ca, cert: undefined, key: process.env.NO_SUCH_VARIABLE });
    const direct = createQrCodeClient({ phoneNumberId, accessToken, baseUrl: meta.url, fetch });
    expect(await direct.get(CODE)).toMatchObject({ code: CODE });
  });

  test('Node sends what the global fetch is called with through the proxy of the environment', async () => {
    await using meta = await startMetaBehindProxy();
    const program = `
      import { createQrCodeClient } from '@whatsapp-qr/client/v25.0';
      const qrCodes = createQrCodeClient({ phoneNumberId: '${phoneNumberId}', accessToken: '${accessToken}' });
      console.log((await qrCodes.get('${CODE}')).code);`;
    const env = {
      NODE_USE_ENV_PROXY: '1',
      HTTPS_PROXY: meta.proxyUrl,
      NODE_EXTRA_CA_CERTS: meta.files.ca,
      NO_PROXY: '',
    };
    const printed = await runNode(['--input-type=module', '-e', program], {
      cwd: examples,
      env: { ...process.env, no_proxy: '', https_proxy: meta.proxyUrl, ...env },
    });
    expect(printed).toEqual({ ok: true, output: `${CODE}\n` });
    expect(meta.connected).toEqual(['graph.facebook.com:443']);
  });
});

test('logging: a line per response and retry, without secrets', async () => {
  const lines: string[] = [];
  const mock = await createMockFetch({ version: 'v25.0', log: false });
  mock.script('getQrCode', [
    step.offSpec({
      status: 500,
      body: `{"error":{"message":"${accessToken}","code":2}}`,
      headers: { 'retry-after': '0' },
    }),
  ]);
  const hooks = loggingHooks((line) => void lines.push(line));
  const qrCodes = createQrCodeClient({ phoneNumberId, accessToken, appSecret, fetch: mock, hooks });
  await qrCodes.get(CODE);
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: 'info', operation: 'getQrCode', attempt: 1, status: 500 },
    { level: 'warn', operation: 'getQrCode', attempt: 1, delayMs: 0, reason: expect.stringContaining('[removed]') },
    { level: 'info', operation: 'getQrCode', attempt: 2, status: 200 },
  ]);
  expect(lines.join('\n')).not.toMatch(new RegExp(`${accessToken}|appsecret_proof|[0-9a-f]{64}`));
});

describe('tenants', () => {
  const tenant = (number: number) => ({ phoneNumberId: `10000000000${number}`, accessToken: `token-of-${number}` });

  test('concurrent calls each have the phone number and token of their tenant', async () => {
    const mock = await createMockFetch({ version: 'v25.0' });
    vi.stubGlobal('fetch', mock);
    const numbers = [1, 2, 3, 1, 2, 3];
    await Promise.all(numbers.map((number) => tenants.run(tenant(number), () => currentQrCodes().get(CODE))));
    const sent = mock.requests.map(({ path, headers }) => `${path.split('/')[2]} ${headers.authorization}`);
    const expected = numbers.map((number) => `10000000000${number} Bearer token-of-${number}`);
    expect(sent.toSorted()).toEqual(expected.toSorted());
  });

  test('a call outside of a tenant is an error', () => {
    expect(() => currentQrCodes()).toThrow('tenants.run');
  });
});

describe('renewing the token', () => {
  async function setUp(validMs: number) {
    const requestToken = vi.fn(async () => ({
      token: `token-${requestToken.mock.calls.length}`,
      expiresAt: Date.now() + validMs,
    }));
    const mock = await createMockFetch({ version: 'v25.0' });
    const qrCodes = createQrCodeClient({ phoneNumberId, accessToken: renewingToken(requestToken), fetch: mock });
    const tokens = () => mock.requests.map(({ headers }) => headers.authorization);
    return { requestToken, qrCodes, tokens };
  }

  test('concurrent calls share one request, and later calls its token', async () => {
    const { requestToken, qrCodes, tokens } = await setUp(3_600_000);
    await Promise.all([qrCodes.get(CODE), qrCodes.get(CODE)]);
    await qrCodes.get(CODE);
    expect(tokens()).toEqual(Array(3).fill('Bearer token-1'));
    expect(requestToken).toHaveBeenCalledOnce();
  });

  test('a token is renewed in its last minute', async () => {
    const { requestToken, qrCodes, tokens } = await setUp(59_000);
    await qrCodes.get(CODE);
    await qrCodes.get(CODE);
    expect(tokens()).toEqual(['Bearer token-1', 'Bearer token-2']);
    expect(requestToken).toHaveBeenCalledTimes(2);
  });

  test('a failed request is the cause of the error of the call, and the next call requests again', async () => {
    const { requestToken, qrCodes, tokens } = await setUp(3_600_000);
    const failure = new Error('the server for tokens is down');
    requestToken.mockRejectedValueOnce(failure);
    const error = await qrCodes.get(CODE).catch((thrown: unknown) => thrown);
    expect(isAccessTokenError(error) && error.cause).toBe(failure);
    await qrCodes.get(CODE);
    expect(tokens()).toEqual(['Bearer token-2']);
  });

  test('a function that throws, instead of a promise that rejects, does not leave the expired token', async () => {
    const { requestToken, qrCodes, tokens } = await setUp(59_000);
    await qrCodes.get(CODE);
    const failure = new Error('no password for the server of tokens');
    requestToken.mockImplementationOnce(() => {
      throw failure;
    });
    const error = await qrCodes.get(CODE).catch((thrown: unknown) => thrown);
    expect(isAccessTokenError(error) && error.cause).toBe(failure);
    await qrCodes.get(CODE);
    expect(tokens()).toEqual(['Bearer token-1', 'Bearer token-3']);
  });
});

describe('creating many codes', () => {
  const messages = ['Table 1', 'Table 2', 'Table 3', 'Table 4', 'Table 5'];
  const start = async () => {
    const mock = await startMockServer({ version: 'v25.0', stateful: true, log: false });
    const qrCodes = createQrCodeClient({ phoneNumberId, accessToken, baseUrl: mock.url });
    const messagesNow = () => (mock.state()[phoneNumberId] ?? []).map(({ prefilled_message }) => prefilled_message);
    return { mock, qrCodes, messagesNow, [Symbol.asyncDispose]: () => mock.close() };
  };

  test('a second run after the process was killed creates only what is missing', async () => {
    await using api = await start();
    // The third create gets no response while the process lives.
    const hang = step.delay(600_000, step.status(500));
    api.mock.script('createOrUpdateQrCode', [step.delay(0), step.delay(0), hang]);
    const program = `
      import { createQrCodeClient } from '@whatsapp-qr/client/v25.0';
      import { createMissing } from './recipes/create-missing.ts';
      const options = { phoneNumberId: '${phoneNumberId}', accessToken: '${accessToken}', baseUrl: '${api.mock.url}' };
      await createMissing(createQrCodeClient(options), ${JSON.stringify(messages)});`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], { cwd: examples, stdio: 'inherit' });
    const creates = () => api.mock.requests.filter(({ operationId }) => operationId === 'createOrUpdateQrCode');
    await vi.waitFor(() => expect(creates()).toHaveLength(3), { timeout: 50_000, interval: 20 });
    child.kill('SIGKILL');
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
    expect(api.messagesNow()).toHaveLength(2);

    const codes = await createMissing(api.qrCodes, messages);
    expect([...codes.keys()].toSorted()).toEqual(messages);
    expect(api.messagesNow().toSorted()).toEqual(messages);
    expect(creates()).toHaveLength(3 + 3);
  });

  test('a code whose response was lost is not created again', async () => {
    await using api = await start();
    api.mock.script('createOrUpdateQrCode', [step.delay(0), step.lost()]);
    await expect(createMissing(api.qrCodes, messages)).rejects.toSatisfy(isNetworkError);
    expect(api.messagesNow()).toHaveLength(2);
    await createMissing(api.qrCodes, [...messages, ...messages]);
    expect(api.messagesNow().toSorted()).toEqual(messages);
  });
});

test('scans: the text of a message leads to the code', async () => {
  const seed = [
    { code: 'AAAAAAAAAAAAAA', prefilled_message: 'Hello' },
    { code: 'BBBBBBBBBBBBBB', prefilled_message: 'Hello from the  Café' },
    { code: 'CCCCCCCCCCCCCC', prefilled_message: 'Hello' },
  ];
  const mock = await createMockFetch({ version: 'v25.0', stateful: true, seed: { [phoneNumberId]: seed } });
  const scanned = await scannedCodes(createQrCodeClient({ phoneNumberId, accessToken, fetch: mock }));
  expect(scanned('Hello from the Café')).toBe('BBBBBBBBBBBBBB');
  expect(scanned(' hello from the cafe\u0301, a table for two please')).toBe('BBBBBBBBBBBBBB');
  expect(scanned('Hello!')).toBe('AAAAAAAAAAAAAA'); // the newest of two
  expect(scanned('Good morning')).toBeUndefined();
});

test('scans: a message of blanks is not the beginning of every text', async () => {
  const seed = [
    { code: 'AAAAAAAAAAAAAA', prefilled_message: ' ' },
    { code: 'BBBBBBBBBBBBBB', prefilled_message: 'Hello' },
  ];
  const mock = await createMockFetch({ version: 'v25.0', stateful: true, seed: { [phoneNumberId]: seed } });
  const scanned = await scannedCodes(createQrCodeClient({ phoneNumberId, accessToken, fetch: mock }));
  expect(scanned('Hello')).toBe('BBBBBBBBBBBBBB');
  expect(scanned('Good morning')).toBeUndefined();
  expect(scanned(' ')).toBeUndefined();
});

test('NestJS: the provider compiles to CommonJS with the options on the page, and its client works', async () => {
  const [, tsconfig = ''] = /^```json\n(.*?)^```$/ms.exec(page) ?? [];
  const cwd = mkdtempSync(join(tmpdir(), 'commonjs-'));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  symlinkSync(join(examples, 'node_modules'), join(cwd, 'node_modules'));
  cpSync(join(examples, 'recipes/qr-codes.provider.ts'), join(cwd, 'src/qr-codes.provider.ts'));
  writeFileSync(join(cwd, 'package.json'), '{}');
  writeFileSync(join(cwd, 'tsconfig.json'), tsconfig);
  const tsc = join(repository, 'node_modules/typescript/bin/tsc');
  const typeRoots = join(repository, 'node_modules/@types');
  const file = join(cwd, 'dist/qr-codes.provider.js');
  const use = `require('${file}').qrCodesProvider.useFactory().get('${CODE}').then(({ code }) => console.log(code))`;
  const env = { ...process.env, WHATSAPP_TOKEN: accessToken, WHATSAPP_PHONE_NUMBER_ID: phoneNumberId };
  const mocked = join(import.meta.dirname, 'mocked-fetch.ts');
  for (const options of [[], ['--module', 'commonjs']]) {
    expect(await runNode([tsc, '--typeRoots', typeRoots, ...options], { cwd })).toEqual({ ok: true, output: '' });
    expect(readFileSync(file, 'utf8')).toContain('require("@whatsapp-qr/client/v25.0")');
    expect(await runNode(['--import', mocked, '-e', use], { cwd, env })).toEqual({ ok: true, output: `${CODE}\n` });
    rmSync(file);
  }
});
