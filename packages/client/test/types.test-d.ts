import { expectTypeOf } from 'vitest';
import {
  type AccessTokenError,
  type AttemptEvent,
  createQrCodeClient,
  type GraphApiError,
  type GraphErrorCategory,
  graphVersions,
  type InvalidArgumentError,
  isGraphApiError,
  isNotFound,
  isTimeoutError,
  type NetworkError,
  type operations,
  type paths,
  type QrCode,
  type QrCodeDetails,
  type QrCodeField,
  type QrCodeWithCreationTime,
  type QrCodeWithImage,
  type QrCodeWithImageAndCreationTime,
  qrImage,
  type ResponseInfo,
  type SavedQrCode,
  type SavedQrCodeDetails,
  type SavedQrCodeWithImage,
  type TimeoutError,
  type UnexpectedResponseError,
  type VersionMismatchError,
} from '../src/generated/v23.0/entry.ts';

// Checked only by the compiler; nothing runs.
const qrCodes = createQrCodeClient({ phoneNumberId: '1', accessToken: 'EAA' });
const id = 'ANED2T5QRU7HG1';

export async function fieldsDecideTheResult(anyFields: QrCodeField[], format: 'SVG' | 'PNG') {
  const plain = await qrCodes.get(id);
  expectTypeOf(plain).toEqualTypeOf<QrCode>();
  expectTypeOf<keyof typeof plain>().toEqualTypeOf<'code' | 'prefilled_message' | 'deep_link_url'>();
  expectTypeOf(plain.code).toEqualTypeOf<string>();
  // @ts-expect-error no image was requested
  plain.qr_image_url;
  // @ts-expect-error no creation_time was requested
  plain.creation_time;

  const withImage = await qrCodes.get(id, { fields: ['prefilled_message', qrImage('SVG')] });
  expectTypeOf(withImage).toEqualTypeOf<QrCodeWithImage>();
  expectTypeOf(withImage.qr_image_url).toEqualTypeOf<string>();
  expectTypeOf(withImage.deep_link_url).toEqualTypeOf<string>();
  // @ts-expect-error it was not requested
  withImage.creation_time;

  const literal = await qrCodes.get(id, { fields: ['qr_image_url.format(PNG)'] });
  expectTypeOf(literal).toEqualTypeOf<QrCodeWithImage>();

  // Both formats request an image.
  const eitherFormat = await qrCodes.get(id, { fields: [qrImage(format)] });
  expectTypeOf(eitherFormat).toEqualTypeOf<QrCodeWithImage>();

  const withTime = await qrCodes.get(id, { fields: ['creation_time'] });
  expectTypeOf(withTime).toEqualTypeOf<QrCodeWithCreationTime>();
  expectTypeOf(withTime.creation_time).toEqualTypeOf<number | undefined>();
  // @ts-expect-error it was not requested
  withTime.qr_image_url;

  const withBoth = await qrCodes.get(id, { fields: ['creation_time', qrImage('PNG')] });
  expectTypeOf(withBoth).toEqualTypeOf<QrCodeWithImageAndCreationTime>();
  expectTypeOf(withBoth.qr_image_url).toEqualTypeOf<string>();
  expectTypeOf(withBoth.creation_time).toEqualTypeOf<number | undefined>();

  const namesAlone = await qrCodes.get(id, { fields: ['code', 'deep_link_url'] });
  expectTypeOf(namesAlone).toEqualTypeOf<QrCode>();
  const none = await qrCodes.get(id, { fields: [] });
  expectTypeOf(none).toEqualTypeOf<QrCode>();

  const unknownFields = await qrCodes.get(id, { fields: anyFields });
  expectTypeOf(unknownFields).toEqualTypeOf<QrCodeDetails>();
  expectTypeOf(unknownFields.qr_image_url).toEqualTypeOf<string | undefined>();
  expectTypeOf(unknownFields.creation_time).toEqualTypeOf<number | undefined>();
  expectTypeOf(unknownFields.code).toEqualTypeOf<string>();
}

export async function fieldsOfUnionTypesStayOptional(
  maybe: 'code' | 'qr_image_url.format(SVG)',
  images: 'qr_image_url.format(SVG)'[],
  spread: ['creation_time', ...'qr_image_url.format(SVG)'[]],
  times: ('code' | 'creation_time')[],
) {
  const union = await qrCodes.get(id, { fields: [maybe] });
  expectTypeOf(union.qr_image_url).toEqualTypeOf<string | undefined>();
  const perhapsEmpty = await qrCodes.get(id, { fields: images });
  expectTypeOf(perhapsEmpty.qr_image_url).toEqualTypeOf<string | undefined>();
  const perhapsNone = await qrCodes.get(id, { fields: spread });
  expectTypeOf(perhapsNone.qr_image_url).toEqualTypeOf<string | undefined>();
  const perhapsTime = await qrCodes.get(id, { fields: times });
  expectTypeOf(perhapsTime.creation_time).toEqualTypeOf<number | undefined>();
}

export function wrongFieldsDoNotCompile() {
  // @ts-expect-error no such field
  qrCodes.get(id, { fields: ['name'] });
  // @ts-expect-error an image needs its format
  qrCodes.get(id, { fields: ['qr_image_url'] });
  // @ts-expect-error one of the fields does not exist
  qrCodes.list({ fields: ['code', 'scans'] });
  // @ts-expect-error no such format
  qrImage('JPG');
  // @ts-expect-error a string is not a list
  qrCodes.get(id, { fields: 'code' });
  // @ts-expect-error a list of strings may have unknown fields
  qrCodes.get(id, { fields: ['code'] as string[] });
}

export async function listsHaveTheSameItems() {
  const page = await qrCodes.list({ limit: 10 });
  expectTypeOf(page.data).toEqualTypeOf<QrCode[]>();
  expectTypeOf(page.paging?.cursors?.after).toEqualTypeOf<string | undefined>();
  const images = await qrCodes.list({ fields: [qrImage('SVG')] });
  expectTypeOf(images.data).toEqualTypeOf<QrCodeWithImage[]>();
  for await (const code of qrCodes.list()) expectTypeOf(code).toEqualTypeOf<QrCode>();
  for await (const code of qrCodes.list({ fields: ['creation_time', qrImage('PNG')] })) {
    expectTypeOf(code).toEqualTypeOf<QrCodeWithImageAndCreationTime>();
  }
  // @ts-expect-error a call for one code is not iterable
  for await (const code of qrCodes.get(id)) void code;
  // @ts-expect-error limit is a number
  qrCodes.list({ limit: '10' });
  // @ts-expect-error no such option
  qrCodes.list({ page: 2 });
}

export async function createHasItsImage(format: 'SVG' | 'PNG' | undefined) {
  const plain = await qrCodes.create({ prefilled_message: 'Hi' });
  expectTypeOf(plain).toEqualTypeOf<SavedQrCode>();
  // @ts-expect-error no image was requested
  plain.qr_image_url;
  const withImage = await qrCodes.create({ prefilled_message: 'Hi', generate_qr_image: 'PNG' });
  expectTypeOf(withImage).toEqualTypeOf<SavedQrCodeWithImage>();
  expectTypeOf(withImage.qr_image_url).toEqualTypeOf<string>();
  const perhaps = await qrCodes.create({ prefilled_message: 'Hi', ...(format && { generate_qr_image: format }) });
  expectTypeOf(perhaps).toEqualTypeOf<SavedQrCodeDetails>();
  expectTypeOf(perhaps.qr_image_url).toEqualTypeOf<string | undefined>();
  // @ts-expect-error no such format
  qrCodes.create({ prefilled_message: 'Hi', generate_qr_image: 'JPG' });
  // @ts-expect-error the message is required
  qrCodes.create({});
  // @ts-expect-error a code would make it an update
  qrCodes.create({ prefilled_message: 'Hi', code: id });
  // @ts-expect-error no such property
  qrCodes.create({ prefilled_message: 'Hi', message: 'Hi' });
}

export async function updateAndDelete() {
  expectTypeOf(await qrCodes.update(id, { prefilled_message: 'Hi' })).toEqualTypeOf<SavedQrCode>();
  // @ts-expect-error an update creates no image
  qrCodes.update(id, { prefilled_message: 'Hi', generate_qr_image: 'SVG' });
  // @ts-expect-error the message is required
  qrCodes.update(id, {});
  const deleted = await qrCodes.delete(id);
  expectTypeOf(deleted.success).toEqualTypeOf<true>();
  // @ts-expect-error the code is required
  qrCodes.delete();
}

export async function withResponseKeepsTheResult() {
  const { data, response } = await qrCodes.get(id, { fields: [qrImage('SVG')] }).withResponse();
  expectTypeOf(data).toEqualTypeOf<QrCodeWithImage>();
  expectTypeOf(response).toEqualTypeOf<ResponseInfo>();
  expectTypeOf(response.attempts).toEqualTypeOf<number>();
  expectTypeOf(response.servedVersion).toEqualTypeOf<string | undefined>();
  expectTypeOf((await qrCodes.list().withResponse()).data.data).toEqualTypeOf<QrCode[]>();
  // @ts-expect-error the response is readonly
  response.status = 200;
}

export function errorsHaveLiteralNames() {
  expectTypeOf<GraphApiError['name']>().toEqualTypeOf<'GraphApiError'>();
  expectTypeOf<NetworkError['name']>().toEqualTypeOf<'NetworkError'>();
  expectTypeOf<TimeoutError['name']>().toEqualTypeOf<'TimeoutError'>();
  expectTypeOf<AccessTokenError['name']>().toEqualTypeOf<'AccessTokenError'>();
  expectTypeOf<UnexpectedResponseError['name']>().toEqualTypeOf<'UnexpectedResponseError'>();
  expectTypeOf<InvalidArgumentError['name']>().toEqualTypeOf<'InvalidArgumentError'>();
  expectTypeOf<VersionMismatchError['name']>().toEqualTypeOf<'VersionMismatchError'>();
}

export function errorsAreDiscriminatedByName(
  error: GraphApiError | NetworkError | TimeoutError | VersionMismatchError,
) {
  switch (error.name) {
    case 'GraphApiError':
      return expectTypeOf(error).toEqualTypeOf<GraphApiError>();
    case 'TimeoutError':
      return expectTypeOf(error.which).toEqualTypeOf<'attempt' | 'deadline'>();
    case 'VersionMismatchError':
      return expectTypeOf(error.data).toEqualTypeOf<unknown>();
    case 'NetworkError':
      return expectTypeOf(error).toEqualTypeOf<NetworkError>();
    default:
      return expectTypeOf(error).toEqualTypeOf<never>();
  }
}

export function everyCategoryIsKnown(category: GraphErrorCategory): string {
  switch (category) {
    case 'throttled':
    case 'transient':
    case 'authentication':
    case 'permission':
    case 'not-found':
    case 'invalid-request':
    case 'unknown':
      return category;
  }
}

export function aMissingCategoryDoesNotCompile(category: GraphErrorCategory): string {
  switch (category) {
    case 'throttled':
    case 'transient':
    case 'authentication':
    case 'permission':
    case 'not-found':
    case 'invalid-request':
      return category;
    default:
      // @ts-expect-error 'unknown' is left
      return category satisfies never;
  }
}

export function guardsNarrow(error: unknown) {
  if (isNotFound(error)) expectTypeOf(error.category).toEqualTypeOf<'not-found'>();
  if (isGraphApiError(error)) expectTypeOf(error).toEqualTypeOf<GraphApiError>();
  if (isTimeoutError(error)) expectTypeOf(error.timeoutMs).toEqualTypeOf<number>();
  // @ts-expect-error unknown without a guard
  error.category;
}

export function optionsAreExact(signal: AbortSignal | undefined) {
  const required = { phoneNumberId: '1', accessToken: 'EAA' };
  createQrCodeClient({ ...required, accessToken: () => 'EAA' });
  createQrCodeClient({ ...required, accessToken: async () => 'EAA' });
  createQrCodeClient({ ...required, fetch: globalThis.fetch, maxRetries: undefined });
  createQrCodeClient({ ...required, fetch: async () => new Response() });
  createQrCodeClient({ ...required, fetch: async (url: string, init) => fetch(url, init) });
  createQrCodeClient({
    ...required,
    hooks: { onRequest: (event) => expectTypeOf(event).toEqualTypeOf<AttemptEvent>() },
  });
  qrCodes.get(id, { signal });
  // @ts-expect-error the token is missing
  createQrCodeClient({ phoneNumberId: '1' });
  // @ts-expect-error the phone number id is missing
  createQrCodeClient({ accessToken: 'EAA' });
  // @ts-expect-error no such option
  createQrCodeClient({ ...required, retries: 3 });
  // @ts-expect-error no such mode
  createQrCodeClient({ ...required, onVersionMismatch: 'throw' });
  // @ts-expect-error no such hook
  createQrCodeClient({ ...required, hooks: { onError() {} } });
  // @ts-expect-error ids are strings, since numbers lose digits
  createQrCodeClient({ ...required, phoneNumberId: 1 });
  // @ts-expect-error no such option of a call
  qrCodes.get(id, { retries: 3 });
  // @ts-expect-error an option of the client only
  qrCodes.delete(id, { accessToken: 'EAA' });
}

export function literalTypesStayNarrow() {
  expectTypeOf(qrImage('SVG')).toEqualTypeOf<'qr_image_url.format(SVG)'>();
  expectTypeOf(graphVersions['v23.0'].released).toEqualTypeOf<string>();
  // @ts-expect-error no entry for that version
  graphVersions['v1.0'];
  // @ts-expect-error readonly
  graphVersions['v23.0'] = { released: '', availableUntil: null };
  // @ts-expect-error readonly
  qrCodes.raw = undefined;
}

export function generatedTypesAreExported() {
  expectTypeOf<keyof operations>().toEqualTypeOf<
    'listQrCodes' | 'createOrUpdateQrCode' | 'getQrCode' | 'deleteQrCode'
  >();
  expectTypeOf<keyof paths>().toEqualTypeOf<
    '/{Version}/{Phone-Number-ID}/message_qrdls' | '/{Version}/{Phone-Number-ID}/message_qrdls/{QR-Code-ID}'
  >();
}
