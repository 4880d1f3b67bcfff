// The recipe for OpenTelemetry, beside the instrumentation of fetch that teams have.
import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { createQrCodeClient, isGraphApiError, type QrCodeClient } from '@whatsapp-qr/client/v25.0';
import { step } from '@whatsapp-qr/mock';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { fetchThrough } from '../recipes/network.ts';
import { ignoreRequestHook, traced, tracingHooks } from '../recipes/tracing.ts';
import { type MetaBehindProxy, startMetaBehindProxy } from './meta-behind-proxy.ts';

const accessToken = 'EAAfake0123456789';
const appSecret = 'fake-app-secret-0123456789';
const CODE = 'ANED2T5QRU7HG1';

const exporter = new InMemorySpanExporter();
const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
let meta: MetaBehindProxy;
let qrCodes: QrCodeClient;

beforeAll(async () => {
  trace.setGlobalTracerProvider(provider);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  meta = await startMetaBehindProxy();
  const fetch = fetchThrough({ proxy: meta.proxyUrl, ca: meta.files.ca });
  const options = { phoneNumberId: '1234567890123456', accessToken, appSecret, fetch };
  qrCodes = createQrCodeClient({ ...options, hooks: tracingHooks });
});
afterEach(() => {
  exporter.reset();
  meta.mock.reset();
});
afterAll(() => meta[Symbol.asyncDispose]());

const spans = () =>
  exporter.getFinishedSpans().map(({ name, attributes, events, status }) => ({ name, attributes, events, status }));
const proof = () => String(meta.mock.requests[0]?.query.appsecret_proof);

test('one span per call, with its attempts as events, and without token and proof', async () => {
  const instrumentation = new UndiciInstrumentation({ ignoreRequestHook });
  instrumentation.setTracerProvider(provider);
  try {
    meta.mock.script('getQrCode', [step.status(500, { headers: { 'retry-after': '0' } })]);
    await traced('qrCodes.get', () => qrCodes.get(CODE));
    const message = `${accessToken} and ${proof()} are not valid`;
    const body = JSON.stringify({ error: { message, type: 'OAuthException', code: 190 } });
    meta.mock.script('listQrCodes', [step.offSpec({ status: 401, body, headers: { 'x-fb-trace-id': accessToken } })]);
    await expect(traced('qrCodes.list', () => qrCodes.list())).rejects.toSatisfy(isGraphApiError);
  } finally {
    instrumentation.disable();
  }

  expect(spans().map(({ name, events }) => [name, events.map((event) => event.name)])).toEqual([
    ['qrCodes.get', ['attempt', 'response', 'retry', 'attempt', 'response']],
    ['qrCodes.list', ['attempt', 'response', 'exception']],
  ]);
  expect(meta.mock.requests.map(({ query }) => query.appsecret_proof)).toEqual(Array(3).fill(proof()));
  const exported = JSON.stringify(spans());
  expect(exported).toContain('[removed]');
  for (const secret of [accessToken, appSecret, proof(), 'appsecret_proof']) expect(exported).not.toContain(secret);
});

test('concurrent calls have their own attempts', async () => {
  await Promise.all(['a', 'b', 'c'].map((name) => traced(name, () => qrCodes.get(CODE))));
  for (const { events } of spans()) expect(events.map(({ name }) => name)).toEqual(['attempt', 'response']);
  expect(spans()).toHaveLength(3);
});

// Without this the first test would prove nothing about the instrumentation.
test('the instrumentation has the proof in its spans unless it ignores these requests', async () => {
  const instrumentation = new UndiciInstrumentation();
  instrumentation.setTracerProvider(provider);
  try {
    await traced('qrCodes.get', () => qrCodes.get(CODE));
  } finally {
    instrumentation.disable();
  }
  expect(JSON.stringify(spans())).toContain(proof());
});
