import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startMockServer, step } from '../src/index.ts';
import { CODE, CODES, get, TOKEN } from './calls.ts';
import { type Form, forms } from './forms.ts';

// The tests start processes, possibly on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const CLI = fileURLToPath(new URL('../src/cli.ts', import.meta.url));

describe('from the command line, with curl alone', () => {
  let folder: string;
  let stop: () => Promise<unknown>;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mock-cli-'));
  });
  afterEach(async () => {
    await stop?.();
    rmSync(folder, { recursive: true });
  });

  async function startCli(...args: string[]): Promise<string> {
    const child = spawn(process.execPath, [CLI, '--graph-version', 'v23.0', '--port', '0', ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    stop = async () => {
      child.kill('SIGTERM');
      return ended;
    };
    for await (const line of createInterface(child.stdout)) {
      const url = /mocked at (http:\S+)/.exec(line)?.[1];
      if (url !== undefined) {
        child.stdout.resume();
        return url;
      }
    }
    return expect.fail('the command ended');
  }

  async function curl(...args: string[]): Promise<{ status: number; body: ReturnType<typeof JSON.parse> }> {
    const { stdout } = await promisify(execFile)('curl', ['--silent', '--write-out', '\n%{http_code}', ...args]);
    const [, body = '', status] = /^([\s\S]*)\n(\d+)$/.exec(stdout) ?? [];
    return { status: Number(status), body: JSON.parse(body) };
  }

  test('seed, requests, script, state, usage and reset', async () => {
    writeFileSync(join(folder, 'seed.json'), '{"1": [{"prefilled_message": "Hi", "code": "ANED2T5QRU7HG1"}]}');
    writeFileSync(
      join(folder, 'script.json'),
      '[{"operation": "getQrCode", "steps": [{"kind": "status", "status": 429}], "when": {"query": {"fields": "code"}}}]',
    );
    const usageFile = join(folder, 'usage.json');
    const url = await startCli(
      ...['--seed', join(folder, 'seed.json'), '--script', join(folder, 'script.json')],
      ...['--usage', usageFile, '--control'],
    );
    const token = ['--header', 'Authorization: Bearer any'];
    const one = `${url}/v23.0/1/message_qrdls/ANED2T5QRU7HG1`;
    const json = ['--header', 'Content-Type: application/json', '--data'];

    expect(await curl(...token, one)).toMatchObject({ status: 200, body: { data: [{ prefilled_message: 'Hi' }] } });
    expect(await curl(...token, `${one}?fields=code`)).toMatchObject({ status: 429 });

    const script =
      '{"operation": "deleteQrCode", "steps": [{"kind": "delay", "ms": 1, "then": {"kind": "lost"}}], "times": 2}';
    expect(await curl(`${url}/__mock/script`, ...json, script)).toEqual({
      status: 200,
      body: {
        unused: [{ operationId: 'deleteQrCode', step: step.delay(1, step.lost()), times: 2 }],
      },
    });
    await expect(curl(...token, '--request', 'DELETE', one)).rejects.toMatchObject({ code: 56 });
    expect((await curl(`${url}/__mock/script`)).body.unused).toHaveLength(1);

    const { body } = await curl(`${url}/__mock/requests`);
    expect(body.requests).toEqual([
      expect.objectContaining({
        method: 'GET',
        operationId: 'getQrCode',
        status: 200,
        path: '/v23.0/1/message_qrdls/ANED2T5QRU7HG1',
      }),
      expect.objectContaining({ status: 429, example: 'throttled' }),
      expect.objectContaining({ method: 'DELETE', fault: 'lost' }),
    ]);

    expect(await curl(`${url}/__mock/state`)).toEqual({ status: 200, body: { 1: [] } });
    const state = { 2: [{ prefilled_message: 'Hello', code: 'WOMVT6TJ2BP7A1', creation_time: 1_700_000_000 }] };
    expect(await curl('--request', 'PUT', `${url}/__mock/state`, ...json, JSON.stringify(state))).toEqual({
      status: 200,
      body: state,
    });
    expect((await curl(...token, `${url}/v23.0/2/message_qrdls`)).body.data).toHaveLength(1);

    const usage = (await curl(`${url}/__mock/usage`)).body.usage;
    expect(usage).toContainEqual(expect.objectContaining({ operationId: 'getQrCode', requests: 2 }));
    expect(await curl('--request', 'POST', `${url}/__mock/reset`)).toEqual({ status: 200, body: { success: true } });
    expect((await curl(`${url}/__mock/state`)).body).toMatchObject({ 1: [{ code: 'ANED2T5QRU7HG1' }] });
    expect((await curl(`${url}/__mock/requests`)).body).toEqual({ requests: [] });
    expect((await curl(`${url}/__mock/script`)).body).toEqual({ unused: [] });

    await stop();
    expect(JSON.parse(readFileSync(usageFile, 'utf8'))).toEqual(usage);
  });

  test('--stateful remembers, and without --control there is no control API', async () => {
    const url = await startCli('--stateful');
    const { body } = await curl(
      ...[`${url}${CODES}`, '--header', 'Authorization: Bearer any'],
      ...['--header', 'Content-Type: application/json', '--data', '{"prefilled_message":"Hi"}'],
    );
    expect(await curl(`${url}${CODES}/${body.code}`, '--header', 'Authorization: Bearer any')).toMatchObject({
      status: 200,
    });
    expect((await curl(`${url}/__mock/requests`)).status).toBe(404);
  });

  test.each([
    ['--seed', '{"1": [{}]}', /^seed: 1\[0\]\.prefilled_message: .* must be string\.$/m],
    ['--seed', '{', /--seed .*file\.json: expected a file of JSON: /],
    [
      '--script',
      '{"operation": "x", "steps": []}',
      /--script .*file\.json: script: expected one of the operations listQr/,
    ],
    [
      '--script',
      '[{"operation": "getQrCode", "steps": [{"kind": "status", "status": 418}]}]',
      /Status 418 is not docum/,
    ],
    ['--script', '[{"operation": "getQrCode", "steps": [], "time": 1}]', /expected the properties .*; received "time"/],
    ['--script', '[1]', /script: expected an object with operation and steps; received 1/],
  ])('%s with %s: prints what is wrong and exits with 1', async (option, text, message) => {
    const file = join(folder, 'file.json');
    writeFileSync(file, text);
    const args = [CLI, '--graph-version', 'v23.0', '--port', '0', option, file];
    await expect(promisify(execFile)(process.execPath, args)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(message),
    });
  });

  test('a file of --usage that cannot be written is an error, after the mock has stopped', async () => {
    const args = [CLI, '--graph-version', 'v23.0', '--port', '0', '--usage', join(folder, 'no/such/folder')];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = once(child, 'exit');
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      errors += text;
    });
    for await (const line of createInterface(child.stdout)) {
      if (line.includes('Ctrl-C')) child.kill('SIGINT');
    }
    expect(await ended).toEqual([1, null]);
    expect(errors).toMatch(/^--usage: ENOENT: /);
  });

  test('--version prints the version of the package', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
    expect((await promisify(execFile)(process.execPath, [CLI, '--version'])).stdout).toBe(`${version}\n`);
  });
});

describe.each(forms)('%s', (_form, start) => {
  let form: Form;
  beforeEach(async () => {
    form = await start({ control: true, stateful: true });
  });
  afterEach(() => form[Symbol.asyncDispose]());

  async function control(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await form.call(`${form.origin}/__mock${path}`, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, body: JSON.parse(await response.text()), headers: response.headers };
  }

  test.each<[string, string, string, unknown, string]>([
    ['no operation', 'POST', '/script', { steps: [] }, "must have required property 'operation'"],
    [
      'an unknown operation',
      'POST',
      '/script',
      { operation: 'x', steps: [] },
      'operation must be listQrCodes or createOr',
    ],
    [
      'an unknown kind',
      'POST',
      '/script',
      { operation: 'getQrCode', steps: [{ kind: 'x' }] },
      'kind must be equal to one',
    ],
    [
      'a status that is not documented',
      'POST',
      '/script',
      { operation: 'getQrCode', steps: [{ kind: 'status', status: 418 }] },
      'script: getQrCode: Status 418 is not documented.',
    ],
    [
      'a bad condition',
      'POST',
      '/script',
      { operation: 'getQrCode', steps: [], when: 'always' },
      'when must be object',
    ],
    ['bad times', 'POST', '/script', { operation: 'getQrCode', steps: [], times: 0 }, 'times: expected 1 or more'],
    ['no body', 'POST', '/script', undefined, 'Body parameter is required'],
    ['malformed JSON', 'POST', '/script', '{', 'Request body is not JSON'],
    ['a state that is a list', 'PUT', '/state', [], 'must be object'],
    [
      'a state that the API does not allow',
      'PUT',
      '/state',
      { me: [] },
      'state: me: Request path parameter phone-number',
    ],
  ])('%s is rejected with the reason', async (_what, method, path, body, reason) => {
    const result = await control(method, path, body);
    expect([result.status, result.body.error.message]).toEqual([400, expect.stringContaining(reason)]);
    expect(form.mock.unusedSteps()).toEqual([]);
  });

  test('the document describes every response, and lists every path', async () => {
    const document = (await control('GET', '/openapi.json')).body;
    const ajv = new Ajv2020({ strict: false });
    const check = (path: string, method: string, result: { status: number; body: unknown }) => {
      const { schema } = document.paths[`/__mock${path}`][method].responses[result.status].content['application/json'];
      expect(ajv.validate(schema, result.body), `${method} ${path}: ${ajv.errorsText()}`).toBe(true);
    };
    await get(form.call, form.origin + CODE);
    const script = { operation: 'getQrCode', steps: [{ kind: 'malformed', as: 'cut' }] };
    for (const [path, methods] of Object.entries<Record<string, unknown>>(document.paths)) {
      for (const method of Object.keys(methods)) {
        const body = { '/__mock/script': script, '/__mock/state': { 1: [{ prefilled_message: 'Hi' }] } }[path];
        const result = await control(
          method.toUpperCase(),
          path.slice('/__mock'.length),
          method === 'get' ? undefined : body,
        );
        expect(result.status).toBe(200);
        check(path.slice('/__mock'.length), method, result);
      }
    }
    check('/script', 'post', await control('POST', '/script', {}));
    expect(Object.keys(document.paths)).toHaveLength(5);
  });

  test('unknown paths and methods are rejected', async () => {
    expect((await control('GET', '/x')).status).toBe(404);
    expect((await control('DELETE', '/state')).status).toBe(405);
  });

  test('requests to it are not requests to the API', async () => {
    await control('GET', '/requests');
    await control('POST', '/reset');
    expect(form.mock.requests).toEqual([]);
  });

  test('pages of other origins can neither read nor script', async () => {
    for (const origin of ['https://evil.example', 'null']) {
      const result = await control('POST', '/reset', undefined, { origin });
      expect([result.status, result.body.error.message]).toEqual([
        403,
        expect.stringContaining('pages of other origins'),
      ]);
    }
    const { headers, status } = await control('GET', '/requests', undefined, { origin: form.origin });
    expect([status, headers.get('access-control-allow-origin')]).toEqual([200, null]);
  });
});

test('a preflight for the control API is not approved', async () => {
  await using mock = await startMockServer({ version: 'v23.0', control: true, log: false });
  const preflight = await fetch(`${mock.url}/__mock/script`, {
    method: 'OPTIONS',
    headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
  });
  expect(preflight.status).toBe(403);
  expect(preflight.headers.has('access-control-allow-origin')).toBe(false);
});

test('without a state, state is an error with the reason', async () => {
  await using mock = await startMockServer({ version: 'v23.0', control: true });
  const response = await fetch(`${mock.url}/__mock/state`, { headers: TOKEN });
  expect([response.status, await response.json()]).toEqual([
    400,
    { error: { message: 'state: expected a mock with stateful: true.' } },
  ]);
});
