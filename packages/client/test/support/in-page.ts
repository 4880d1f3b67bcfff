// Bundled together with the packed client, and run in a page.
import type * as entry from '../../src/generated/v23.0/entry.ts';

/** What a script in the page works with: it goes there as text, and knows nothing else. */
interface InPage {
  readonly client: typeof entry;
  readonly qrCodes: entry.QrCodeClient;
  readonly code: string;
  readonly token: string;
  /** Address of the API. */
  readonly url: string;
}

export type Script<Result> = (inPage: InPage) => Promise<Result>;

/** All that a page can tell of an error, which cannot leave the page itself. */
interface ToldError {
  readonly [field: string]: unknown;
  readonly name: string;
  readonly message: string;
  /** The guards that hold for it. */
  readonly guards: readonly string[];
  /** What logs and reports could show of it and of its causes. */
  readonly texts: readonly string[];
}

/** What came of a script: one of the two. */
export interface Outcome<Result> {
  readonly value?: Result;
  readonly error?: ToldError;
}

function tell(error: unknown, client: typeof entry): ToldError {
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

/** Waits until the browser has told of what went unhandled: it does so later, but in order. */
async function unhandledTold(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  await new Promise<void>((resolve) => {
    const last = new Error('the last that nobody handles');
    addEventListener('unhandledrejection', (event) => {
      if (event.reason !== last) return;
      event.preventDefault();
      resolve();
    });
    void Promise.reject(last);
  });
}

/** Gives the page a function `run`, which runs a script and tells what came of it. */
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
        // As an application would.
        console.error(error);
        return { error: tell(error, client) };
      },
    );
    await unhandledTold();
    return outcome;
  };
  Object.assign(page, { run });
}
