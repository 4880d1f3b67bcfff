import type { HttpRequest } from './http-request.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import type { SampleCode, Samples } from './samples.ts';

export interface ValidRequest {
  readonly request: HttpRequest;
  /** The body as JSON. */
  readonly body: Json | undefined;
  /** The properties that `fields` requests. */
  readonly properties: ReadonlySet<string>;
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

function getQrCode(samples: Samples, { request, properties }: ValidRequest): Json | undefined {
  const id = decodeURIComponent(request.path.slice(request.path.lastIndexOf('/') + 1));
  const code = samples.byCode.get(id) ?? renamed(samples.codes[0]?.[0], id);
  return code && { data: [withProperties(code, properties, samples)] };
}

function listQrCodes(samples: Samples, { request, properties }: ValidRequest): Json {
  const { code, after, before, limit } = request.query;
  const max = limit === undefined ? Number.POSITIVE_INFINITY : Number(limit);
  const codes = code === undefined ? pageOf(samples, properties, after ?? before) : samples.byCode.get(String(code));
  return {
    data: [codes ?? []]
      .flat()
      .slice(0, max)
      .map((listed) => withProperties(listed, properties, samples)),
  };
}

/** The documented page that has the requested properties. No response of this mock has a cursor, so every cursor is past the end. */
function pageOf({ codes }: Samples, properties: ReadonlySet<string>, cursor: unknown): readonly SampleCode[] {
  if (cursor !== undefined) return [];
  const fits = (page: readonly SampleCode[]) =>
    page.length > 0 && page.every((code) => [...properties].every((name) => name in code));
  return codes.find(fits) ?? codes[0] ?? [];
}

function createOrUpdateQrCode(samples: Samples, { body }: ValidRequest): Json | undefined {
  const { codes, always } = samples;
  const sent = isJsonObject(body) ? body : {};
  const [created] = codes.flat();
  const saved =
    typeof sent.code === 'string'
      ? renamed(codes.flat().find((code) => Object.keys(code).length === always.length) ?? created, sent.code)
      : created;
  if (saved === undefined) return undefined;
  const properties = new Set(sent.generate_qr_image === undefined ? [] : ['qr_image_url']);
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

/** The code with the properties that every response has and the requested ones, as far as the document has values. */
function withProperties(code: JsonObject, requested: ReadonlySet<string>, { always, values }: Samples): JsonObject {
  const names = new Set([...always, ...requested]);
  return Object.fromEntries(
    [...names].flatMap((name) => {
      const value = code[name] ?? values.get(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
