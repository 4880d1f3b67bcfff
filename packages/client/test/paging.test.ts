import { describe, expect, test } from 'vitest';
import { GraphApiError, qrImage } from '../src/index.ts';
import { COLLECTION, clientFor, graphError, IMAGE_URL, json, META, qrCode, TOKEN } from './support/api.ts';
import { expectNothingSecret, failureOf } from './support/failure.ts';

const numbered = (number: number) => ({ ...qrCode, code: `CODE${String(number).padStart(10, '0')}` });
const page = (numbers: number[], paging?: unknown) =>
  json({ data: numbers.map(numbered), ...(paging !== undefined && { paging }) });
const cursor = (after: string) => ({ cursors: { after, before: 'unused' } });

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const numbersOf = (codes: readonly { code: string }[]) => codes.map(({ code }) => Number(code.slice(4)));

describe('iterating a list', () => {
  test('yields every code of all pages in order, by cursor, with the options of the first', async () => {
    const { qrCodes, sent } = clientFor([page([1, 2], cursor('A=')), page([3, 4], cursor('B&')), page([5])]);
    expect(numbersOf(await collect(qrCodes.list({ limit: 2, fields: ['creation_time'] })))).toEqual([1, 2, 3, 4, 5]);
    const fields = 'code,prefilled_message,deep_link_url,creation_time';
    expect(sent.map(({ query }) => query)).toEqual([
      { limit: '2', fields },
      { limit: '2', fields, after: 'A=' },
      { limit: '2', fields, after: 'B&' },
    ]);
    for (const { url } of sent) expect(url.origin + url.pathname).toBe(META + COLLECTION);
  });

  test('starts at after, and sends before only for the first page', async () => {
    const { qrCodes, sent } = clientFor([page([1], cursor('next')), page([2])]);
    await collect(qrCodes.list({ before: 'start' }));
    expect(sent.map(({ query }) => query)).toEqual([{ before: 'start' }, { after: 'next' }]);
  });

  test('keeps its options if the caller changes their object', async () => {
    const { qrCodes, sent } = clientFor([page([1], cursor('next')), page([2])]);
    const options = { limit: 1 };
    const list = qrCodes.list(options);
    options.limit = -1;
    expect(numbersOf(await collect(list))).toEqual([1, 2]);
    expect(sent.map(({ query }) => query)).toEqual([{ limit: '1' }, { limit: '1', after: 'next' }]);
  });

  test('yields requested images', async () => {
    const { qrCodes } = clientFor(json({ data: [{ ...qrCode, qr_image_url: IMAGE_URL }] }));
    const [code] = await collect(qrCodes.list({ fields: [qrImage('PNG')] }));
    expect(code?.qr_image_url).toBe(IMAGE_URL);
  });

  test.each([
    ['has no paging', undefined],
    ['has no cursors', {}],
    ['has no cursor after', { cursors: { before: 'x' } }],
    ['has an empty cursor', cursor('')],
    ['has null for its cursor', { cursors: { after: null } }],
    ['has null for its cursors', { cursors: null }],
    ['has null for its paging', null],
    ['has a link without a cursor', { next: `${META}${COLLECTION}?limit=2` }],
    ['has a link that is not a URL', { next: 'next page' }],
  ])('ends after a page that %s', async (_what, paging) => {
    const { qrCodes, sent } = clientFor([page([1, 2], paging), page([3])]);
    expect(numbersOf(await collect(qrCodes.list()))).toEqual([1, 2]);
    expect(sent).toHaveLength(1);
  });

  test('ends with an empty page, even if that has a cursor', async () => {
    const { qrCodes, sent } = clientFor([page([1], cursor('A')), page([], cursor('B')), page([9])]);
    expect(numbersOf(await collect(qrCodes.list()))).toEqual([1]);
    expect(sent).toHaveLength(2);
  });

  test('continues after an empty page that has a next page', async () => {
    const next = `${META}${COLLECTION}?after=A`;
    const { qrCodes, sent } = clientFor([
      page([], { ...cursor('A'), next }),
      page([], { next: `${next}2` }),
      page([1]),
    ]);
    expect(numbersOf(await collect(qrCodes.list()))).toEqual([1]);
    expect(sent.map(({ query }) => query.after)).toEqual([undefined, 'A', 'A2']);
  });

  test('takes the cursor from the next link if there is no other', async () => {
    const next = `https://elsewhere.example/?access_token=${TOKEN}&after=${encodeURIComponent('A&=')}`;
    const { qrCodes, sent } = clientFor([page([1], { next }), page([2])]);
    expect(numbersOf(await collect(qrCodes.list()))).toEqual([1, 2]);
    expect(sent.map(({ url }) => url.origin + url.pathname)).toEqual([META + COLLECTION, META + COLLECTION]);
    expect(sent[1]?.query).toEqual({ after: 'A&=' });
  });

  /** The codes that an iteration yields before its error. */
  async function collectUntilError(items: AsyncIterable<{ code: string }>) {
    const seen: { code: string }[] = [];
    const error = await failureOf(
      (async () => {
        for await (const item of items) seen.push(item);
      })(),
    );
    return { numbers: numbersOf(seen), error };
  }

  const endless = (problem: string) => ({
    name: 'UnexpectedResponseError',
    operation: 'listQrCodes',
    attempts: 1,
    status: 200,
    message: `GET ${COLLECTION} answered 200: ${problem}, so the list would never end`,
  });

  test('fails if a cursor is repeated, instead of never ending', async () => {
    const { qrCodes, sent } = clientFor([page([1], cursor('A')), page([2], cursor('B')), page([3], cursor('A'))]);
    const { numbers, error } = await collectUntilError(qrCodes.list());
    expect(numbers).toEqual([1, 2, 3]);
    expect(error).toMatchObject(endless('its cursor came before'));
    expect(sent.map(({ query }) => query.after)).toEqual([undefined, 'A', 'B']);
  });

  test('fails if the cursor is the one that the caller passed', async () => {
    const { qrCodes, sent } = clientFor(page([1], cursor('A')));
    const { numbers, error } = await collectUntilError(qrCodes.list({ after: 'A' }));
    expect(numbers).toEqual([1]);
    expect(error).toMatchObject(endless('its cursor came before'));
    expect(sent).toHaveLength(1);
  });

  test('fails if a page has no new code, though its cursor is new', async () => {
    let count = 0;
    const { qrCodes, sent } = clientFor(() => page([1, 2], cursor(`cursor-${count++}`)));
    const { numbers, error } = await collectUntilError(qrCodes.list());
    expect(numbers).toEqual([1, 2]);
    expect(error).toMatchObject(endless('all codes of the page came before'));
    expect(sent).toHaveLength(2);
  });

  test('continues after a page with some repeated codes, as when codes are created meanwhile', async () => {
    const { qrCodes } = clientFor([page([1, 2], cursor('A')), page([2, 3])]);
    expect(numbersOf(await collect(qrCodes.list()))).toEqual([1, 2, 2, 3]);
  });

  test('fails after 100 empty pages in a row', async () => {
    let count = 0;
    const { qrCodes, sent } = clientFor(() => page([], { next: `${META}/?after=${count++}` }));
    const { numbers, error } = await collectUntilError(qrCodes.list());
    expect(numbers).toEqual([]);
    expect(error).toMatchObject(endless('100 empty pages in a row'));
    expect(sent).toHaveLength(100);
  });

  test('sends no further request after a break', async () => {
    const { qrCodes, sent } = clientFor(page([1, 2], cursor('A')));
    for await (const code of qrCodes.list()) {
      expect(numbersOf([code])).toEqual([1]);
      break;
    }
    expect(sent).toHaveLength(1);
  });

  test('ends with the error of the page that failed, after the codes before it', async () => {
    const { qrCodes, sent } = clientFor([page([1], cursor('A')), graphError(401, { code: 190 })]);
    const seen: string[] = [];
    const error = await failureOf(
      (async () => {
        for await (const { code } of qrCodes.list()) seen.push(code);
      })(),
    );
    expect(error).toBeInstanceOf(GraphApiError);
    expect(seen).toHaveLength(1);
    expect(sent).toHaveLength(2);
  });

  test('does not request the first page again if it was awaited before', async () => {
    const { qrCodes, sent } = clientFor([page([1], cursor('A')), page([2])]);
    const list = qrCodes.list();
    expect((await list).data).toHaveLength(1);
    expect(numbersOf(await collect(list))).toEqual([1, 2]);
    expect(sent).toHaveLength(2);
  });

  test('ends with the reason of the signal between pages', async () => {
    const controller = new AbortController();
    const { qrCodes, sent } = clientFor([page([1], cursor('A')), page([2])]);
    const reason = new Error('enough');
    const error = await failureOf(
      (async () => {
        for await (const _ of qrCodes.list({ signal: controller.signal })) controller.abort(reason);
      })(),
    );
    expect(error).toBe(reason);
    expect(sent).toHaveLength(1);
  });
});

describe('links of a page', () => {
  const link = `${META}${COLLECTION}?access_token=${encodeURIComponent(TOKEN)}&limit=25&after=A`;

  test('are never followed', async () => {
    const elsewhere = `https://evil.example/steal?access_token=${encodeURIComponent(TOKEN)}`;
    const { qrCodes, sent } = clientFor([page([1], { ...cursor('A'), next: elsewhere }), page([2])]);
    await collect(qrCodes.list());
    expect(sent.map(({ address }) => address)).toEqual([`${META}${COLLECTION}`, `${META}${COLLECTION}?after=A`]);
  });

  test.each([
    ['URL-encoded', link],
    ['unencoded', `${META}${COLLECTION}?access_token=${TOKEN}`],
    ['in a parameter of another name', `${META}${COLLECTION}?t=${encodeURIComponent(TOKEN)}`],
    ['of somebody else', `${META}${COLLECTION}?access_token=EAAsomebodyElse&after=A`],
  ])('carry no token %s', async (_how, next) => {
    const { qrCodes } = clientFor(page([1], { ...cursor('A'), next, previous: next }));
    const list = await qrCodes.list();
    expectNothingSecret(list);
    expect(JSON.stringify(list)).not.toContain('EAAsomebodyElse');
    expect(list.paging?.next).toContain(META);
    expect(list.paging?.cursors?.after).toBe('A');
  });
});
