import { pagingOf, requestedPage } from './code-list.ts';
import type { HttpRequest } from './http-request.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import type { SampleCode, Samples } from './samples.ts';

/** A request that the document allows. */
export interface ValidRequest {
  readonly request: HttpRequest;
  readonly phoneNumberId: string;
  /** The code in the path; empty for the collection. */
  readonly code: string;
  /** The body as JSON. */
  readonly body: Json | undefined;
  /** The requested properties of a code, in addition to those that every response has. */
  readonly properties: ReadonlySet<string>;
  /** The address of a code's image; `undefined` if none is requested. */
  readonly imageUrl: ((code: string) => string) | undefined;
}

type Rule = (samples: Samples, request: ValidRequest) => Json | undefined;

const RULES: ReadonlyMap<string, Rule> = new Map([
  ['getQrCode', getQrCode],
  ['listQrCodes', listQrCodes],
  ['createOrUpdateQrCode', createOrUpdateQrCode],
]);

/**
 * The documented response that fits a valid request: with the requested properties and no others, about the code and the
 * message that were sent. Where no single example fits, it is composed of the documented values.
 */
export function defaultResponse(operationId: string, samples: Samples, request: ValidRequest): Json | undefined {
  return RULES.get(operationId)?.(samples, request) ?? samples.examples[0];
}

function getQrCode(samples: Samples, { code, properties }: ValidRequest): Json | undefined {
  const sample = samples.byCode.get(code) ?? renamed(samples.codes[0]?.[0], code);
  return sample && { data: [withProperties(sample, properties, samples)] };
}

function listQrCodes(samples: Samples, { request, properties }: ValidRequest): Json {
  const { code } = request.query;
  if (code !== undefined) {
    const sample = samples.byCode.get(String(code));
    return { data: sample ? [withProperties(sample, properties, samples)] : [] };
  }
  const listed = pageWith(properties, samples);
  const page = requestedPage(
    listed.map((sample, index) => ({ sample, position: listed.length - index })).reverse(),
    request.query,
  );
  // A cursor of someone else is past the end.
  if (typeof page === 'string') return { data: [] };
  const paging = page.hasNext || page.hasPrevious ? pagingOf(page, request) : undefined;
  const data = page.items.map(({ sample }) => withProperties(sample, properties, samples));
  return { data, ...(paging !== undefined && { paging }) };
}

/** The documented page whose codes have these properties. */
function pageWith(properties: ReadonlySet<string>, { codes }: Samples): readonly SampleCode[] {
  const fits = (page: readonly SampleCode[]) =>
    page.length > 0 && page.every((code) => [...properties].every((name) => name in code));
  return codes.find(fits) ?? codes[0] ?? [];
}

function createOrUpdateQrCode(samples: Samples, { body, properties }: ValidRequest): Json | undefined {
  const { codes, always } = samples;
  const sent = isJsonObject(body) ? body : {};
  const [created] = codes.flat();
  const saved =
    typeof sent.code === 'string'
      ? renamed(codes.flat().find((code) => Object.keys(code).length === always.length) ?? created, sent.code)
      : created;
  if (saved === undefined) return undefined;
  return withProperties({ ...saved, prefilled_message: sent.prefilled_message ?? '' }, properties, samples);
}

/** The same code with another id, also at the end of its link. */
function renamed(code: SampleCode | undefined, id: string): SampleCode | undefined {
  if (code === undefined) return undefined;
  const link = code.deep_link_url;
  return {
    ...code,
    code: id,
    ...(typeof link === 'string' && { deep_link_url: link.replace(code.code, () => id) }),
  };
}

/** The link of a code, in the form of the documented links. */
export function linkOf(code: string, { byCode }: Samples): string {
  for (const sample of byCode.values()) {
    if (typeof sample.deep_link_url === 'string') return sample.deep_link_url.replace(sample.code, () => code);
  }
  throw new Error('The document has no example of deep_link_url.');
}

/** The code with the properties that every response has and the requested ones, as far as there are values. */
export function withProperties(
  code: JsonObject,
  requested: ReadonlySet<string>,
  { always, values }: Samples,
): JsonObject {
  const chosen: Record<string, Json> = {};
  for (const names of [always, requested]) {
    for (const name of names) {
      const value = code[name] ?? values.get(name);
      if (value !== undefined) chosen[name] = value;
    }
  }
  return chosen;
}
