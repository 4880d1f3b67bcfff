import { check, checkAll, durationRule, functionRule, type Rules, refuse, signalRule } from './arguments.ts';
import { cancelBody } from './body.ts';
import { type CallFacts, TimeoutError, UnexpectedResponseError } from './errors.ts';
import { normalizeAddress, secureAddress } from './options.ts';
import { networkError, unusableResponse } from './response.ts';
import { type Scrub, scrubber } from './secrets.ts';

const operation = 'fetchQrImage';

// As many as browsers follow.
const mostRedirects = 20;

export interface QrImage {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Such as `image/svg+xml` or `image/png`, without parameters. */
  readonly mediaType: string;
}

export interface QrImageOptions {
  /** The most bytes to accept. Default 1 048 576; QR code images have some thousands. */
  readonly maxBytes?: number | undefined;
  /** The longest that the download may take, redirects included, in milliseconds. Default 10 000. */
  readonly timeoutMs?: number | undefined;
  /** Aborts the download at once, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called instead of the global `fetch`. */
  readonly fetch?: ((url: string, init: QrImageFetchInit) => Promise<Response>) | undefined;
}

/** The second argument of {@link QrImageOptions.fetch}: nothing that identifies the caller. */
export interface QrImageFetchInit {
  credentials: 'omit';
  referrerPolicy: 'no-referrer';
  /** Each redirect is checked before it is followed; only a browser, which hides them, follows them itself. */
  redirect: 'manual' | 'follow';
  signal: AbortSignal;
}

const isSecure = (url: unknown): boolean => secureAddress.test(normalizeAddress(url) ?? '');

const rules: Rules = {
  maxBytes: { type: 'integer', minimum: 1 },
  timeoutMs: durationRule,
  signal: signalRule,
  fetch: functionRule,
};

/**
 * Downloads a QR code image from the address in `qr_image_url`. No token is sent: the address carries its own signature, and
 * expires; read the code again for a new one. Redirects are followed to https addresses alone (http to this machine).
 *
 * Rejects with `InvalidArgumentError` for anything but an https address (http to this machine), `UnexpectedResponseError`
 * for a status other than 2xx, for what is no image, for more than `maxBytes` and for a redirect to another address,
 * `NetworkError`, and `TimeoutError`.
 */
export async function fetchQrImage(url: string, options: QrImageOptions = {}): Promise<QrImage> {
  check(operation, 'url', url, {
    accepts: isSecure,
    expected: 'an https address, such as a qr_image_url',
    isSecret: true,
  });
  const set = checkAll(operation, 'options', options, rules);
  const { maxBytes = 1_048_576, timeoutMs = 10_000, signal: callerSignal } = set;
  const fetch: unknown = set.fetch ?? globalThis.fetch;
  if (typeof fetch !== 'function') refuse(operation, 'fetch', 'a function, since there is no global one', typeof fetch);
  const { host, pathname, search, username, password } = new URL(url);
  // Whoever has the path has the image.
  const scrub = scrubber([pathname, search, username, password]);
  const call = { operation, subject: `GET ${host}`, sent: 1, scrub } as const;
  if (callerSignal?.aborted) throw callerSignal.reason;
  const controller = new AbortController();
  const { signal } = controller;
  const abort = () => controller.abort();
  const download = { fetch: fetch as NonNullable<QrImageOptions['fetch']>, maxBytes, signal, call };

  // A custom fetch may ignore its signal.
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', reject);
  });
  const timer = setTimeout(abort, timeoutMs);
  callerSignal?.addEventListener('abort', abort);
  try {
    return await Promise.race([aborted, load(url, download)]);
  } catch (error) {
    if (callerSignal?.aborted) throw callerSignal.reason;
    if (signal.aborted)
      throw new TimeoutError(call, `exceeded timeoutMs (${timeoutMs})`, { timeoutMs, which: 'attempt' });
    if (error instanceof UnexpectedResponseError) throw error;
    throw networkError(call, error);
  } finally {
    clearTimeout(timer);
    callerSignal?.removeEventListener('abort', abort);
  }
}

/** What all requests of one download share. */
interface Download {
  readonly fetch: NonNullable<QrImageOptions['fetch']>;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  readonly call: CallFacts & { readonly scrub: Scrub };
}

async function load(url: string, download: Download): Promise<QrImage> {
  const { maxBytes, call } = download;
  const response = await follow(url, download);
  const bytes = await readBytes(response, download);
  const { status, headers } = response;
  const mediaType = headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  const isImage = response.ok && mediaType?.startsWith('image/');
  if (bytes && mediaType && isImage) return { bytes, mediaType };
  const problem = isImage ? `more than ${maxBytes} bytes` : `${mediaType ?? 'no media type'}, expected an image`;
  throw new UnexpectedResponseError(call, `answered ${status}: ${problem}`, {
    status,
    contentType: headers.get('content-type') ?? undefined,
    bodySnippet: isImage ? '' : call.scrub(new TextDecoder().decode(bytes?.subarray(0, 10_000))).slice(0, 200),
    retryAfterMs: undefined,
  });
}

/** The response at the end of all redirects. */
async function follow(first: string, { fetch, signal, call }: Download): Promise<Response> {
  const init = { credentials: 'omit', referrerPolicy: 'no-referrer', signal } as const;
  const refuseRedirect = (status: number, problem: string): never => {
    throw unusableResponse(call, `answered ${status}: ${problem}`, status);
  };
  let url = first;
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const response = await fetch(url, { ...init, redirect: 'manual' });
    if (response.type === 'opaqueredirect') {
      const followed = await fetch(url, { ...init, redirect: 'follow' });
      return isSecure(followed.url)
        ? followed
        : refuseRedirect(followed.status, 'redirected to an address without https');
    }
    const location = response.status >= 300 && response.status < 400 ? response.headers.get('location') : undefined;
    if (!location) return response;
    cancelBody(response.body?.getReader?.());
    url = normalizeAddress(location) ?? new URL(location, url).href;
    if (!isSecure(url)) refuseRedirect(response.status, 'redirects to an address without https, which is not followed');
  }
  return refuseRedirect(0, `more than ${mostRedirects} redirects`);
}

/** The bytes of a body; `undefined` if there are more than `maxBytes`. Cancels the body on abort. */
async function readBytes(
  response: Response,
  { maxBytes, signal }: Download,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  // Not every `fetch` returns a web stream.
  const reader = response.body?.getReader?.();
  if (!reader) {
    const bytes = new Uint8Array(await response.arrayBuffer());
    return bytes.length > maxBytes ? undefined : bytes;
  }
  const cancel = () => cancelBody(reader);
  if (signal.aborted) cancel();
  else signal.addEventListener('abort', cancel);
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    length += part.value.length;
    if (length > maxBytes) {
      cancel();
      return undefined;
    }
    chunks.push(part.value);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}
