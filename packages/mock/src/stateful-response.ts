import { pagingOf, requestedPage } from './code-list.ts';
import { type CodeStore, MAX_CODES, type StoredCode } from './code-store.ts';
import { linkOf, type ValidRequest, withProperties } from './default-response.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { type Reason, tooManyCodes, unknownCursor } from './refusal.ts';
import type { Samples } from './samples.ts';

/** What became of a request to the state: a response, a documented error by the name of its example, or a rejection. */
export type StatefulResult = { readonly body: Json } | { readonly error: string } | { readonly rejected: Reason };

type Rule = (store: CodeStore, samples: Samples, request: ValidRequest) => StatefulResult;

const RULES: ReadonlyMap<string, Rule> = new Map([
  ['getQrCode', getQrCode],
  ['listQrCodes', listQrCodes],
  ['createOrUpdateQrCode', createOrUpdateQrCode],
  ['deleteQrCode', deleteQrCode],
]);

const CODE_NOT_FOUND = { error: 'qr_code_not_found' };

/** Carries out a valid request on the state. */
export function statefulResponse(
  operationId: string,
  store: CodeStore,
  samples: Samples,
  request: ValidRequest,
): StatefulResult {
  const rule = RULES.get(operationId);
  if (rule === undefined) throw new Error(`The state does not know the operation ${operationId}.`);
  if (store.codesOf(request.phoneNumberId) === undefined) return { error: 'phone_number_not_found' };
  return rule(store, samples, request);
}

function getQrCode(store: CodeStore, samples: Samples, request: ValidRequest): StatefulResult {
  const stored = store.find(request.phoneNumberId, request.code);
  return stored ? { body: { data: [onTheWire(stored, samples, request)] } } : CODE_NOT_FOUND;
}

function listQrCodes(store: CodeStore, samples: Samples, request: ValidRequest): StatefulResult {
  const { query } = request.request;
  if (query.code !== undefined) {
    const stored = store.find(request.phoneNumberId, String(query.code));
    return { body: { data: stored ? [onTheWire(stored, samples, request)] : [] } };
  }
  const page = requestedPage(store.codesOf(request.phoneNumberId) ?? [], query);
  if (typeof page === 'string') return { rejected: unknownCursor(page, query[page]) };
  const paging = pagingOf(page, request.request);
  const data = page.items.map((stored) => onTheWire(stored, samples, request));
  return { body: { data, ...(paging !== undefined && { paging }) } };
}

function createOrUpdateQrCode(store: CodeStore, samples: Samples, request: ValidRequest): StatefulResult {
  const { phoneNumberId, body } = request;
  const sent = isJsonObject(body) ? body : {};
  const message = String(sent.prefilled_message);
  if (typeof sent.code === 'string') {
    const updated = store.update(phoneNumberId, sent.code, message);
    return updated ? { body: onTheWire(updated, samples, request) } : CODE_NOT_FOUND;
  }
  if ((store.codesOf(phoneNumberId) ?? []).length >= MAX_CODES) return { rejected: tooManyCodes(MAX_CODES) };
  return { body: onTheWire(store.create(phoneNumberId, { prefilled_message: message }), samples, request) };
}

function deleteQrCode(store: CodeStore, samples: Samples, { phoneNumberId, code }: ValidRequest): StatefulResult {
  return store.delete(phoneNumberId, code) ? { body: samples.examples[0] ?? null } : CODE_NOT_FOUND;
}

/** The code with the properties that every response has and the requested ones. */
function onTheWire(stored: StoredCode, samples: Samples, { properties, imageUrl }: ValidRequest): JsonObject {
  const { position: _, creation_time, ...code } = stored;
  return withProperties(
    {
      ...code,
      deep_link_url: linkOf(stored.code, samples),
      creation_time: samples.creationTimeIsNumber ? creation_time : String(creation_time),
      ...(imageUrl !== undefined && { qr_image_url: imageUrl(stored.code) }),
    },
    properties,
    samples,
  );
}
