import type { Received } from '../test/faults/fault-server.ts';

interface Stored {
  readonly code: string;
  prefilled_message: string;
  readonly deep_link_url: string;
}

interface Outcome {
  readonly status: number;
  readonly value: object;
}

const notFound: Outcome = {
  status: 404,
  value: { error: { message: 'The code does not exist', type: 'OAuthException', code: 803 } },
};

/** The code with this number. */
export const codeOf = (number: number): string => `SOAK${String(number).padStart(10, '0')}`;

export const numberOf = (code: string): number => Number(code.slice(4));

/** The QR codes of a phone number, and how often each message created one. */
export class PhoneNumber {
  readonly #codes = new Map<string, Stored>();
  readonly #created = new Map<string, number>();
  #last = 0;

  /** Carries out a request. */
  respond({ method, target, body }: Received): Outcome {
    const { pathname, searchParams } = new URL(target, 'http://server');
    const code = pathname.split('/')[4];
    if (method === 'POST') return this.#save(JSON.parse(body));
    if (code === undefined) return this.#list(searchParams.get('code'));
    const stored = this.#codes.get(code);
    if (!stored) return notFound;
    if (method === 'GET') return { status: 200, value: { data: [stored] } };
    this.#codes.delete(code);
    return { status: 200, value: { success: true } };
  }

  #save({ code, prefilled_message }: { code?: string; prefilled_message: string }): Outcome {
    if (code === undefined) {
      this.#created.set(prefilled_message, this.timesCreated(prefilled_message) + 1);
      return { status: 200, value: this.#add(prefilled_message) };
    }
    const stored = this.#codes.get(code);
    if (!stored) return notFound;
    stored.prefilled_message = prefilled_message;
    return { status: 200, value: stored };
  }

  #add(prefilled_message: string): Stored {
    this.#last += 1;
    const code = codeOf(this.#last);
    const stored = { code, prefilled_message, deep_link_url: `https://wa.me/message/${code}` };
    this.#codes.set(code, stored);
    return stored;
  }

  #list(code: string | null): Outcome {
    const wanted = code === null ? [...this.#codes.values()].slice(-25) : [this.#codes.get(code) ?? []].flat();
    return { status: 200, value: { data: wanted.toReversed() } };
  }

  timesCreated(message: string): number {
    return this.#created.get(message) ?? 0;
  }

  has(code: string): boolean {
    return this.#codes.has(code);
  }
}
