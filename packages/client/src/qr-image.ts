import { check, checkAll, durationRule, functionRule, integerFrom, type Rules, signalRule } from './arguments.ts';
import { readBytes } from './body.ts';
import { type About, NetworkError, TimeoutError, UnexpectedResponseError } from './errors.ts';
import { secureAddress } from './options.ts';

const operation = 'fetchQrImage';

export interface QrImage {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Such as `image/svg+xml` or `image/png`, without parameters. */
  readonly mediaType: string;
}

export interface QrImageOptions {
  /** The most bytes to accept. Default 1 048 576; QR code images have some thousands. */
  readonly maxBytes?: number | undefined;
  /** The longest that it may take, in milliseconds. Default 10 000. */
  readonly timeoutMs?: number | undefined;
  /** Ends the download at once, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called instead of the global `fetch`. */
  readonly fetch?: ((url: string, init: QrImageFetchInit) => Promise<Response>) | undefined;
}

/** What is handed to {@link QrImageOptions.fetch} beside the address: nothing that tells who asks. */
export interface QrImageFetchInit {
  readonly credentials: 'omit';
  readonly referrerPolicy: 'no-referrer';
  readonly signal: AbortSignal;
}

const isImageAddress = (value: unknown): boolean =>
  typeof value === 'string' && URL.canParse(value) && secureAddress.test(new URL(value).href);

/**
 * Loads a QR code image from the address that `qr_image_url` gave. No token is sent: the address carries its own
 * signature, and expires; ask for the code again to get a new one.
 *
 * Rejects with `InvalidArgumentError` for anything but an https address (http for loopback), `UnexpectedResponseError` for
 * a status other than 2xx, for what is no image and for more than `maxBytes`, `NetworkError`, and `TimeoutError`.
 */
export async function fetchQrImage(url: string, options: QrImageOptions = {}): Promise<QrImage> {
  check(operation, 'url', url, [isImageAddress, 'an https address, such as a qr_image_url', true]);
  const rules: Rules = new Map([
    ['maxBytes', integerFrom(1)],
    ['timeoutMs', durationRule],
    ['signal', signalRule],
    ['fetch', functionRule],
  ]);
  const set = checkAll(operation, 'options', options, rules);
  const { maxBytes = 1_048_576, timeoutMs = 10_000, signal: callerSignal, fetch = globalThis.fetch } = set;
  const about: About = [`GET ${new URL(url).host}`, { operation, attempts: 1 }];
  callerSignal?.throwIfAborted();
  const controller = new AbortController();
  const { signal } = controller;
  const giveUp = () => controller.abort();

  const load = async () => {
    const response = await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer', signal });
    return { response, bytes: await readBytes(response, maxBytes, signal) };
  };
  // A `fetch` that ignores its signal must not outlast it.
  const givenUp = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', reject);
  });
  const timer = setTimeout(giveUp, timeoutMs);
  callerSignal?.addEventListener('abort', giveUp);
  let loaded: Awaited<ReturnType<typeof load>>;
  try {
    loaded = await Promise.race([givenUp, load()]);
  } catch (cause) {
    if (callerSignal?.aborted) throw callerSignal.reason;
    if (signal.aborted) {
      throw new TimeoutError(about, `took longer than ${timeoutMs} ms`, { timeoutMs, which: 'attempt' });
    }
    throw new NetworkError(about, 'got no image', { cause });
  } finally {
    clearTimeout(timer);
    callerSignal?.removeEventListener('abort', giveUp);
  }

  const { response, bytes } = loaded;
  const { status, headers } = response;
  const mediaType = headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  const isImage = response.ok && mediaType?.startsWith('image/');
  if (bytes && mediaType && isImage) return { bytes, mediaType };
  const problem = isImage ? `more than ${maxBytes} bytes` : `${mediaType ?? 'no media type'}, expected an image`;
  throw new UnexpectedResponseError(about, `answered ${status}: ${problem}`, {
    status,
    contentType: headers.get('content-type') ?? undefined,
    bodySnippet: isImage ? '' : new TextDecoder().decode(bytes).slice(0, 200),
    retryAfterMs: undefined,
  });
}
