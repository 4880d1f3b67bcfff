import { describe, expect, test } from 'vitest';
import { qrImage } from '../src/index.ts';
import {
  CODE,
  COLLECTION,
  clientFor,
  everyOperation,
  found,
  IMAGE_URL,
  ITEM,
  json,
  META,
  qrCode,
  TOKEN,
} from './support/api.ts';

const headers = { authorization: `Bearer ${TOKEN}`, accept: 'application/json' };
const headersWithBody = { ...headers, 'content-type': 'application/json' };

describe.each(everyOperation)('$operation', ({ method, path, responseBody, call }) => {
  test('sends exactly one request, with these headers and no others, and never follows a redirect', async () => {
    const { qrCodes, sent } = clientFor(json(responseBody));
    await call(qrCodes);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ method, address: META + path });
    expect(sent[0]?.headers).toEqual(method === 'POST' ? headersWithBody : headers);
    expect(sent[0]?.init.redirect).toBe('manual');
    expect(sent[0]?.init.signal).toBeInstanceOf(AbortSignal);
  });

  test('calls fetch with an address and a plain init, never a Request that would hold the token', async () => {
    const given: unknown[][] = [];
    const fetch = async (...args: unknown[]) => {
      given.push(args);
      return json(responseBody);
    };
    const { qrCodes } = clientFor([], { fetch });
    await call(qrCodes);
    expect(given).toEqual([[META + path, expect.objectContaining({ method })]]);
    expect(Object.getPrototypeOf(given[0]?.[1])).toBe(Object.prototype);
  });

  test('adds userAgent as the User-Agent header', async () => {
    const { qrCodes, sent } = clientFor(json(responseBody), { userAgent: 'shop/1.2 (+https://shop.example)' });
    await call(qrCodes);
    expect(sent[0]?.headers['user-agent']).toBe('shop/1.2 (+https://shop.example)');
  });

  test('is sent to a baseUrl with a path, with or without trailing slashes', async () => {
    for (const end of ['', '/', '//', '///']) {
      const { qrCodes, sent } = clientFor(json(responseBody), { baseUrl: `https://gateway.example/graph${end}` });
      await call(qrCodes);
      expect(sent[0]?.address).toBe(`https://gateway.example/graph${path}`);
    }
  });
});

test('get and delete send no body', async () => {
  const { qrCodes, sent } = clientFor([found(), json({ success: true })]);
  await qrCodes.get(CODE);
  await qrCodes.delete(CODE);
  expect(sent.map(({ init }) => 'body' in init)).toEqual([false, false]);
});

test('create sends the message, and the image format only if it is given', async () => {
  const { qrCodes, sent } = clientFor(json({ ...qrCode, qr_image_url: IMAGE_URL }));
  await qrCodes.create({ prefilled_message: 'Hi' });
  await qrCodes.create({ prefilled_message: 'Hi', generate_qr_image: 'PNG' });
  expect(sent.map(({ body }) => body)).toEqual([
    { prefilled_message: 'Hi' },
    { prefilled_message: 'Hi', generate_qr_image: 'PNG' },
  ]);
});

test('update is a POST to the collection that names the code in its body', async () => {
  const { qrCodes, sent } = clientFor(json(qrCode));
  await qrCodes.update(CODE, { prefilled_message: 'Hello' });
  expect(sent[0]).toMatchObject({ method: 'POST', address: META + COLLECTION });
  expect(sent[0]?.body).toEqual({ code: CODE, prefilled_message: 'Hello' });
});

test.each(['"quoted" \\ and\nbroken', 'Grüße, 你好 🎉', '🎉'.repeat(140), '\u0000', '\ud800', ' '])(
  'the message %j is sent unchanged',
  async (prefilled_message) => {
    const { qrCodes, sent } = clientFor(json({ ...qrCode, prefilled_message }));
    expect(await qrCodes.create({ prefilled_message })).toEqual({ ...qrCode, prefilled_message });
    await qrCodes.update(CODE, { prefilled_message });
    expect(sent.map(({ body }) => body)).toEqual([{ prefilled_message }, { code: CODE, prefilled_message }]);
  },
);

describe('fields', () => {
  const always = 'code,prefilled_message,deep_link_url';

  test('are not sent if none are requested', async () => {
    const { qrCodes, sent } = clientFor(found());
    await qrCodes.get(CODE);
    await qrCodes.list({ fields: undefined });
    expect(sent.map(({ address }) => address)).toEqual([META + ITEM, META + COLLECTION]);
  });

  test.each([
    [[], always],
    [['code'], always],
    [['deep_link_url', 'code', 'prefilled_message'], always],
    [['creation_time'], `${always},creation_time`],
    [[qrImage('SVG')], `${always},qr_image_url.format(SVG)`],
    [['prefilled_message', qrImage('PNG')], `${always},qr_image_url.format(PNG)`],
    [[qrImage('SVG'), 'creation_time', qrImage('SVG')], `${always},qr_image_url.format(SVG),creation_time`],
  ] as const)('%j requests the three that every code has, and each name once', async (fields, expected) => {
    const { qrCodes, sent } = clientFor(found({ ...qrCode, qr_image_url: IMAGE_URL }));
    await qrCodes.get(CODE, { fields });
    await qrCodes.list({ fields });
    expect(sent.map(({ url }) => url.pathname)).toEqual([ITEM, COLLECTION]);
    expect(sent.map(({ query }) => query)).toEqual([{ fields: expected }, { fields: expected }]);
  });
});

describe('list', () => {
  test('sends its options, and omits undefined ones', async () => {
    const { qrCodes, sent } = clientFor(found());
    await qrCodes.list({ code: CODE, limit: 10, after: 'MTYw', before: undefined });
    await qrCodes.list({ before: 'MTYx', limit: 1, after: undefined, code: undefined });
    expect(sent.map(({ query }) => query)).toEqual([
      { code: CODE, limit: '10', after: 'MTYw' },
      { before: 'MTYx', limit: '1' },
    ]);
  });

  test.each(['MTYwNDYxNzIwMA==', 'a+b/c d', 'a&limit=25#x', '%2e%2e/../..?x', 'ü🎉', '{[(*)]}'])(
    'the cursor %j is sent unchanged, and changes nothing else of the address',
    async (cursor) => {
      const { qrCodes, sent } = clientFor(found());
      await qrCodes.list({ after: cursor });
      await qrCodes.list({ before: cursor });
      expect(sent.map(({ query }) => query)).toEqual([{ after: cursor }, { before: cursor }]);
      for (const { url } of sent) expect(url.origin + url.pathname + url.hash).toBe(META + COLLECTION);
    },
  );
});
