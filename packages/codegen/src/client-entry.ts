import { type ClientFacts, type Facts, imageFormatsOf } from './client-facts.ts';
import type { SpecVersion } from './spec.ts';
import { header, stringLiteral } from './typescript-text.ts';

/**
 * `@whatsapp-qr/client/v23.0`: the types of the version by name. Properties are listed, so that no program of a user has to
 * derive them; what is the same for all versions is defined in the client.
 */
export function entrySource({ version, document }: SpecVersion, facts: ClientFacts): string {
  const union = (names: readonly string[]) => names.map(stringLiteral).join(' | ') || 'never';
  const names = (properties: object = {}, ...without: string[]) =>
    union(Object.keys(properties).filter((name) => !without.includes(name)));
  const messageProperties = ({ properties }: Facts) => names(properties, 'prefilled_message', 'code');
  const codeProperties = names(facts.qrCode.properties?.data?.items?.properties, 'qr_image_url');
  const formats = imageFormatsOf(facts);
  const imageFields = union(formats.map((format) => `qr_image_url.format(${format})`));
  return `${header(document.file)}import { createClient } from '../../client.ts';
import type { QrCodeClientOptions } from '../../options.ts';
import type * as shared from '../../version-types.ts';
import { facts } from './facts.ts';
import type { components, operations, paths } from './schema.ts';

export * from '../../index.ts';
export type { components, operations, paths };

type Code = components['schemas']['QrCodeDetails']; type Saved = components['schemas']['SavedQrCode'];
type Create = components['schemas']['CreateQrCodeRequest']; type Update = components['schemas']['UpdateQrCodeRequest'];
/** A QR code as every read returns it. */ export interface QrCode extends Pick<Code, shared.AlwaysRequested> {}
/** A QR code read with {@link qrImage}. */ export interface QrCodeWithImage extends QrCode, shared.WithRequired<Code, 'qr_image_url'> {}
/** A QR code read with \`creation_time\`. */ export interface QrCodeWithCreationTime extends QrCode, Pick<Code, 'creation_time'> {}
/** A QR code read with \`creation_time\` and {@link qrImage}. */ export interface QrCodeWithImageAndCreationTime extends QrCodeWithImage, QrCodeWithCreationTime {}
/** A QR code read with fields that only run time knows: what was not requested is absent. */ export interface QrCodeDetails extends Code {}
/** A QR code as it was created or updated. */ export interface SavedQrCode extends Pick<Saved, shared.AlwaysRequested> {}
/** A QR code created with \`generate_qr_image\`. */ export interface SavedQrCodeWithImage extends SavedQrCode, shared.WithRequired<Saved, 'qr_image_url'> {}
/** A QR code created with a \`generate_qr_image\` that only run time knows. */ export interface SavedQrCodeDetails extends Saved {}
/** A page of QR codes. */ export interface QrCodePage<T> extends Omit<components['schemas']['QrCodeList'], 'data'> { data: T[] }
/** A name in \`fields\`: a property of a code, or its image in one format. */ export type QrCodeField = ${codeProperties} | ${imageFields};
/** The result type for a list of fields. */ export type QrCodeWith<F extends readonly QrCodeField[]> = shared.CodeWith<F, Types>;
export type GetOptions<F extends readonly QrCodeField[]> = shared.ReadOptions<F> & shared.Optional<NonNullable<operations['getQrCode']['parameters']['query']>, ${names(facts.get, 'fields')}>;
export type ListOptions<F extends readonly QrCodeField[]> = shared.ReadOptions<F> & shared.Optional<NonNullable<operations['listQrCodes']['parameters']['query']>, ${names(facts.list, 'fields')}>;
/** The message of a code to create. */ export type NewQrCode = Pick<Create, 'prefilled_message'> & shared.Optional<Create, ${messageProperties(facts.create)}>;
/** The new message of a code. */ export type QrCodeUpdate = Pick<Update, 'prefilled_message'> & shared.Optional<Update, ${messageProperties(facts.update)}>;
interface Types { QrCode: QrCode; QrCodeWithImage: QrCodeWithImage; QrCodeWithCreationTime: QrCodeWithCreationTime; QrCodeWithImageAndCreationTime: QrCodeWithImageAndCreationTime; QrCodeDetails: QrCodeDetails;
  NewQrCode: NewQrCode; Format: ${union(formats)}; QrCodeUpdate: QrCodeUpdate; SavedQrCode: SavedQrCode; SavedQrCodeWithImage: SavedQrCodeWithImage; SavedQrCodeDetails: SavedQrCodeDetails; paths: paths }
/** The QR codes of one phone number, Graph API ${version}. */ export interface QrCodeClient extends shared.QrCodeClient<Types> {
  /** Reads one code. A code that does not exist is a \`GraphApiError\` for which \`isNotFound(error)\` holds. */
  get<const F extends readonly QrCodeField[] = readonly []>(code: string, options?: GetOptions<F>): shared.QrCodeCall<shared.CodeWith<F, Types>>;
  /** Reads a page of codes, newest first; iterated, every code of this page and of those that follow. */
  list<const F extends readonly QrCodeField[] = readonly []>(options?: ListOptions<F>): shared.QrCodeListCall<shared.CodeWith<F, Types>, QrCodePage<shared.CodeWith<F, Types>>>;
}
/** Creates a client for Graph API ${version}. Throws \`InvalidArgumentError\` if an option is missing, unknown or malformed. Sends nothing. */
export function createQrCodeClient(options: QrCodeClientOptions): QrCodeClient { return createClient<QrCodeClient>(options, facts); }
`;
}
