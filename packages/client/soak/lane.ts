import { AsyncLocalStorage } from 'node:async_hooks';
import {
  isGraphApiError,
  isNetworkError,
  isNotFound,
  isTimeoutError,
  isUnexpectedResponseError,
  type QrCodeCall,
  type QrCodeClient,
} from '../src/generated/v23.0/entry.ts';
import { secretsIn } from '../test/faults/canary.ts';
import { chance } from './faults.ts';
import { numberOf } from './phone-number.ts';
import type { Tally } from './tally.ts';

/** One call, as the way out sees it. */
export interface CallUnderWay {
  readonly index: number;
  attempts: number;
  isSettled: boolean;
}

/** The call that a request belongs to. */
export const underWay = new AsyncLocalStorage<CallUnderWay>();

/** A code of a lane, with the messages that it may have: one, unless an update ended in doubt. */
interface Known {
  readonly code: string;
  messages: string[];
}

interface Settled<T> {
  readonly data?: T | undefined;
  readonly error?: unknown;
}

const describe = (error: unknown): string => {
  if (isGraphApiError(error)) return `${error.name} ${error.category}`;
  if (isTimeoutError(error)) return `${error.name} ${error.which}`;
  if (isNetworkError(error) || isUnexpectedResponseError(error)) return error.name;
  return `no error of the client's: ${error}`;
};

/** Makes one call after the other with codes that no other lane touches, and so knows what each must give. */
export class Lane {
  readonly #client: QrCodeClient;
  readonly #seed: number;
  readonly #tally: Tally;
  #codes: Known[] = [];
  #gone: string | undefined;

  constructor(client: QrCodeClient, seed: number, tally: Tally) {
    this.#client = client;
    this.#seed = seed;
    this.#tally = tally;
  }

  /** Makes the call of this number: which one it is depends on the seed, and on the codes that there are. */
  call(index: number): Promise<void> {
    const call = { index, attempts: 0, isSettled: false };
    return underWay.run(call, () => this.#act(call));
  }

  #act(call: CallUnderWay): Promise<void> {
    const choice = chance(this.#seed, call.index, 3);
    const known = this.#codes[Math.floor(chance(this.#seed, call.index, 4) * this.#codes.length)];
    if (this.#gone !== undefined && choice < 0.5) return this.#getGone(call, this.#gone);
    if (!known || choice < 0.25) return this.#create(call);
    if (choice < 0.45) return this.#get(call, known);
    if (choice < 0.6) return this.#list(call, known);
    return choice < 0.8 ? this.#update(call, known) : this.#delete(call, known);
  }

  async #create(call: CallUnderWay): Promise<void> {
    const message = `call ${call.index}`;
    const { data } = await this.#settle(call, 'create', this.#client.create({ prefilled_message: message }));
    if (!data) return;
    this.#tally.created[call.index] = 1;
    this.#expect(call, data.prefilled_message, [message]);
    this.#codes.push({ code: data.code, messages: [message] });
  }

  async #get(call: CallUnderWay, known: Known): Promise<void> {
    this.#check(call, known, await this.#settle(call, 'get', this.#client.get(known.code)));
  }

  async #list(call: CallUnderWay, known: Known): Promise<void> {
    const { data: page, error } = await this.#settle(call, 'list', this.#client.list({ code: known.code }));
    if (page && page.data.length !== 1) this.#violation(call, `${known.code} is lost: a page of ${page.data.length}`);
    this.#check(call, known, { data: page?.data[0], error });
  }

  async #update(call: CallUnderWay, known: Known): Promise<void> {
    const message = `call ${call.index}`;
    const { code } = known;
    known.messages.push(message);
    const settled = await this.#settle(call, 'update', this.#client.update(code, { prefilled_message: message }));
    if (settled.data) known.messages = [message];
    this.#check(call, known, settled);
  }

  async #delete(call: CallUnderWay, known: Known): Promise<void> {
    // Even where it fails: whether the code is still there, nobody knows then.
    this.#codes = this.#codes.filter((other) => other !== known);
    const { data, error } = await this.#settle(call, 'delete', this.#client.delete(known.code));
    if (isNotFound(error)) this.#violation(call, `${known.code} is lost: ${error.message}`);
    if (!data) return;
    this.#tally.delete(numberOf(known.code));
    this.#gone = known.code;
  }

  async #getGone(call: CallUnderWay, code: string): Promise<void> {
    this.#gone = undefined;
    const { data } = await this.#settle(call, 'get a deleted code', this.#client.get(code));
    if (data) this.#violation(call, `${code} was deleted and is there again`);
  }

  /** Waits for the end of a call, which must be one that the client promises. */
  #settle<T>(call: CallUnderWay, operation: string, started: QrCodeCall<T>): Promise<Settled<T>> {
    const end = (outcome: string, attempts: unknown) => {
      call.isSettled = true;
      this.#tally.settle(call.index, operation, outcome);
      if (attempts !== call.attempts) this.#violation(call, `${call.attempts} attempts, not ${attempts} as it says`);
      if (call.attempts > 3) this.#violation(call, `${call.attempts} attempts, 3 were allowed`);
    };
    return started.withResponse().then(
      ({ data, response }) => {
        end('result', response.attempts);
        this.#expectNothingSecret(call, 'response', response);
        return { data };
      },
      (error: unknown) => {
        const outcome = describe(error);
        end(outcome, Reflect.get(Object(error), 'attempts'));
        if (outcome.startsWith('no error')) this.#violation(call, outcome);
        this.#expectNothingSecret(call, 'error', error);
        return { error };
      },
    );
  }

  /** A code must be the one that was asked for, with a message that it was given. */
  #check(
    call: CallUnderWay,
    known: Known,
    { data, error }: Settled<{ code: string; prefilled_message: string }>,
  ): void {
    if (isNotFound(error)) this.#violation(call, `${known.code} is lost: ${error.message}`);
    if (!data) return;
    if (data.code !== known.code) this.#violation(call, `asked for ${known.code}, given ${data.code}`);
    this.#expect(call, data.prefilled_message, known.messages);
  }

  #expect(call: CallUnderWay, message: string, possible: readonly string[]): void {
    if (!possible.includes(message)) this.#violation(call, `expected "${possible.join('" or "')}", found "${message}"`);
  }

  #expectNothingSecret(call: CallUnderWay, name: string, value: unknown): void {
    for (const place of secretsIn(name, value)) this.#violation(call, `a secret stands in the ${place}`);
  }

  #violation(call: CallUnderWay, text: string): void {
    this.#tally.violation(`call ${call.index}: ${text}`);
  }
}
