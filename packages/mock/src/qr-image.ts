import { originOf } from './code-list.ts';
import type { HttpRequest } from './http-request.ts';
import { binaryResponse, type MockResponse } from './mock-response.ts';
import { rejectImage } from './refusal.ts';

const IMAGE_PATH = /^\/__mock\/images\/([A-Za-z0-9]+)\.(svg|png)$/;

/** Pixels for each module of a PNG. */
const SCALE = 8;

/**
 * The address of a code's image on the mock itself. Like Meta's it has no token and expires: `oe` is the time in hex Unix
 * seconds, rounded up.
 */
export function imageAddress(origin: string, code: string, format: string, ttlMs: number): string {
  const expires = Math.ceil((Date.now() + ttlMs) / 1000);
  return `${originOf(origin)}/__mock/images/${code}.${format.toLowerCase()}?oe=${expires.toString(16).toUpperCase()}`;
}

/** The image at that address; `undefined` if it is not the address of an image. `linkOf` returns the link of a code. */
export function imageResponse(
  { method, path, query }: HttpRequest,
  linkOf: (code: string) => string,
): Promise<MockResponse> | MockResponse | undefined {
  const [, code = '', format] = IMAGE_PATH.exec(path) ?? [];
  if (format === undefined || method !== 'GET') return undefined;
  const expires = Number.parseInt(String(query.oe), 16) * 1000;
  if (!(Date.now() < expires)) return rejectImage(query.oe);
  return format === 'png' ? pngOf(linkOf(code)) : svgOf(linkOf(code));
}

// lean-qr is loaded with the first image: most tests never request one.
async function pngOf(link: string): Promise<MockResponse> {
  const [{ generate }, { toPngBuffer }] = await Promise.all([import('lean-qr'), import('lean-qr/extras/node_export')]);
  return binaryResponse(
    'image/png',
    toPngBuffer(generate(link), { on: [0, 0, 0], off: [255, 255, 255], scale: SCALE }),
  );
}

async function svgOf(link: string): Promise<MockResponse> {
  const [{ generate }, { toSvgSource }] = await Promise.all([import('lean-qr'), import('lean-qr/extras/svg')]);
  const svg = toSvgSource(generate(link), { on: 'black', off: 'white', xmlDeclaration: true, scale: SCALE });
  return binaryResponse('image/svg+xml', Buffer.from(svg));
}
