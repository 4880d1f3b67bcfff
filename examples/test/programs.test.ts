import { join } from 'node:path';
import { startMockServer, step } from '@whatsapp-qr/mock';
import { expect, test } from 'vitest';
import { examples, runNode } from './code-blocks.ts';

const live = (env: NodeJS.ProcessEnv) => runNode([join(examples, 'live.ts')], { env: { ...process.env, ...env } });

test('the quickstart prints every step and its result, and exits', { timeout: 60_000 }, async () => {
  const { ok, output } = await runNode([join(examples, 'quickstart.ts')], {});
  expect(ok, output).toBe(true);
  expect(output).toMatch(/Get a code.*\n {2}ANED2T5QRU7HG1 .*\n {2}https:\/\//);
  expect(output).toMatch(/List every code.*\n( {2}[A-Z0-9]{14} ".*"\n){2,}/);
  expect(output).toMatch(/Create a code\n {2}[A-Z0-9]{14} "Hi, I would like to order"/);
  expect(output).toMatch(/Update its message\n {2}[A-Z0-9]{14} "Hello"/);
  expect(output).toMatch(/Delete it\n {2}success: true/);
  expect(output).toMatch(/Get it once more\n {2}It is gone.*404/);
});

test('--live only reads', { timeout: 60_000 }, async () => {
  await using mock = await startMockServer({ version: 'v25.0' });
  const env = { WHATSAPP_TOKEN: 'a-secret', WHATSAPP_PHONE_NUMBER_ID: '1234567890123456', WHATSAPP_BASE_URL: mock.url };
  const { ok, output } = await live(env);
  expect(ok, output).toBe(true);
  expect(output).toContain('Graph v25.0 responded');
  expect(output).toMatch(/The image of [A-Z0-9]{14}.*\n {2}https:\/\//);
  expect(output).not.toContain('a-secret');
  expect(mock.requests.map(({ method, operationId }) => [method, operationId])).toEqual([
    ['GET', 'listQrCodes'],
    ['GET', 'getQrCode'],
  ]);
});

test('--live prints the category of an error', { timeout: 60_000 }, async () => {
  await using mock = await startMockServer({ version: 'v25.0' });
  mock.script('listQrCodes', [step.example('expired_token')]);
  const env = { WHATSAPP_TOKEN: 'a-secret', WHATSAPP_PHONE_NUMBER_ID: '1234567890123456', WHATSAPP_BASE_URL: mock.url };
  const { ok, output } = await live(env);
  expect(ok).toBe(false);
  expect(output).toContain('category authentication');
  expect(output).not.toContain('a-secret');
});

test('--live requires a token', { timeout: 60_000 }, async () => {
  const { ok, output } = await live({ WHATSAPP_TOKEN: '', WHATSAPP_PHONE_NUMBER_ID: '1234567890123456' });
  expect(ok).toBe(false);
  expect(output).toContain('WHATSAPP_TOKEN');
});
