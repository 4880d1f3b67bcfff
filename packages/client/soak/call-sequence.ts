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
import type { CallCounts } from './call-counts.ts';
import { chance } from './faults.ts';
import { numberOf } from './phone-number.ts';

/** One call, as the fetch of the client counts it. */
export interface CallState {
  readonly index: number;
  attempts: number;
  isSettled: boolean;
}

/** The call that a request belongs to. */
export const currentCall = new AsyncLocalStorage<CallState>();

/** A code of a sequence, with its possible messages: several after an ambiguous update. */
interface KnownCode {
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
  return `not an error of the client: ${error}`;
};

/** Makes sequential calls with codes that no other sequence uses, so that the expected result of each is known. */
export class CallSequence {
  readonly #client: QrCodeClient;
  readonly #seed: number;
  readonly #counts: CallCounts;
  #codes: KnownCode[] = [];
  #deleted: string | undefined;

  constructor(client: QrCodeClient, seed: number, counts: CallCounts) {
    this.#client = client;
    this.#seed = seed;
    this.#counts = counts;
  }

  /** Makes the call with this number; the operation depends on the seed and on the existing codes. */
  call(index: number): Promise<void> {
    const call = { index, attempts: 0, isSettled: false };
    return currentCall.run(call, () => this.#act(call));
  }

  #act(call: CallState): Promise<void> {
    const choice = chance(this.#seed, call.index, 3);
    const known = this.#codes[Math.floor(chance(this.#seed, call.index, 4) * this.#codes.length)];
    if (this.#deleted !== undefined && choice < 0.5) return this.#getGone(call, this.#deleted);
    if (!known || choice < 0.25) return this.#create(call);
    if (choice < 0.45) return this.#get(call, known);
    if (choice < 0.6) return this.#list(call, known);
    return choice < 0.8 ? this.#update(call, known) : this.#delete(call, known);
  }

  async #create(call: CallState): Promise<void> {
    const message = `call ${call.index}`;
    const { data } = await this.#settle(call, 'create', this.#client.create({ prefilled_message: message }));
    if (!data) return;
    this.#counts.created[call.index] = 1;
    this.#expect(call, data.prefilled_message, [message]);
    this.#codes.push({ code: data.code, messages: [message] });
  }

  async #get(call: CallState, known: KnownCode): Promise<void> {
    this.#check(call, known, await this.#settle(call, 'get', this.#client.get(known.code)));
  }

  async #list(call: CallState, known: KnownCode): Promise<void> {
    const { data: page, error } = await this.#settle(call, 'list', this.#client.list({ code: known.code }));
    if (page && page.data.length !== 1)
      this.#violation(call, `${known.code} is lost: the page has ${page.data.length} codes`);
    this.#check(call, known, { data: page?.data[0], error });
  }

  async #update(call: CallState, known: KnownCode): Promise<void> {
    const message = `call ${call.index}`;
    const { code } = known;
    known.messages.push(message);
    const settled = await this.#settle(call, 'update', this.#client.update(code, { prefilled_message: message }));
    if (settled.data) known.messages = [message];
    this.#check(call, known, settled);
  }

  async #delete(call: CallState, known: KnownCode): Promise<void> {
    // Also if it fails: the code may or may not exist then.
    this.#codes = this.#codes.filter((other) => other !== known);
    const { data, error } = await this.#settle(call, 'delete', this.#client.delete(known.code));
    if (isNotFound(error)) this.#violation(call, `${known.code} is lost: ${error.message}`);
    if (!data) return;
    this.#counts.delete(numberOf(known.code));
    this.#deleted = known.code;
  }

  async #getGone(call: CallState, code: string): Promise<void> {
    this.#deleted = undefined;
    const { data } = await this.#settle(call, 'get a deleted code', this.#client.get(code));
    if (data) this.#violation(call, `${code} was deleted and exists again`);
  }

  /** Waits for a call to settle, and checks its number of attempts, its error class and that no secret leaks. */
  #settle<T>(call: CallState, operation: string, started: QrCodeCall<T>): Promise<Settled<T>> {
    const end = (outcome: string, attempts: unknown) => {
      call.isSettled = true;
      this.#counts.settle(call.index, operation, outcome);
      if (attempts !== call.attempts)
        this.#violation(call, `${call.attempts} attempts were made, ${attempts} are reported`);
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
        if (outcome.startsWith('not an error')) this.#violation(call, outcome);
        this.#expectNothingSecret(call, 'error', error);
        return { error };
      },
    );
  }

  /** Checks that the code is the requested one, with one of its possible messages. */
  #check(
    call: CallState,
    known: KnownCode,
    { data, error }: Settled<{ code: string; prefilled_message: string }>,
  ): void {
    if (isNotFound(error)) this.#violation(call, `${known.code} is lost: ${error.message}`);
    if (!data) return;
    if (data.code !== known.code) this.#violation(call, `requested ${known.code}, received ${data.code}`);
    this.#expect(call, data.prefilled_message, known.messages);
  }

  #expect(call: CallState, message: string, possible: readonly string[]): void {
    if (!possible.includes(message)) this.#violation(call, `expected "${possible.join('" or "')}", found "${message}"`);
  }

  #expectNothingSecret(call: CallState, name: string, value: unknown): void {
    for (const place of secretsIn(name, value)) this.#violation(call, `a secret leaked in the ${place}`);
  }

  #violation(call: CallState, text: string): void {
    this.#counts.violation(`call ${call.index}: ${text}`);
  }
}
