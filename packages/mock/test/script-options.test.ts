import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { step } from '../src/index.ts';
import { CODE, CODES, get, post } from './calls.ts';
import { type Form, forms } from './forms.ts';

describe.each(forms)('%s', (_form, start) => {
  let form: Form;
  beforeEach(async () => {
    form = await start();
  });
  afterEach(() => form[Symbol.asyncDispose]());

  const statuses = async (count: number, target = CODE) => {
    const found = [];
    for (let call = 0; call < count; call++) found.push((await get(form.call, form.origin + target)).status);
    return found;
  };

  test('times repeats the steps in turn', async () => {
    form.mock.script('getQrCode', [step.status(429), step.status(500)], { times: 2 });
    expect(await statuses(5)).toEqual([429, 500, 429, 500, 200]);
  });

  test('always has no end, until reset', async () => {
    form.mock.script('getQrCode', [step.status(500)], { times: 'always' });
    form.mock.script('getQrCode', [step.status(429)]);
    expect(await statuses(20)).toEqual(Array(20).fill(500));
    form.mock.reset();
    expect(await statuses(1)).toEqual([200]);
  });

  test('when chooses the requests, and others use the next script', async () => {
    form.mock.script('getQrCode', [step.status(500)], {
      times: 'always',
      when: (request) => request.query.fields !== undefined,
    });
    form.mock.script('getQrCode', [step.status(429)]);
    expect(await statuses(1, `${CODE}?fields=code`)).toEqual([500]);
    expect(await statuses(2)).toEqual([429, 200]);
    expect(await statuses(1, `${CODE}?fields=code`)).toEqual([500]);
  });

  test('when gets the request as requests shows it', async () => {
    const seen: unknown[] = [];
    form.mock.script('createOrUpdateQrCode', [step.status(500)], {
      when: (request) => {
        seen.push(request);
        return (request.parsed as { prefilled_message: string }).prefilled_message === 'second';
      },
    });
    expect((await post(form.call, form.origin + CODES, { prefilled_message: 'first' })).status).toBe(200);
    expect((await post(form.call, form.origin + CODES, { prefilled_message: 'second' })).status).toBe(500);
    expect(seen).toEqual(form.mock.requests);
  });

  test('a condition that throws is a 500 with its reason', async () => {
    form.mock.script('getQrCode', [step.status(429)], {
      when: () => {
        throw new Error('no such thing');
      },
    });
    const response = await get(form.call, form.origin + CODE);
    expect([response.status, await response.text()]).toEqual([500, expect.stringContaining('no such thing')]);
  });

  test('unusedSteps has the repetitions that are left', async () => {
    form.mock.script('getQrCode', [step.status(429), step.status(500)], { times: 3 });
    form.mock.script('listQrCodes', [step.status(429), step.status(500)], { times: 'always' });
    form.mock.script('deleteQrCode', [step.lost()], { when: () => false });
    await statuses(3);
    await statuses(1, CODES);
    expect(form.mock.unusedSteps()).toEqual([
      { operationId: 'getQrCode', step: step.status(429) },
      { operationId: 'getQrCode', step: step.status(500), times: 2 },
      { operationId: 'listQrCodes', step: step.status(500) },
      { operationId: 'deleteQrCode', step: step.lost() },
    ]);
    await statuses(3);
    await statuses(1, CODES);
    expect(form.mock.unusedSteps()).toEqual([{ operationId: 'deleteQrCode', step: step.lost() }]);
  });

  test('headers are sent in addition to those of the mock, or in place of them', async () => {
    form.mock.script('getQrCode', [
      step.status(429, { headers: { 'Retry-After': '2', 'X-App-Usage': '{"call_count":100}' } }),
      step.example('default_fields', { headers: { 'facebook-api-version': 'v99.0' } }),
      step.delay(1, step.status(200, { headers: { 'x-fb-trace-id': 'abc' } })),
    ]);
    const throttled = await get(form.call, form.origin + CODE);
    expect(throttled.status).toBe(429);
    expect(throttled.headers.get('retry-after')).toBe('2');
    expect(throttled.headers.get('x-app-usage')).toBe('{"call_count":100}');
    expect(throttled.headers.get('facebook-api-version')).toBe('v23.0');
    expect(throttled.headers.has('x-mock-off-spec')).toBe(false);
    expect((await get(form.call, form.origin + CODE)).headers.get('facebook-api-version')).toBe('v99.0');
    expect((await get(form.call, form.origin + CODE)).headers.get('x-fb-trace-id')).toBe('abc');
  });

  test.each([
    ['cut', undefined],
    ['cut', 'cut'],
    ['invalid', 'invalid'],
  ] as const)('malformed JSON that is %s arrives completely', async (_what, as) => {
    form.mock.script('getQrCode', [step.malformed(as)]);
    const response = await get(form.call, form.origin + CODE);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(response.headers.get('x-mock-off-spec')).toBe('true');
    const text = await response.text();
    expect(text).toContain('"ANED2T5QRU7HG1"');
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
  });

  test('without a state, lost is a reset', async () => {
    form.mock.script('getQrCode', [step.lost()]);
    await expect(get(form.call, form.origin + CODE)).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
    expect(form.mock.requests).toHaveLength(1);
  });

  test.each([
    [{ times: 0 }, "script: times: expected 1 or more, or 'always'; received 0."],
    [{ times: 1.5 }, 'received 1.5.'],
    [{ times: 'ever' }, 'received "ever".'],
    [{ when: true }, 'script: when: expected a function of the request; received true.'],
    [{ time: 2 }, 'script: expected the options times, when; received time.'],
  ])('the options %j are rejected', (options, message) => {
    // @ts-expect-error: as JavaScript can call it
    expect(() => form.mock.script('getQrCode', [step.status(429)], options)).toThrow(message);
    expect(form.mock.unusedSteps()).toEqual([]);
  });

  test.each([
    [step.status(429, { headers: { a: '\n' } }), 'Headers {"a":"\\n"} cannot be sent'],
    // @ts-expect-error: text
    [step.malformed('x'), 'Malformed JSON can be cut or invalid; received "x".'],
    [step.html(99), 'Status 99 cannot be sent.'],
    [step.empty(600), 'Status 600 cannot be sent.'],
  ])('the step %j is rejected', (impossible, message) => {
    expect(() => form.mock.script('getQrCode', [impossible])).toThrow(message);
  });
});
