import { codeSequence } from './code-sequence.ts';
import type { Positioned } from './paging.ts';

/** A code of the state, as JSON. */
export interface StateCode {
  readonly code: string;
  readonly prefilled_message: string;
  /** In seconds since 1970-01-01 UTC. */
  readonly creation_time: number;
}

/** The codes of each phone number, by its id, the newest first. Plain JSON. */
export type MockState = Readonly<Record<string, readonly StateCode[]>>;

/** The same with optional properties: without `code` one is made, without `creation_time` it is now. */
export type MockSeed = Readonly<Record<string, readonly SeedCode[]>>;
export type SeedCode = Pick<StateCode, 'prefilled_message'> & Partial<StateCode>;

export interface StoredCode extends StateCode, Positioned {}

/** The number of codes that a phone number can have, by Meta's documentation. */
export const MAX_CODES = 2_000;

interface StoreOptions {
  /** Whether phone numbers without codes exist: not if the numbers were given. */
  readonly anyPhoneNumber: boolean;
  readonly randomSeed: number;
}

/** The codes of every phone number. */
export class CodeStore {
  /** By phone number id; of each number, from the oldest to the newest code. */
  readonly #codes = new Map<string, StoredCode[]>();
  /** Every code there ever was: the code of a deleted one is never used again. */
  readonly #used = new Set<string>();
  readonly #options: StoreOptions;
  #nextCode: () => string;
  #position = 0;

  constructor(options: StoreOptions) {
    this.#options = options;
    this.#nextCode = codeSequence(options.randomSeed);
  }

  /** From the oldest to the newest; `undefined` if there is no such phone number. */
  codesOf(phoneNumberId: string): readonly StoredCode[] | undefined {
    return this.#codes.get(phoneNumberId) ?? (this.#options.anyPhoneNumber ? [] : undefined);
  }

  find(phoneNumberId: string, code: string): StoredCode | undefined {
    return this.#codes.get(phoneNumberId)?.find((stored) => stored.code === code);
  }

  /** The number must have fewer than `MAX_CODES` codes. */
  create(phoneNumberId: string, created: SeedCode): StoredCode {
    const stored = {
      code: created.code ?? this.#unusedCode(),
      prefilled_message: created.prefilled_message,
      creation_time: created.creation_time ?? Math.floor(Date.now() / 1000),
      position: ++this.#position,
    };
    this.#used.add(stored.code);
    const codes = this.#codes.get(phoneNumberId) ?? [];
    codes.push(stored);
    this.#codes.set(phoneNumberId, codes);
    return stored;
  }

  /** `undefined` if there is no such code. */
  update(phoneNumberId: string, code: string, prefilledMessage: string): StoredCode | undefined {
    const codes = this.#codes.get(phoneNumberId) ?? [];
    const index = codes.findIndex((stored) => stored.code === code);
    const stored = codes[index];
    if (stored === undefined) return undefined;
    const updated = { ...stored, prefilled_message: prefilledMessage };
    codes[index] = updated;
    return updated;
  }

  /** Whether there was such a code. */
  delete(phoneNumberId: string, code: string): boolean {
    const codes = this.#codes.get(phoneNumberId) ?? [];
    const index = codes.findIndex((stored) => stored.code === code);
    if (index < 0) return false;
    codes.splice(index, 1);
    return true;
  }

  state(): MockState {
    return Object.fromEntries(
      [...this.#codes].map(([phoneNumberId, codes]) => [
        phoneNumberId,
        codes.toReversed().map(({ position: _, ...code }) => code),
      ]),
    );
  }

  /** Replaces all codes. Codes made later still differ from all that there ever were. */
  restore(seed: MockSeed): void {
    this.#codes.clear();
    // Codes that are given come first, so that none of those that are made is the same.
    for (const { code } of Object.values(seed).flat()) if (code !== undefined) this.#used.add(code);
    for (const [phoneNumberId, codes] of Object.entries(seed)) {
      this.#codes.set(phoneNumberId, []);
      for (const code of codes.toReversed()) this.create(phoneNumberId, code);
    }
  }

  /** Replaces all codes and starts the sequence of codes again. */
  reset(seed: MockSeed): void {
    this.#used.clear();
    this.#nextCode = codeSequence(this.#options.randomSeed);
    this.restore(seed);
  }

  #unusedCode(): string {
    let code = this.#nextCode();
    while (this.#used.has(code)) code = this.#nextCode();
    return code;
  }
}
