import { MAX_CODES, type MockSeed, type SeedCode } from './code-store.ts';
import { isJsonObject, type JsonObject } from './json.ts';
import type { Operation } from './operation.ts';
import { quote } from './quote.ts';
import { reasonsAgainst } from './refusal.ts';

const PROPERTIES = ['prefilled_message', 'code', 'creation_time'];

const HEADERS = { authorization: 'Bearer seed', 'content-type': 'application/json' };

/**
 * Returns a copy of a seed, or of a state to restore, after the document has validated it as it validates requests about
 * its codes. Throws a `TypeError` that names the first wrong place: `seed: 1234567890123456[0].prefilled_message: …`.
 */
export function requireSeed(name: string, value: unknown, version: string, operations: readonly Operation[]): MockSeed {
  const seed: Record<string, SeedCode[]> = {};
  const used = new Set<unknown>();
  if (!isJsonObject(value))
    throw problem(name, `expected phone number ids with lists of codes; received ${quote(value)}`);
  for (const [phoneNumberId, codes] of Object.entries(value)) {
    const place = `${name}: ${phoneNumberId}`;
    const wrong = (operationId: string, code: string, body?: JsonObject) =>
      reasonAgainst(
        operations,
        operationId,
        { Version: version, 'Phone-Number-ID': phoneNumberId, 'QR-Code-ID': code },
        body,
      );
    requireNothingWrong(place, wrong('listQrCodes', ''));
    if (!Array.isArray(codes)) throw problem(place, `expected a list of codes; received ${quote(codes)}`);
    if (codes.length > MAX_CODES) throw problem(place, `expected at most ${MAX_CODES} codes; received ${codes.length}`);
    seed[phoneNumberId] = codes.map((entry: unknown, index) => {
      const code = requireCode(`${place}[${index}]`, entry, wrong);
      if (code.code !== undefined && used.has(code.code))
        throw problem(`${place}[${index}].code`, `${code.code} occurs twice`);
      used.add(code.code);
      return code;
    });
  }
  return seed;
}

/** What the document has against a request about a code. */
type Wrong = (operationId: string, code: string, body?: JsonObject) => string | undefined;

function requireCode(place: string, entry: unknown, wrong: Wrong): SeedCode {
  if (!isJsonObject(entry)) throw problem(place, `expected a code; received ${quote(entry)}`);
  const unknown = Object.keys(entry).find((property) => !PROPERTIES.includes(property));
  if (unknown !== undefined) {
    throw problem(place, `unknown property ${quote(unknown)}; expected ${PROPERTIES.join(', ')}`);
  }
  const { prefilled_message, code, creation_time } = entry;
  requireNothingWrong(
    `${place}.prefilled_message`,
    wrong('createOrUpdateQrCode', '', { prefilled_message: prefilled_message ?? null }),
  );
  const found: { -readonly [P in keyof SeedCode]: SeedCode[P] } = { prefilled_message: String(prefilled_message) };
  if (code !== undefined) {
    if (typeof code !== 'string') throw problem(`${place}.code`, `expected text; received ${quote(code)}`);
    requireNothingWrong(`${place}.code`, wrong('getQrCode', code));
    found.code = code;
  }
  if (creation_time !== undefined) found.creation_time = requireSeconds(`${place}.creation_time`, creation_time);
  return found;
}

/** Versions from v24.0 on have a text of digits. */
function requireSeconds(place: string, time: unknown): number {
  const seconds = typeof time === 'string' && /^\d+$/.test(time) ? Number(time) : time;
  if (typeof seconds === 'number' && Number.isSafeInteger(seconds) && seconds >= 0) return seconds;
  throw problem(place, `expected seconds since 1970-01-01 UTC; received ${quote(time)}`);
}

function requireNothingWrong(place: string, reason: string | undefined): void {
  if (reason !== undefined) throw problem(place, reason);
}

function problem(place: string, reason: string): TypeError {
  return new TypeError(`${place}: ${reason}.`);
}

function reasonAgainst(
  operations: readonly Operation[],
  operationId: string,
  parameters: Readonly<Record<string, string>>,
  body: JsonObject | undefined,
): string | undefined {
  const operation = operations.find(({ id }) => id === operationId);
  if (operation === undefined) throw new Error(`The document has no operation ${operationId}.`);
  const segments = operation.segments.map((segment) => parameters[segment.slice(1, -1)] ?? segment);
  const path = segments.map(encodeURIComponent).join('/');
  const request = { method: operation.method, origin: '', path, query: {}, headers: HEADERS, body: '', bodyBytes: 0 };
  return reasonsAgainst(operation, request, body === undefined ? { kind: 'empty' } : { kind: 'json', value: body })[0]
    ?.message;
}
