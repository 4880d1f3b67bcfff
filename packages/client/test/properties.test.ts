import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { createQrCodeClient, type QrCodeClient } from '../src/generated/v23.0/entry.ts';
import * as surface from '../src/index.ts';
import {
  CODE,
  COLLECTION,
  clientFor,
  everyOperation,
  json,
  META,
  operations,
  PHONE,
  qrCode,
  type Sent,
  type StubResponse,
  stubFetch,
  TOKEN,
} from './support/api.ts';
import { failureOf } from './support/failure.ts';
import { violations } from './support/violations.ts';

// Several hundred calls each take long on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

// Short and long, ASCII and not, lone surrogates, and special characters of URLs and JSON.
const special = fc.constantFrom(
  '/',
  '..',
  '%2f',
  '?',
  '#',
  '&',
  '=',
  '+',
  ' ',
  '\n',
  '\0',
  '"',
  '\\',
  '\ud800',
  '🎉',
  CODE,
  PHONE,
);
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 160 }),
  fc.string({ unit: 'grapheme', maxLength: 160 }),
  fc.array(fc.oneof(special, fc.string({ maxLength: 4 })), { maxLength: 20 }).map((parts) => parts.join('')),
  fc.stringMatching(/^[A-Z0-9]{13,15}$/),
  fc.stringMatching(/^\d{1,20}$/),
  // About the maximum length of a message, in characters of one or two UTF-16 units.
  fc.array(fc.constantFrom('x', '🎉'), { minLength: 139, maxLength: 142 }).map((parts) => parts.join('')),
  fc.string({ unit: fc.integer({ min: 0xd7f0, max: 0xe010 }).map((unit) => String.fromCharCode(unit)), maxLength: 8 }),
);

const accepted = json({ ...qrCode, data: [qrCode], success: true });

/** The single request that a call sends, or `undefined` if it is refused without a request. */
async function sentOrRefused(
  argument: string,
  start: (fetch: ReturnType<typeof stubFetch>['fetch']) => PromiseLike<unknown>,
): Promise<Sent | undefined> {
  const { fetch, sent } = stubFetch(accepted);
  try {
    await start(fetch);
  } catch (error) {
    expect(error).toBeInstanceOf(surface.InvalidArgumentError);
    expect(error).toHaveProperty('argument', argument);
    expect(sent).toEqual([]);
    return undefined;
  }
  expect(sent).toHaveLength(1);
  // As the server receives it: a URL parser would normalise it.
  expect(sent[0]?.address.split('?', 1)[0]).toBe(`${sent[0]?.url.origin}${sent[0]?.url.pathname}`);
  return sent[0];
}

const clientOf = (fetch: ReturnType<typeof stubFetch>['fetch'], phoneNumberId = PHONE) =>
  createQrCodeClient({ phoneNumberId, accessToken: TOKEN, fetch });

describe('any text is refused, or sent unchanged in exactly one request to exactly the documented path', () => {
  test('as a code', async () => {
    const calls = [
      (code: string) => (fetch: Fetch) => clientOf(fetch).get(code),
      (code: string) => (fetch: Fetch) => clientOf(fetch).delete(code),
    ];
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom(...calls), async (code, call) => {
        const sent = await sentOrRefused('code', call(code));
        expect(sent !== undefined).toBe(/^[A-Z0-9]{14}$/.test(code) && code.length === 14);
        if (sent) expect(sent.address).toBe(`${META}${COLLECTION}/${code}`);
      }),
    );
  });

  test('as the code of an update and of a list', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (code) => {
        const updated = await sentOrRefused('code', (fetch) =>
          clientOf(fetch).update(code, { prefilled_message: 'x' }),
        );
        const listed = await sentOrRefused('code', (fetch) => clientOf(fetch).list({ code }));
        expect([updated?.address, listed?.url.pathname]).toEqual(
          /^[A-Z0-9]{14}$/.test(code) ? [META + COLLECTION, COLLECTION] : [undefined, undefined],
        );
        if (updated) expect(updated.body).toEqual({ code, prefilled_message: 'x' });
        if (listed) expect(listed.query).toEqual({ code });
      }),
    );
  });

  test('as a phone number id', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (id) => {
        const sent = await sentOrRefused('phoneNumberId', async (fetch) => clientOf(fetch, id).list());
        expect(sent?.address).toBe(/^[0-9]+$/.test(id) ? `${META}/v23.0/${id}/message_qrdls` : undefined);
      }),
    );
  });

  test.each(['after', 'before'] as const)('as the cursor %s', async (name) => {
    await fc.assert(
      fc.asyncProperty(text, async (cursor) => {
        const sent = await sentOrRefused(name, (fetch) => clientOf(fetch).list({ [name]: cursor }));
        expect(sent !== undefined).toBe(cursor !== '' && !/\p{Surrogate}/u.test(cursor));
        if (!sent) return;
        expect(sent.url.origin + sent.url.pathname + sent.url.hash).toBe(META + COLLECTION);
        expect([...sent.url.searchParams]).toEqual([[name, cursor]]);
      }),
    );
  });

  test('as a message', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (prefilled_message) => {
        const message = { prefilled_message };
        const created = await sentOrRefused('prefilled_message', (fetch) => clientOf(fetch).create(message));
        const updated = await sentOrRefused('prefilled_message', (fetch) => clientOf(fetch).update(CODE, message));
        const length = [...prefilled_message].length;
        expect(created?.body).toEqual(length >= 1 && length <= 140 ? message : undefined);
        expect(updated?.body).toEqual(length >= 1 && length <= 140 ? { code: CODE, ...message } : undefined);
        for (const sent of [created, updated]) if (sent) expect(sent.address).toBe(META + COLLECTION);
      }),
    );
  });

  test('as a field', async () => {
    const known = ['code', 'prefilled_message', 'deep_link_url', 'creation_time'];
    await fc.assert(
      fc.asyncProperty(fc.oneof(text, fc.constantFrom(...known, 'toString', '__proto__')), async (field) => {
        const fields: never[] = [];
        Reflect.apply(Array.prototype.push, fields, [field]);
        const got = await sentOrRefused('fields', (fetch) => clientOf(fetch).get(CODE, { fields }));
        const listed = await sentOrRefused('fields', (fetch) => clientOf(fetch).list({ fields }));
        for (const sent of [got, listed]) {
          expect(sent?.query.fields?.split(',').includes(field)).toBe(known.includes(field) || undefined);
        }
      }),
    );
  });

  test('as the name of an option', async () => {
    const names = ['signal', 'timeoutMs', 'deadlineMs', 'maxRetries'];
    await fc.assert(
      fc.asyncProperty(fc.oneof(text, special), async (name) => {
        fc.pre(!names.includes(name));
        const { qrCodes, sent } = clientFor(accepted);
        const error = await failureOf(qrCodes.delete(CODE, { [name]: undefined }));
        expect(error).toBeInstanceOf(surface.InvalidArgumentError);
        // A long name may be a misplaced token, and is not quoted.
        if (name.length < 15) expect(error).toHaveProperty('argument', name);
        expect(sent).toEqual([]);
      }),
    );
  });

  test('as a token', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (accessToken) => {
        const { fetch, sent } = stubFetch(accepted);
        const call = async () => createQrCodeClient({ phoneNumberId: PHONE, accessToken, fetch }).get(CODE);
        const error = await call().then(
          () => undefined,
          (reason: unknown) => reason,
        );
        expect(sent.map(({ headers }) => headers.authorization)).toEqual(error ? [] : [`Bearer ${accessToken}`]);
        expect(error === undefined).toBe(/^[!-~]+$/.test(accessToken) && !accessToken.includes('\n'));
      }),
    );
  });
});

type Fetch = ReturnType<typeof stubFetch>['fetch'];

/** Any JSON, and JSON that resembles the responses of the API. */
const body = fc.oneof(
  fc.jsonValue(),
  fc.letrec((tie) => {
    const odd = fc.jsonValue({ maxDepth: 1 });
    const orOdd = <T>(value: fc.Arbitrary<T>) =>
      fc.oneof({ weight: 8, arbitrary: value }, { weight: 1, arbitrary: odd });
    return {
      code: fc.record(
        {
          code: orOdd(fc.constantFrom(CODE, CODE, CODE, CODE, 'SHORT')),
          prefilled_message: orOdd(fc.string()),
          deep_link_url: orOdd(fc.string()),
          creation_time: orOdd(fc.integer()),
          qr_image_url: orOdd(fc.string()),
          extra: odd,
        },
        { requiredKeys: ['code', 'prefilled_message', 'deep_link_url'] },
      ),
      error: fc.record(
        {
          message: orOdd(fc.string()),
          type: orOdd(fc.string()),
          code: orOdd(fc.integer({ min: 0, max: 300 })),
          error_subcode: orOdd(fc.integer()),
          is_transient: orOdd(fc.boolean()),
          fbtrace_id: orOdd(fc.string()),
          error_user_title: odd,
          error_user_msg: odd,
        },
        { requiredKeys: [] },
      ),
      cursors: fc.record({ after: orOdd(fc.string()), before: orOdd(fc.string()) }, { requiredKeys: [] }),
      paging: fc.record(
        { cursors: orOdd(tie('cursors')), next: orOdd(fc.string()), previous: orOdd(fc.string()) },
        { requiredKeys: [] },
      ),
      list: fc.record(
        { data: orOdd(fc.array(orOdd(tie('code')), { maxLength: 5 })), paging: orOdd(tie('paging')) },
        { requiredKeys: ['data'] },
      ),
      response: fc.oneof(
        tie('list'),
        tie('code'),
        fc.record({ success: orOdd(fc.boolean()) }),
        fc.record({ error: orOdd(tie('error')) }),
      ),
    };
  }).response,
);

/** Calls that request an image: their results have its address. */
const imageCalls = [
  { operation: 'getQrCode', call: (client: QrCodeClient) => client.get(CODE, { fields: [surface.qrImage('SVG')] }) },
  { operation: 'listQrCodes', call: (client: QrCodeClient) => client.list({ fields: [surface.qrImage('PNG')] }) },
  {
    operation: 'createQrCode',
    call: (client: QrCodeClient) => client.create({ prefilled_message: 'Hi', generate_qr_image: 'SVG' }),
  },
];
const checkedCalls = [
  ...everyOperation.map((row) => ({ ...row, imageOption: 'without an image', withImage: false })),
  ...imageCalls.map((row) => ({ ...row, imageOption: 'with an image', withImage: true })),
];

describe('any JSON response becomes a result that satisfies the types, or one of the error classes', () => {
  test.each(checkedCalls)('to $operation $imageOption', async ({ operation, call, withImage }) => {
    const statuses = fc.constantFrom(200, 200, 200, 201, 400, 404, 500);
    await fc.assert(
      fc.asyncProperty(body, statuses, async (response, status) => {
        const drifted: string[] = [];
        const hooks = { onDrift: ({ pointer }: surface.DriftEvent) => void drifted.push(pointer) };
        const { qrCodes, sent } = clientFor(json(response, { status }) satisfies StubResponse, {
          hooks,
          maxRetries: 0,
        });
        const [result, error] = await call(qrCodes).then(
          (value: unknown) => [value, undefined],
          (reason: unknown) => [undefined, reason],
        );
        expect(sent).toHaveLength(1);
        expect(sent[0]).toMatchObject({ method: operations[operation as keyof typeof operations].method });
        if (error !== undefined) {
          expect(error instanceof surface.GraphApiError || error instanceof surface.UnexpectedResponseError).toBe(true);
          expect(error).toMatchObject({ status, operation, attempts: 1 });
        } else {
          // Differences from the types were reported as drift.
          expect(violations(operation, result, withImage).filter((pointer) => !drifted.includes(pointer))).toEqual([]);
        }
      }),
      { numRuns: 400 },
    );
  });
});
