import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { isVersionMismatchError, VersionMismatchError, type VersionReport } from '../src/index.ts';
import { CODE, clientFor, everyOperation, graphError, json, qrCode, throttled } from './support/api.ts';
import { failureOf } from './support/failure.ts';

const servedBy = (version: string, body: unknown = { data: [qrCode] }) =>
  json(body, { headers: { 'facebook-api-version': version } });

beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  vi.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => void vi.restoreAllMocks());

const warnings = () => vi.mocked(console.warn).mock.calls.map((args) => args.join(' '));

describe('a response of another version than the requested one', () => {
  test('causes one warning per client and served version', async () => {
    const { qrCodes } = clientFor([servedBy('v24.0'), servedBy('v24.0'), servedBy('v25.0'), servedBy('v24.0')]);
    for (let call = 0; call < 4; call++) await qrCodes.get(CODE);
    expect(warnings()).toEqual([expect.stringContaining('v24.0'), expect.stringContaining('v25.0')]);
    expect(warnings()[0]).toContain('v23.0');
    const { qrCodes: others } = clientFor(servedBy('v24.0'));
    await others.get(CODE);
    expect(warnings()).toHaveLength(3);
  });

  test('still has its result, and the version in the response', async () => {
    const { qrCodes, sent } = clientFor(servedBy('v26.0'));
    const { data, response } = await qrCodes.get(CODE).withResponse();
    expect(data).toEqual(qrCode);
    expect(response).toMatchObject({ requestedVersion: 'v23.0', servedVersion: 'v26.0' });
    expect(sent).toHaveLength(1);
  });

  test('is ignored with ignore', async () => {
    const { qrCodes } = clientFor(servedBy('v24.0'), { onVersionMismatch: 'ignore' });
    await qrCodes.get(CODE);
    expect(warnings()).toEqual([]);
  });

  test('is reported to a function instead of the console', async () => {
    const reports: VersionReport[] = [];
    const { qrCodes } = clientFor(servedBy('v24.0'), { onVersionMismatch: (report) => void reports.push(report) });
    expect(await qrCodes.get(CODE)).toEqual(qrCode);
    expect(reports).toEqual([
      { requestedVersion: 'v23.0', servedVersion: 'v24.0', message: expect.stringContaining('v24.0') },
    ]);
    expect(warnings()).toEqual([]);
  });

  test('an error that the function throws ends the call, and is not a NetworkError', async () => {
    const thrown = new Error('no other version, please');
    const onVersionMismatch = () => {
      throw thrown;
    };
    const { qrCodes, sent } = clientFor(servedBy('v24.0'), { onVersionMismatch });
    expect(await failureOf(qrCodes.get(CODE))).toBe(thrown);
    expect(sent).toHaveLength(1);
  });

  test.each(everyOperation)(
    'is a VersionMismatchError of $operation with error, which keeps the result',
    async ({ operation, responseBody, call }) => {
      const { qrCodes, sent } = clientFor(servedBy('v24.0', responseBody), { onVersionMismatch: 'error' });
      const error = await failureOf(call(qrCodes));
      expect(error).toBeInstanceOf(VersionMismatchError);
      expect(error).toMatchObject({ operation, attempts: 1, requestedVersion: 'v23.0', servedVersion: 'v24.0' });
      expect(isVersionMismatchError(error) && error.data).toEqual(operation === 'getQrCode' ? qrCode : responseBody);
      expect(sent).toHaveLength(1);
      expect(warnings()).toEqual([]);
    },
  );

  test('does not hide an error of the API, which has the version itself', async () => {
    const failed = graphError(404, { code: 803 }, { 'facebook-api-version': 'v24.0' });
    const { qrCodes } = clientFor(failed, { onVersionMismatch: 'error' });
    expect(await failureOf(qrCodes.get(CODE))).toMatchObject({ name: 'GraphApiError', servedVersion: 'v24.0' });
  });

  test('is reported for an error response', async () => {
    const { qrCodes } = clientFor(graphError(404, { code: 803 }, { 'facebook-api-version': 'v24.0' }));
    await failureOf(qrCodes.get(CODE));
    expect(warnings()).toEqual([expect.stringContaining('v24.0')]);
  });

  test('is still retried if it is throttled', async () => {
    const { qrCodes } = clientFor([throttled({ 'facebook-api-version': 'v24.0' }), servedBy('v23.0')], {
      onVersionMismatch: 'error',
    });
    expect(await qrCodes.get(CODE)).toEqual(qrCode);
  });
});

test('a response of the requested version, or without a version, causes no warning', async () => {
  const { qrCodes } = clientFor([servedBy('v23.0'), json({ data: [qrCode] })], { onVersionMismatch: 'error' });
  await qrCodes.get(CODE);
  await qrCodes.get(CODE);
  expect(warnings()).toEqual([]);
});

describe('the end of the version in use', () => {
  /** A client with fresh module state, in which nothing was reported yet. */
  async function freshProcess() {
    vi.resetModules();
    const { createQrCodeClient } = await import('../src/generated/v23.0/entry.ts');
    const options = { phoneNumberId: '1', accessToken: 'EAA', fetch: async () => json({ data: [qrCode] }) };
    return (onVersionMismatch?: 'warn' | 'ignore' | 'error' | ((report: VersionReport) => void)) =>
      createQrCodeClient({ ...options, onVersionMismatch }).get(CODE);
  }

  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
  afterEach(() => void vi.useRealTimers());

  test.each([
    ['2027-07-09T23:59:59.999Z', 0],
    ['2027-07-10T00:00:00.000Z', 1],
    ['2027-10-08T12:00:00.000Z', 1],
    ['2027-10-09T12:00:00.000Z', 1],
    ['2030-01-01T12:00:00.000Z', 1],
    ['2025-06-01T12:00:00.000Z', 0],
  ])('is warned of within 90 days of 2027-10-08 and after: at %s %i times', async (now, times) => {
    vi.setSystemTime(now);
    const get = await freshProcess();
    await get();
    expect(warnings()).toHaveLength(times);
    for (const warning of warnings()) {
      expect(warning).toContain('v23.0');
      expect(warning).toContain('until 2027-10-08');
    }
  });

  test('causes one warning per process, for any number of clients and calls', async () => {
    vi.setSystemTime('2027-09-01');
    const get = await freshProcess();
    await Promise.all([get(), get(), get()]);
    await get();
    expect(warnings()).toHaveLength(1);
  });

  test('causes a warning in a process that was started long before', async () => {
    vi.setSystemTime('2027-03-01');
    const get = await freshProcess();
    await get();
    expect(warnings()).toEqual([]);
    vi.setSystemTime('2027-09-01');
    await get();
    await get();
    expect(warnings()).toHaveLength(1);
  });

  test('is passed to the function, and does not fail a call with error', async () => {
    vi.setSystemTime('2027-09-01');
    const reports: VersionReport[] = [];
    const get = await freshProcess();
    await get((report) => void reports.push(report));
    expect(reports).toEqual([
      { requestedVersion: 'v23.0', availableUntil: '2027-10-08', message: expect.stringContaining('2027-10-08') },
    ]);
    expect(warnings()).toEqual([]);
    const getAgain = await freshProcess();
    expect(await getAgain('error')).toEqual(qrCode);
  });

  test('is reported before anything is sent: the function can abort the call', async () => {
    vi.setSystemTime('2027-09-01');
    vi.resetModules();
    const { createQrCodeClient } = await import('../src/generated/v23.0/entry.ts');
    const fetch = vi.fn(async () => json({ data: [qrCode] }));
    const controller = new AbortController();
    const onVersionMismatch = () => controller.abort('too old');
    const qrCodes = createQrCodeClient({ phoneNumberId: '1', accessToken: 'EAA', fetch, onVersionMismatch });
    expect(await failureOf(qrCodes.get(CODE, { signal: controller.signal }))).toBe('too old');
    expect(fetch).not.toHaveBeenCalled();
  });

  test('is not reported with ignore, which does not affect other clients', async () => {
    vi.setSystemTime('2027-09-01');
    const get = await freshProcess();
    await get('ignore');
    expect(warnings()).toEqual([]);
    await get('warn');
    expect(warnings()).toHaveLength(1);
  });
});
