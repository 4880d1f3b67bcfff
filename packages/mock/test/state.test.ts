import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createMockFetch, step } from '../src/index.ts';
import { CODES, get, META, post, TOKEN } from './calls.ts';
import { type Form, forms } from './forms.ts';

const PHONE = '1234567890123456';
const OTHER_PHONE = '6543210987654321';
const OTHER_CODES = CODES.replace(PHONE, OTHER_PHONE);

interface Body {
  readonly code: string;
  readonly prefilled_message: string;
  readonly data: readonly Body[];
  readonly error: { readonly code: number; readonly message: string };
  readonly paging?: { cursors: { before: string; after: string }; next?: string; previous?: string };
  readonly [name: string]: unknown;
}

describe.each(forms)('%s', (_form, start) => {
  let form: Form;
  beforeEach(async () => {
    form = await start({ stateful: true });
  });
  afterEach(() => form[Symbol.asyncDispose]());

  async function send(target: string, init: RequestInit = {}): Promise<{ status: number; body: Body }> {
    const url = target.startsWith('http') ? target : form.origin + target;
    const response = await form.call(url, { ...init, headers: { ...TOKEN, ...init.headers } });
    return { status: response.status, body: JSON.parse(await response.text()) };
  }
  async function save(body: object, codes = CODES) {
    const response = await post(form.call, form.origin + codes, body);
    const saved: Body = JSON.parse(await response.text());
    return { status: response.status, body: saved };
  }
  async function create(message: string, codes = CODES): Promise<string> {
    const { status, body } = await save({ prefilled_message: message }, codes);
    expect(status).toBe(200);
    return body.code;
  }
  const remove = (code: string, codes = CODES) => send(`${codes}/${code}`, { method: 'DELETE' });
  const listed = async (query = '', codes = CODES) =>
    (await send(codes + query)).body.data.map(({ prefilled_message }) => prefilled_message);
  const CODE_NOT_FOUND = {
    status: 404,
    body: { error: expect.objectContaining({ code: 803, message: 'QR code not found' }) },
  };
  const PHONE_NOT_FOUND = {
    status: 404,
    body: { error: expect.objectContaining({ code: 803, message: 'Phone number not found' }) },
  };

  test('a created code can be read, changed, listed and deleted', async () => {
    const { body: created } = await save({ prefilled_message: 'Hi' });
    expect(created).toEqual({
      code: expect.stringMatching(/^[A-Z2-7]{13}1$/),
      prefilled_message: 'Hi',
      deep_link_url: `https://wa.me/message/${created.code}`,
    });
    expect((await send(`${CODES}/${created.code}`)).body).toEqual({ data: [created] });
    const changed = { ...created, prefilled_message: 'Hello' };
    expect(await save({ code: created.code, prefilled_message: 'Hello' })).toEqual({ status: 200, body: changed });
    expect((await send(`${CODES}/${created.code}`)).body).toEqual({ data: [changed] });
    expect((await send(CODES)).body).toMatchObject({ data: [changed] });
    expect(await remove(created.code)).toEqual({ status: 200, body: { success: true } });
    expect((await send(CODES)).body).toEqual({ data: [] });
  });

  test('a deleted code is not found by get, update and delete, and its code never comes again', async () => {
    const deleted = await create('Hi');
    await remove(deleted);
    expect(await send(`${CODES}/${deleted}`)).toEqual(CODE_NOT_FOUND);
    expect(await save({ code: deleted, prefilled_message: 'Hi' })).toEqual(CODE_NOT_FOUND);
    expect(await remove(deleted)).toMatchObject({ status: 404, body: { error: { code: 803 } } });
    const codes = new Set([deleted]);
    for (let count = 0; count < 200; count++) {
      const code = await create(`${count}`);
      expect(codes).not.toContain(code);
      codes.add(code);
      await remove(code);
    }
  });

  test('each phone number has its own codes', async () => {
    const code = await create('Hi');
    expect(await send(`${OTHER_CODES}/${code}`)).toEqual(CODE_NOT_FOUND);
    expect(await save({ code, prefilled_message: 'Hello' }, OTHER_CODES)).toEqual(CODE_NOT_FOUND);
    expect((await remove(code, OTHER_CODES)).status).toBe(404);
    expect((await send(OTHER_CODES)).body).toEqual({ data: [] });
    expect(await create('Hi', OTHER_CODES)).not.toBe(code);
  });

  test('the codes are the same sequence in every run, and another one with another seed', async () => {
    const codes = [await create('a'), await create('b'), await create('c', OTHER_CODES)];
    form.mock.reset();
    expect([await create('a'), await create('b'), await create('c', OTHER_CODES)]).toEqual(codes);
    const again = await createMockFetch({ version: 'v23.0', stateful: true });
    const other = await createMockFetch({ version: 'v23.0', stateful: true, randomSeed: 2 });
    const first = async (fetch: typeof globalThis.fetch) =>
      JSON.parse(await (await post(fetch, META + CODES, { prefilled_message: 'a' })).text()).code;
    expect(await first(again)).toBe(codes[0]);
    expect(await first(other)).not.toBe(codes[0]);
  });

  test('a list has the newest code first, 25 on a page at most', async () => {
    const messages = Array.from({ length: 60 }, (_, index) => `${index}`);
    for (const message of messages) await create(message);
    const newest = messages.toReversed();
    expect(await listed()).toEqual(newest.slice(0, 25));
    expect(await listed('?limit=26')).toEqual(newest.slice(0, 25));
    expect(await listed('?limit=1000')).toEqual(newest.slice(0, 25));
    expect(await listed('?limit=3')).toEqual(newest.slice(0, 3));

    const pages: string[][] = [];
    let page = await send(CODES);
    for (;;) {
      pages.push(page.body.data.map(({ prefilled_message }) => prefilled_message));
      expect(page.body.paging?.previous === undefined).toBe(pages.length === 1);
      if (page.body.paging?.next === undefined) break;
      page = await send(page.body.paging.next);
    }
    expect(pages.map(({ length }) => length)).toEqual([25, 25, 10]);
    expect(pages.flat()).toEqual(newest);

    // Back again, by the cursor alone.
    const back = await listed(`?limit=7&before=${encodeURIComponent(`${page.body.paging?.cursors.before}`)}`);
    expect(back).toEqual(newest.slice(43, 50));
  });

  test('cursors hold while codes come and go', async () => {
    const codes = [];
    for (let count = 0; count < 10; count++) codes.push(await create(`${count}`));
    const first = await send(`${CODES}?limit=3`);
    const { after } = first.body.paging?.cursors ?? {};
    // The code at the cursor, one before it and one after it are deleted, and one is created.
    await remove(codes[7] ?? '');
    await remove(codes[8] ?? '');
    await remove(codes[5] ?? '');
    await create('new');
    const next = await send(`${CODES}?limit=3&after=${encodeURIComponent(`${after}`)}`);
    expect(next.body.data.map(({ prefilled_message }) => prefilled_message)).toEqual(['6', '4', '3']);
    const { before } = next.body.paging?.cursors ?? {};
    expect(await listed(`?limit=3&before=${encodeURIComponent(`${before}`)}`)).toEqual(['new', '9']);
  });

  test('links have the parameters of the request, but no token, and an address of the mock', async () => {
    for (let count = 0; count < 5; count++) await create(`${count}`);
    const { body } = await send(
      `${CODES}?limit=2&fields=code,prefilled_message&access_token=secret&appsecret_proof=proof`,
    );
    const next = new URL(`${body.paging?.next}`);
    expect(next.origin + next.pathname).toBe(form.origin + CODES);
    expect([...next.searchParams]).toEqual([
      ['limit', '2'],
      ['fields', 'code,prefilled_message'],
      ['after', body.paging?.cursors.after],
    ]);
    expect(JSON.stringify(body)).not.toMatch(/secret|proof/);
  });

  test('a cursor of someone else is rejected', async () => {
    await create('Hi');
    expect(await send(`${CODES}?after=MTYwNDYxNzIwMQ==`)).toMatchObject({
      status: 400,
      body: { error: { code: 100, message: expect.stringContaining('must be a cursor of an earlier response') } },
    });
  });

  test('the code filter finds one code or none', async () => {
    const code = await create('a');
    await create('b');
    expect((await send(`${CODES}?code=${code}`)).body).toEqual({ data: [expect.objectContaining({ code })] });
    expect((await send(`${CODES}?code=AAAAAAAAAAAAA1`)).body).toEqual({ data: [] });
  });

  test('fields add properties, and creation_time is a number in this version', async () => {
    const before = Math.floor(Date.now() / 1000);
    const code = await create('a');
    const { body } = await send(`${CODES}/${code}?fields=creation_time`);
    expect(Object.keys(body.data[0] ?? {})).toEqual(['code', 'prefilled_message', 'deep_link_url', 'creation_time']);
    expect(body.data[0]?.creation_time).toBeGreaterThanOrEqual(before);
    expect(Number.isInteger(body.data[0]?.creation_time)).toBe(true);
  });

  test('the 2,001st code of a number is rejected; after a delete there is room for one', async () => {
    const seed = { [PHONE]: Array.from({ length: 2_000 }, (_, index) => ({ prefilled_message: `${index}` })) };
    form.mock.restore(seed);
    const rejected = await save({ prefilled_message: 'one too many' });
    expect(rejected).toMatchObject({
      status: 400,
      body: { error: { code: 100, message: expect.stringContaining('has 2000 QR codes, as many as it can have') } },
    });
    expect(form.mock.requests.at(-1)?.rejected).toBe(rejected.body.error.message);
    expect(form.mock.state()[PHONE]).toHaveLength(2_000);
    await create('another number', OTHER_CODES);
    await remove(form.mock.state()[PHONE]?.[0]?.code ?? '');
    await create('now it fits');
  });

  test('a request that is rejected changes nothing', async () => {
    const code = await create('Hi');
    const before = form.mock.state();
    for (const rejected of [
      await save({ prefilled_message: 'x'.repeat(141) }),
      await save({ prefilled_message: 'Hi', generate_qr_image: 'png' }),
      await save({ code, prefilled_message: '' }),
      await send(`${CODES}/${code}`, { method: 'DELETE', headers: { authorization: '' } }),
      await send(`${CODES}/${code}`, { method: 'DELETE', headers: { prefer: 'code=418' } }),
    ]) {
      expect(rejected.status).toBeGreaterThanOrEqual(400);
    }
    expect(form.mock.state()).toEqual(before);
  });

  describe('scripts', () => {
    test.each([
      step.status(200),
      step.status(429),
      step.example('successful_deletion'),
      step.reset(),
      step.truncate(),
      step.malformed(),
      step.empty(),
      step.html(),
      step.offSpec({ status: 200, body: { success: true } }),
      step.delay(1, step.status(500)),
    ])('the response of $kind does not change the state', async (scripted) => {
      const code = await create('Hi');
      form.mock.script('deleteQrCode', [scripted]);
      await form.call(`${form.origin}${CODES}/${code}`, { method: 'DELETE', headers: TOKEN }).catch(() => {});
      expect(form.mock.unusedSteps()).toEqual([]);
      expect((await send(`${CODES}/${code}`)).status).toBe(200);
    });

    test('lost carries the request out and loses its response', async () => {
      const code = await create('Hi');
      form.mock.script('deleteQrCode', [step.lost()]);
      form.mock.script('createOrUpdateQrCode', [step.delay(1, step.lost())]);
      await expect(remove(code)).rejects.toMatchObject({ message: 'fetch failed', cause: { code: 'ECONNRESET' } });
      expect(await remove(code)).toMatchObject({ status: 404 });
      await expect(create('lost')).rejects.toThrow('fetch failed');
      expect(await listed()).toEqual(['lost']);
    });

    test('a delay alone is followed by the response of the state', async () => {
      form.mock.script('createOrUpdateQrCode', [step.delay(20)]);
      const started = performance.now();
      await create('Hi');
      expect(performance.now() - started).toBeGreaterThan(15);
      expect(await listed()).toEqual(['Hi']);
    });
  });

  describe('seed, snapshot and restore', () => {
    const seed = {
      [PHONE]: [
        { prefilled_message: 'newest', code: 'ANED2T5QRU7HG1', creation_time: 1_700_000_000 },
        { prefilled_message: 'older' },
        { prefilled_message: 'oldest', creation_time: 1_600_000_000 },
      ],
      [OTHER_PHONE]: [],
    };
    let seeded: Form;
    beforeEach(async () => {
      seeded = await start({ stateful: true, seed });
      await form[Symbol.asyncDispose]();
      form = seeded;
    });

    test('the seed is there, newest first; other numbers do not exist', async () => {
      expect(await listed()).toEqual(['newest', 'older', 'oldest']);
      const { body } = await send(`${CODES}/ANED2T5QRU7HG1?fields=creation_time`);
      expect(body.data).toEqual([
        {
          code: 'ANED2T5QRU7HG1',
          prefilled_message: 'newest',
          deep_link_url: 'https://wa.me/message/ANED2T5QRU7HG1',
          creation_time: 1_700_000_000,
        },
      ]);
      expect(await listed('', OTHER_CODES)).toEqual([]);
      const unknown = CODES.replace(PHONE, '999');
      expect(await send(unknown)).toEqual(PHONE_NOT_FOUND);
      expect(await send(`${unknown}/ANED2T5QRU7HG1`)).toMatchObject(PHONE_NOT_FOUND);
      expect(await save({ prefilled_message: 'Hi' }, unknown)).toEqual(PHONE_NOT_FOUND);
      expect(await remove('ANED2T5QRU7HG1', unknown)).toMatchObject(PHONE_NOT_FOUND);
    });

    test('state is plain JSON that restore and seed accept', async () => {
      await create('created');
      await remove('ANED2T5QRU7HG1');
      const saved = form.mock.state();
      expect(JSON.parse(JSON.stringify(saved))).toEqual(saved);
      expect(saved[PHONE]?.map(({ prefilled_message }) => prefilled_message)).toEqual(['created', 'older', 'oldest']);
      await create('later');
      form.mock.restore(saved);
      expect(form.mock.state()).toEqual(saved);
      expect(await listed()).toEqual(['created', 'older', 'oldest']);
      await using replayed = await start({ stateful: true, seed: saved });
      expect(replayed.mock.state()).toEqual(saved);
    });

    test('codes that are created after restore differ from all before it', async () => {
      const saved = form.mock.state();
      const lost = await create('lost');
      form.mock.restore(saved);
      expect(await create('new')).not.toBe(lost);
    });

    test('reset goes back to the seed and removes requests and steps', async () => {
      const before = form.mock.state();
      form.mock.script('getQrCode', [step.status(500)]);
      const first = await create('created');
      await remove('ANED2T5QRU7HG1');
      form.mock.reset();
      const after = form.mock.state();
      expect(after[PHONE]?.map(({ code }) => code)).toEqual(before[PHONE]?.map(({ code }) => code));
      expect(form.mock.requests).toEqual([]);
      expect(form.mock.unusedSteps()).toEqual([]);
      expect(await create('again')).toBe(first);
    });

    test('later changes of the seed or of a snapshot have no effect', async () => {
      const mutable = { [PHONE]: [{ prefilled_message: 'Hi' }] };
      await using other = await start({ stateful: true, seed: mutable });
      mutable[PHONE]?.push({ prefilled_message: 'pushed' });
      other.mock.reset();
      expect(other.mock.state()[PHONE]).toHaveLength(1);
    });

    test('a text of digits is a creation time, too', () => {
      // @ts-expect-error: as it is in responses from v24.0 on
      form.mock.restore({ [PHONE]: [{ prefilled_message: 'Hi', creation_time: '1672531200' }] });
      expect(form.mock.state()[PHONE]?.[0]?.creation_time).toBe(1_672_531_200);
    });

    const valid = { prefilled_message: 'Hi' };
    test.each<[string, unknown, string]>([
      ['a list', [], 'state: expected phone number ids with lists of codes; received [].'],
      ['nothing', null, 'state: expected phone number ids with lists of codes; received null.'],
      [
        'a phone number that is none',
        { me: [] },
        'state: me: Request path parameter phone-number-id must match pattern',
      ],
      ['codes that are no list', { 1: {} }, 'state: 1: expected a list of codes; received {}.'],
      ['a code that is text', { 1: ['Hi'] }, 'state: 1[0]: expected a code; received "Hi".'],
      [
        'no message',
        { 1: [valid, {}] },
        'state: 1[1].prefilled_message: Request body property prefilled_message must be string',
      ],
      [
        'a long message',
        { 1: [{ prefilled_message: 'x'.repeat(141) }] },
        'state: 1[0].prefilled_message: Request body property prefilled_message must NOT have more than 140 characters.',
      ],
      [
        'a bad code',
        { 1: [{ ...valid, code: 'x' }] },
        'state: 1[0].code: Request path parameter qr-code-id must match',
      ],
      ['a code that is no text', { 1: [{ ...valid, code: 1 }] }, 'state: 1[0].code: expected text; received 1.'],
      [
        'a code twice',
        { 1: [{ ...valid, code: 'ANED2T5QRU7HG1' }], 2: [{ ...valid, code: 'ANED2T5QRU7HG1' }] },
        'state: 2[0].code: ANED2T5QRU7HG1 occurs twice.',
      ],
      [
        'a date',
        { 1: [{ ...valid, creation_time: '2025-01-01' }] },
        'state: 1[0].creation_time: expected seconds since',
      ],
      [
        'an unknown property',
        { 1: [{ ...valid, colour: 1 }] },
        'state: 1[0]: unknown property "colour"; expected pref',
      ],
      ['too many codes', { 1: Array(2_001).fill(valid) }, 'state: 1: expected at most 2000 codes; received 2001.'],
    ])('restore rejects %s, names the place and changes nothing', async (_what, state, message) => {
      const before = form.mock.state();
      // @ts-expect-error: as JSON from a file can be
      expect(() => form.mock.restore(state)).toThrow(message);
      expect(form.mock.state()).toEqual(before);
      // @ts-expect-error: the same as a seed
      await expect(start({ stateful: true, seed: state ?? 'x' })).rejects.toThrow(/^seed: /);
    });
  });
});

describe('without stateful', () => {
  test('state and restore are errors, and so are options that would have no effect', async () => {
    const fetch = await createMockFetch({ version: 'v23.0' });
    expect(() => fetch.state()).toThrow('state: expected a mock with stateful: true.');
    expect(() => fetch.restore({})).toThrow('restore: expected a mock with stateful: true.');
    for (const option of [{ seed: {} }, { randomSeed: 1 }, { imageTtlMs: 1 }]) {
      await expect(createMockFetch({ version: 'v23.0', ...option })).rejects.toThrow(
        /^\w+: has no effect without stateful: true\.$/,
      );
    }
  });

  test('deleted codes are there again', async () => {
    const fetch = await createMockFetch({ version: 'v23.0', log: false });
    const url = `${META}${CODES}/ANED2T5QRU7HG1`;
    await fetch(url, { method: 'DELETE', headers: TOKEN });
    expect((await get(fetch, url)).status).toBe(200);
  });
});

test('creation times are those of the clock', async () => {
  vi.useFakeTimers({ now: 1_700_000_000_999, toFake: ['Date'] });
  try {
    const fetch = await createMockFetch({ version: 'v23.0', stateful: true });
    await post(fetch, META + CODES, { prefilled_message: 'Hi' });
    expect(fetch.state()[PHONE]?.[0]?.creation_time).toBe(1_700_000_000);
  } finally {
    vi.useRealTimers();
  }
});
