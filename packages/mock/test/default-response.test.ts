import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CODE, CODES, get, META, post, TOKEN } from './calls.ts';
import { type FetchForm, fetchForms } from './forms.ts';

const IMAGE_URL = expect.stringMatching(/^https:\/\/scontent-iad3-1\.xx\.fbcdn\.net\/m1\/v\/t6\/An-H7T8/);
const CREATED_IMAGE_URL = expect.stringMatching(/^https:\/\/scontent-iad3-2\.xx\.fbcdn\.net\/m1\/v\/t6\/An-psFm/);

const CYBER_MONDAY = {
  code: 'ANED2T5QRU7HG1',
  prefilled_message: 'Show me Cyber Monday deals!',
  deep_link_url: 'https://wa.me/message/ANED2T5QRU7HG1',
};
const CYBER_TUESDAY = {
  code: '5QBPAD2DC6L5A1',
  prefilled_message: 'Show me Cyber Tuesday deals!',
  deep_link_url: 'https://wa.me/message/5QBPAD2DC6L5A1',
};
const WORKSHOP = {
  code: 'WOMVT6TJ2BP7A1',
  prefilled_message: 'Tell me more about your production workshop',
  deep_link_url: 'https://wa.me/message/WOMVT6TJ2BP7A1',
};
const EVENT_PLANNING = {
  code: 'FO7JXE4BG3RFG1',
  prefilled_message: 'Tell me more about your event planning packages',
  deep_link_url: 'https://wa.me/message/FO7JXE4BG3RFG1',
};

describe.each(fetchForms)('%s', (_form, start) => {
  let fetch: FetchForm;
  beforeAll(async () => {
    fetch = await start();
  });
  afterAll(() => fetch.close());

  interface Page {
    readonly data: unknown;
    readonly paging?: { cursors: { before: string; after: string }; next?: string; previous?: string };
  }

  const anyCursors = { before: expect.any(String), after: expect.any(String) };

  /** The body, and the name of the documented example that it is. */
  async function responseOf(call: Promise<Response>) {
    const response = await call;
    expect(response.status).toBe(200);
    return { body: await response.json(), example: response.headers.get('x-mock-example') };
  }

  describe('getting one code', () => {
    test.each([
      ['nothing', '', {}, 'default_fields'],
      ['the properties that every response has', '?fields=code,prefilled_message,deep_link_url', {}, 'default_fields'],
      ['an SVG image', '?fields=qr_image_url.format(SVG)', { qr_image_url: IMAGE_URL }, 'with_qr_image_svg'],
      ['a PNG image', '?fields=code,qr_image_url.format(PNG)', { qr_image_url: IMAGE_URL }, 'with_qr_image_svg'],
      ['when it was created', '?fields=creation_time', { creation_time: 1672531200 }, 'with_creation_time'],
      [
        'image and creation time, which no single example has',
        '?fields=qr_image_url.format(SVG),creation_time',
        { qr_image_url: IMAGE_URL, creation_time: 1672531200 },
        null,
      ],
      [
        'an image, percent-encoded',
        '?fields=qr_image_url.format%28SVG%29',
        { qr_image_url: IMAGE_URL },
        'with_qr_image_svg',
      ],
      ['an empty list of fields', '?fields=', {}, 'default_fields'],
    ])('requesting %s', async (_what, query, extra, example) => {
      const pending = await responseOf(get(fetch, META + CODE + query));
      expect(pending).toEqual({ body: { data: [{ ...CYBER_MONDAY, ...extra }] }, example });
    });

    test('a code that only the list has is returned as it is in the list', async () => {
      expect(await responseOf(get(fetch, `${META}${CODES}/WOMVT6TJ2BP7A1`))).toEqual({
        body: { data: [WORKSHOP] },
        example: null,
      });
    });

    test('a code that no example has is the requested one, also in its link', async () => {
      const { body } = await responseOf(get(fetch, `${META}${CODES}/AAAAAAAAAAAAA1?fields=creation_time`));
      const renamed = {
        ...CYBER_MONDAY,
        code: 'AAAAAAAAAAAAA1',
        deep_link_url: 'https://wa.me/message/AAAAAAAAAAAAA1',
      };
      expect(body).toEqual({ data: [{ ...renamed, creation_time: 1672531200 }] });
    });
  });

  describe('listing codes', () => {
    const all = [CYBER_TUESDAY, CYBER_MONDAY, WORKSHOP];
    test.each([
      ['nothing', '', all, 'default_fields'],
      [
        'an image',
        '?fields=qr_image_url.format(PNG)',
        [{ ...EVENT_PLANNING, qr_image_url: IMAGE_URL }],
        'with_qr_image',
      ],
      [
        'when they were created',
        '?fields=creation_time',
        all.map((code) => ({ ...code, creation_time: 1672531200 })),
        null,
      ],
      ['one code', '?code=ANED2T5QRU7HG1', [CYBER_MONDAY], 'single_qr_code'],
      ['another code', '?code=FO7JXE4BG3RFG1', [EVENT_PLANNING], null],
      [
        'one code with image',
        '?code=ANED2T5QRU7HG1&fields=qr_image_url.format(SVG)',
        [{ ...CYBER_MONDAY, qr_image_url: IMAGE_URL }],
        null,
      ],
      ['a code that does not exist', '?code=AAAAAAAAAAAAA1', [], 'empty_response'],
      ['at most 25', '?limit=25', all, 'default_fields'],
      ['what follows a cursor', '?after=MTYwNDYxNzIwMQ==', [], 'empty_response'],
      ['what precedes a cursor', '?before=MTYwNDYxNzIwMA==', [], 'empty_response'],
    ])('requesting %s', async (_what, query, data, example) => {
      expect(await responseOf(get(fetch, META + CODES + query))).toEqual({ body: { data }, example });
    });

    test('a limit below the number of codes leads to pages', async () => {
      const pages = [];
      let target: string | undefined = `${META}${CODES}?limit=2&fields=code&access_token=secret`;
      while (target !== undefined) {
        const response = await get(fetch, target);
        expect(response.headers.get('x-mock-example')).toBeNull();
        const body: Page = JSON.parse(await response.text());
        pages.push(body);
        target = body.paging?.next;
      }
      const [first, second] = pages;
      const link = (cursor: string, value: unknown) =>
        `${fetch.origin}${CODES}?limit=2&fields=code&${cursor}=${encodeURIComponent(String(value))}`;
      expect(pages).toEqual([
        {
          data: [CYBER_TUESDAY, CYBER_MONDAY],
          paging: { cursors: anyCursors, next: link('after', first?.paging?.cursors.after) },
        },
        {
          data: [WORKSHOP],
          paging: { cursors: anyCursors, previous: link('before', second?.paging?.cursors.before) },
        },
      ]);
      expect(await responseOf(get(fetch, `${pages[1]?.paging?.previous}`))).toMatchObject({ body: first });
      const afterLast = `${META}${CODES}?after=${encodeURIComponent(String(second?.paging?.cursors.after))}`;
      expect(await responseOf(get(fetch, afterLast))).toMatchObject({ body: { data: [] } });
    });

    test('requesting image and creation time returns both', async () => {
      const { body } = await responseOf(get(fetch, `${META}${CODES}?fields=creation_time,qr_image_url.format(SVG)`));
      const extra = { creation_time: 1672531200, qr_image_url: IMAGE_URL };
      expect(body).toEqual({ data: all.map((code) => ({ ...code, ...extra })) });
    });
  });

  describe('creating and updating', () => {
    const created = { code: 'ANED2T5QRU7HG1', deep_link_url: 'https://wa.me/message/ANED2T5QRU7HG1' };

    test('a create has the message sent, and no image', async () => {
      const { body } = await responseOf(post(fetch, META + CODES, { prefilled_message: 'Good morning' }));
      expect(body).toEqual({ ...created, prefilled_message: 'Good morning' });
    });

    test.each(['SVG', 'PNG'])('a create that requests an %s image has one', async (format) => {
      const sent = { prefilled_message: 'Good morning', generate_qr_image: format };
      const { body } = await responseOf(post(fetch, META + CODES, sent));
      expect(body).toEqual({ ...created, prefilled_message: 'Good morning', qr_image_url: CREATED_IMAGE_URL });
    });

    test("the documented create gets the document's own example", async () => {
      const sent = {
        prefilled_message: "Hi! I'm interested in your products. Can you help me?",
        generate_qr_image: 'SVG',
      };
      const { example } = await responseOf(post(fetch, META + CODES, sent));
      expect(example).toBe('created_qr_code_with_image');
    });

    test('an update has the code and the message sent, and no image', async () => {
      const { body } = await responseOf(
        post(fetch, META + CODES, { code: 'AAAAAAAAAAAAA1', prefilled_message: 'Good evening' }),
      );
      expect(body).toEqual({
        code: 'AAAAAAAAAAAAA1',
        prefilled_message: 'Good evening',
        deep_link_url: 'https://wa.me/message/AAAAAAAAAAAAA1',
      });
    });

    test('a message is not read as a replacement pattern', async () => {
      const { body } = await responseOf(post(fetch, META + CODES, { prefilled_message: "100 $& $' $1 {} 🙂" }));
      expect(body).toMatchObject({ prefilled_message: "100 $& $' $1 {} 🙂" });
    });

    test('140 characters outside the basic plane are 140 characters', async () => {
      const { body } = await responseOf(post(fetch, META + CODES, { prefilled_message: '🙂'.repeat(140) }));
      expect(body).toMatchObject({ prefilled_message: '🙂'.repeat(140) });
    });
  });

  test('deleting succeeds', async () => {
    const pending = await responseOf(fetch(META + CODE, { method: 'DELETE', headers: TOKEN }));
    expect(pending).toEqual({ body: { success: true }, example: 'successful_deletion' });
  });

  test('every response names the version that served it', async () => {
    const response = await get(fetch, META + CODE);
    expect(response.headers.get('facebook-api-version')).toBe('v23.0');
    expect(response.headers.get('content-type')).toBe('application/json');
  });
});
