// Bundled with the packed client, and run in a page.
import type * as entry from '../../src/generated/v23.0/entry.ts';

/** The context of a script in the page: it is sent there as text, and has nothing else in scope. */
interface InPage {
  readonly client: typeof entry;
  readonly qrCodes: entry.QrCodeClient;
  readonly code: string;
  readonly token: string;
  /** Address of the API. */
  readonly url: string;
}

export type Script<Result> = (inPage: InPage) => Promise<Result>;

/** A serialisable description of an error, which cannot leave the page itself. */
interface PageError {
  readonly [field: string]: unknown;
  readonly name: string;
  readonly message: string;
  /** The guards that hold for it. */
  readonly guards: readonly string[];
  /** Texts by which it and its causes can end up in a log. */
  readonly texts: readonly string[];
}

/** The outcome of a script: one of the two. */
export interface Outcome<Result> {
  readonly value?: Result;
  readonly error?: PageError;
}

function describeError(error: unknown, client: typeof entry): PageError {
  if (!(error instanceof Error)) throw error;
  const guards = Object.entries(client)
    .filter(([name, guard]) => name.startsWith('is') && Reflect.apply(Object(guard), undefined, [error]))
    .map(([name]) => name);
  const texts: string[] = [];
  for (let link: unknown = error; link instanceof Error; link = link.cause) {
    const properties = Object.values(Object.getOwnPropertyDescriptors(link)).map(({ value }) => JSON.stringify(value));
    texts.push(String(link), String(link.stack), JSON.stringify(link), ...properties.map(String));
  }
  return { ...error, name: error.name, message: error.message, guards, texts };
}

/** Waits until the browser has reported unhandled rejections: it does so later, but in order. */
async function flushUnhandledRejections(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  await new Promise<void>((resolve) => {
    const last = new Error('the last unhandled rejection');
    addEventListener('unhandledrejection', (event) => {
      if (event.reason !== last) return;
      event.preventDefault();
      resolve();
    });
    void Promise.reject(last);
  });
}

/** Adds a function `run` to the page, which runs a script and returns its outcome. */
export function installIn(page: object, client: typeof entry): void {
  const run = async <Result>(
    script: Script<Result>,
    options: entry.QrCodeClientOptions,
    given: Pick<InPage, 'code' | 'token' | 'url'>,
  ): Promise<Outcome<Result>> => {
    const qrCodes = client.createQrCodeClient(options);
    const outcome = await script({ client, qrCodes, ...given }).then(
      (value) => ({ value }),
      (error: unknown) => {
        // As an application would log it.
        console.error(error);
        return { error: describeError(error, client) };
      },
    );
    await flushUnhandledRejections();
    return outcome;
  };
  Object.assign(page, { run });
}
