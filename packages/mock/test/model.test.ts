// Random sequences of requests, compared with a model of the API that shares no code with the mock.
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TOKEN } from './calls.ts';
import { type Form, forms } from './forms.ts';

const PHONES = ['1234567890123456', '6543210987654321'] as const;
/** Over sockets, the requests take most of the time; `MODEL_SEQUENCES=10000` makes as many as in process. */
const sequencesOverSockets = Number(process.env.MODEL_SEQUENCES ?? 2_000);
const sequencesInProcess = 10_000;

interface ModelCode {
  readonly code: string;
  message: string;
  /** The number of the create that made it. */
  readonly created: number;
  readonly phone: string;
  deleted: boolean;
}

/** Every code there ever was, in the order of creation. */
class Model {
  readonly all: ModelCode[] = [];
  /** Cursors of earlier pages, with the create that they stand for. */
  readonly cursors: { readonly cursor: string; readonly created: number; readonly phone: string }[] = [];

  newestFirst(phone: string): ModelCode[] {
    return this.all.filter((code) => code.phone === phone && !code.deleted).reverse();
  }

  pick(index: number): ModelCode | undefined {
    return this.all[index % this.all.length];
  }

  find(phone: string, picked: ModelCode | undefined): ModelCode | undefined {
    return picked !== undefined && !picked.deleted && picked.phone === phone ? picked : undefined;
  }
}

/** A union of actions, one for each of the types. */
type Of<Type extends string, Data> = Type extends string
  ? { readonly type: Type; readonly phone: string } & Data
  : never;
type OnOne =
  | Of<'get' | 'delete' | 'filter', { readonly index: number }>
  | Of<'update', { index: number; message: string }>;
type List =
  | Of<'list', { readonly limit: number | undefined }>
  | Of<'after' | 'before', { index: number; limit: number }>;
type Action =
  | Of<'create' | 'rejected create', { readonly message: string }>
  | OnOne
  | List
  | { readonly type: 'snapshot' };

/** expect is slow, and its message is needed only once. */
function agree(actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) expect(actual).toStrictEqual(expected);
}

const phone = fc.constantFrom(...PHONES);
const index = fc.nat({ max: 20 });
const message = fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme' }).filter((text) => [...text].length <= 140);

const actions: fc.Arbitrary<Action[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ type: fc.constant('create' as const), phone, message }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('rejected create' as const), phone, message }) },
    { weight: 3, arbitrary: fc.record({ type: fc.constantFrom('get', 'delete', 'filter'), phone, index }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('update' as const), phone, index, message }) },
    {
      weight: 2,
      arbitrary: fc.record({
        type: fc.constant('list' as const),
        phone,
        limit: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        type: fc.constantFrom('after', 'before'),
        phone,
        index,
        limit: fc.integer({ min: 1, max: 3 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('snapshot' as const) }) },
  ),
  { maxLength: 10 },
);

describe.each(forms)('%s', (name, start) => {
  const numRuns = name === 'in process' ? sequencesInProcess : sequencesOverSockets;
  const agent = new Agent({ keepAlive: true });
  let form: Form;
  beforeAll(async () => {
    form = await start({ stateful: true });
  });
  afterAll(async () => {
    agent.destroy();
    await form[Symbol.asyncDispose]();
  });

  async function send(method: string, target: string, body?: object) {
    const headers = { ...TOKEN, 'content-type': 'application/json' };
    const url = `${form.origin}/v23.0/${target}`;
    const text = body && JSON.stringify(body);
    if (!url.startsWith('http://')) {
      const response = await form.call(url, { method, headers, ...(text && { body: text }) });
      return { status: response.status, body: JSON.parse(await response.text()) };
    }
    // Faster than fetch, for some 50,000 requests.
    const sent = request(url, { method, headers, agent });
    sent.end(text);
    const [response] = await once(sent, 'response');
    let received = '';
    for await (const chunk of response.setEncoding('utf8')) received += chunk;
    return { status: response.statusCode, body: JSON.parse(received) };
  }

  const shown = ({ code, message: prefilled_message }: ModelCode) => ({
    code,
    prefilled_message,
    deep_link_url: `https://wa.me/message/${code}`,
  });
  const notFound = { status: 404, code: 803 };
  const outcome = ({ status, body }: Awaited<ReturnType<typeof send>>) =>
    status === 200 ? { status, body } : { status, code: body.error.code };

  async function perform(action: Action, model: Model): Promise<void> {
    if (action.type === 'snapshot') {
      form.mock.restore(form.mock.state());
      // Positions are new after it, so cursors from before it mean nothing.
      model.cursors.length = 0;
      return;
    }
    const codes = `${action.phone}/message_qrdls`;
    if (action.type === 'create') {
      const { status, body } = await send('POST', codes, { prefilled_message: action.message });
      const created = model.all.length;
      const made = { code: body.code, message: action.message, created, phone: action.phone, deleted: false };
      agree({ status, body }, { status: 200, body: shown(made) });
      agree(/^[A-Z2-7]{13}1$/.test(body.code), true);
      agree(
        model.all.find(({ code }) => code === body.code),
        undefined,
      );
      model.all.push(made);
    } else if (action.type === 'rejected create') {
      const prefilled_message = action.message.repeat(141);
      agree(outcome(await send('POST', codes, { prefilled_message })), { status: 400, code: 100 });
    } else if (action.type === 'list' || action.type === 'after' || action.type === 'before') {
      await performList(action, model, codes);
    } else {
      await performOnOne(action, model, codes);
    }
  }

  async function performOnOne(action: OnOne, model: Model, codes: string): Promise<void> {
    const picked = model.pick(action.index);
    const found = model.find(action.phone, picked);
    const id = picked?.code ?? 'AAAAAAAAAAAAA1';
    if (action.type === 'get') {
      const expected = found ? { status: 200, body: { data: [shown(found)] } } : notFound;
      agree(outcome(await send('GET', `${codes}/${id}`)), expected);
    } else if (action.type === 'filter') {
      const data = found ? [shown(found)] : [];
      agree(await send('GET', `${codes}?code=${id}`), { status: 200, body: { data } });
    } else if (action.type === 'delete') {
      const expected = found ? { status: 200, body: { success: true } } : notFound;
      agree(outcome(await send('DELETE', `${codes}/${id}`)), expected);
      if (found) found.deleted = true;
    } else {
      const result = await send('POST', codes, { code: id, prefilled_message: action.message });
      if (found) found.message = action.message;
      agree(outcome(result), found ? { status: 200, body: shown(found) } : notFound);
    }
  }

  async function performList(action: List, model: Model, codes: string): Promise<void> {
    const all = model.newestFirst(action.phone);
    const limit = Math.min(action.limit ?? 25, 25);
    const query = new URLSearchParams(action.limit === undefined ? {} : { limit: `${action.limit}` });
    let expected = all.slice(0, limit);
    if (action.type !== 'list') {
      const cursors = model.cursors.filter((candidate) => candidate.phone === action.phone);
      const cursor = cursors[action.index % cursors.length];
      if (cursor === undefined) return;
      query.set(action.type, cursor.cursor);
      const older = all.filter(({ created }) => created < cursor.created);
      const newer = all.filter(({ created }) => created > cursor.created);
      expected = action.type === 'after' ? older.slice(0, limit) : newer.slice(-limit);
    }
    const { status, body } = await send('GET', `${codes}?${query}`);
    agree([status, body.data], [200, expected.map(shown)]);
    const [first] = expected;
    const last = expected.at(-1);
    if (first === undefined || last === undefined) {
      agree(body, { data: [] });
      return;
    }
    const { cursors, previous, next } = body.paging;
    agree([typeof cursors.before, typeof cursors.after], ['string', 'string']);
    agree([previous !== undefined, next !== undefined], [all[0] !== first, all.at(-1) !== last]);
    model.cursors.push({ cursor: cursors.before, created: first.created, phone: action.phone });
    model.cursors.push({ cursor: cursors.after, created: last.created, phone: action.phone });
  }

  test(`${numRuns} sequences agree with the model`, async () => {
    const property = fc.asyncProperty(actions, async (sequence) => {
      form.mock.reset();
      const model = new Model();
      for (const action of sequence) await perform(action, model);
      for (const id of PHONES) {
        const stored = form.mock.state()[id] ?? [];
        agree(
          stored.map(({ code, prefilled_message }) => [code, prefilled_message]),
          model.newestFirst(id).map(({ code, message: text }) => [code, text]),
        );
      }
    });
    await fc.assert(property, { numRuns, seed: 20_260_101 });
  }, 600_000);
});
