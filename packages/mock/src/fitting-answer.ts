import type { Arrival } from './arrival.ts';
import { isJsonObject, type Json, type JsonObject } from './dereference.ts';
import type { SampleCode, Samples } from './samples.ts';

export interface FittingRequest {
  readonly arrival: Arrival;
  /** The body as JSON. */
  readonly body: Json | undefined;
  /** The properties that `fields` asks for. */
  readonly wanted: ReadonlySet<string>;
}

type Rule = (samples: Samples, request: FittingRequest) => Json | undefined;

const RULES: ReadonlyMap<string, Rule> = new Map([
  ['getQrCode', getQrCode],
  ['listQrCodes', listQrCodes],
  ['createOrUpdateQrCode', createOrUpdateQrCode],
]);

/**
 * The documented answer that fits a valid request: with what was asked for and without what was not, about the code and
 * the message that were sent. Where no single example fits, it is composed of the documented values.
 */
export function fittingAnswer(operationId: string, samples: Samples, request: FittingRequest): Json | undefined {
  return RULES.get(operationId)?.(samples, request) ?? samples.examples[0];
}

function getQrCode(samples: Samples, { arrival, wanted }: FittingRequest): Json | undefined {
  const id = decodeURIComponent(arrival.path.slice(arrival.path.lastIndexOf('/') + 1));
  const code = samples.gallery.get(id) ?? renamed(samples.codes[0]?.[0], id);
  return code && { data: [dressed(code, wanted, samples)] };
}

function listQrCodes(samples: Samples, { arrival, wanted }: FittingRequest): Json {
  const { code, after, before, limit } = arrival.query;
  const atMost = limit === undefined ? Number.POSITIVE_INFINITY : Number(limit);
  const codes = code === undefined ? pageOf(samples, wanted, after ?? before) : samples.gallery.get(String(code));
  return {
    data: [codes ?? []]
      .flat()
      .slice(0, atMost)
      .map((listed) => dressed(listed, wanted, samples)),
  };
}

/** The documented page that shows what is wanted. No answer of this mock has a cursor, so nothing lies beyond one. */
function pageOf({ codes }: Samples, wanted: ReadonlySet<string>, cursor: unknown): readonly SampleCode[] {
  if (cursor !== undefined) return [];
  const shows = (page: readonly SampleCode[]) =>
    page.length > 0 && page.every((code) => [...wanted].every((name) => name in code));
  return codes.find(shows) ?? codes[0] ?? [];
}

function createOrUpdateQrCode(samples: Samples, { body }: FittingRequest): Json | undefined {
  const { codes, always } = samples;
  const sent = isJsonObject(body) ? body : {};
  const [created] = codes.flat();
  const saved =
    typeof sent.code === 'string'
      ? renamed(codes.flat().find((code) => Object.keys(code).length === always.length) ?? created, sent.code)
      : created;
  if (saved === undefined) return undefined;
  const wanted = new Set(sent.generate_qr_image === undefined ? [] : ['qr_image_url']);
  return dressed({ ...saved, prefilled_message: sent.prefilled_message ?? '' }, wanted, samples);
}

/** The same code under another name, which its link ends in, too. */
function renamed(code: SampleCode | undefined, name: string): SampleCode | undefined {
  if (code === undefined) return undefined;
  const link = code.deep_link_url;
  return {
    ...code,
    code: name,
    ...(typeof link === 'string' && { deep_link_url: link.replace(code.code, () => name) }),
  };
}

/** The code with what always comes and what is wanted, as far as the document shows a value of it. */
function dressed(code: JsonObject, wanted: ReadonlySet<string>, { always, values }: Samples): JsonObject {
  const names = new Set([...always, ...wanted]);
  return Object.fromEntries(
    [...names].flatMap((name) => {
      const value = code[name] ?? values.get(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
