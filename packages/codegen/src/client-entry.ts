import type { SpecVersion } from './spec.ts';
import { header } from './typescript-text.ts';

/** `@whatsapp-qr/client/v23.0`: names for the version's types, which the client defines once for all versions. */
export function entrySource({ version, document }: SpecVersion): string {
  return `${header(document.file)}import { createClient } from '../../client.ts';
import type { QrCodeClientOptions } from '../../options.ts';
import type { QrCodeListCall } from '../../pages.ts';
import type * as shared from '../../version-types.ts';
import { facts } from './facts.ts';
import type { components, operations, paths } from './schema.ts';

export * from '../../index.ts';
export type { components, operations, paths };

type Schemas = components['schemas'];
/** A QR code as every read returns it. */ export interface QrCode extends shared.QrCode<Schemas> {}
/** A QR code read with {@link qrImage}. */ export interface QrCodeWithImage extends shared.QrCodeWithImage<Schemas> {}
/** A QR code read with \`creation_time\`. */ export interface QrCodeWithCreationTime extends shared.QrCodeWithCreationTime<Schemas> {}
/** A QR code read with \`creation_time\` and {@link qrImage}. */ export interface QrCodeWithImageAndCreationTime extends QrCodeWithImage, QrCodeWithCreationTime {}
/** A QR code read with fields that only run time knows: what was not requested is absent. */ export interface QrCodeDetails extends shared.QrCodeDetails<Schemas> {}
/** A QR code as it was created or updated. */ export interface SavedQrCode extends shared.SavedQrCode<Schemas> {}
/** A QR code created with \`generate_qr_image\`. */ export interface SavedQrCodeWithImage extends shared.SavedQrCodeWithImage<Schemas> {}
/** A QR code created with a \`generate_qr_image\` that only run time knows. */ export interface SavedQrCodeDetails extends shared.SavedQrCodeDetails<Schemas> {}
/** A page of QR codes. */ export interface QrCodePage<T> extends shared.QrCodePage<Schemas, T> {}
interface Types { schemas: Schemas; operations: operations; paths: paths;
  QrCode: QrCode; QrCodeWithImage: QrCodeWithImage; QrCodeWithCreationTime: QrCodeWithCreationTime; QrCodeWithImageAndCreationTime: QrCodeWithImageAndCreationTime;
  QrCodeDetails: QrCodeDetails; SavedQrCode: SavedQrCode; SavedQrCodeWithImage: SavedQrCodeWithImage; SavedQrCodeDetails: SavedQrCodeDetails }
/** A name in \`fields\`. */ export type QrCodeField = shared.QrCodeField<Types>;
/** The result type for a list of fields. */ export type QrCodeWith<F extends readonly QrCodeField[]> = shared.QrCodeWith<Types, F>;
export type GetOptions<F extends readonly QrCodeField[]> = shared.GetOptions<Types, F>;
export type ListOptions<F extends readonly QrCodeField[]> = shared.ListOptions<Types, F>;
export type NewQrCode = shared.NewQrCode<Types>;
export type QrCodeUpdate = shared.QrCodeUpdate<Types>;
/** The QR codes of one phone number, Graph API ${version}. */ export interface QrCodeClient extends shared.QrCodeClient<Types> {
  /** Reads a page of codes, newest first; iterated, every code of this page and of those that follow. */
  list<const F extends readonly QrCodeField[] = readonly []>(options?: ListOptions<F>): QrCodeListCall<QrCodeWith<F>, QrCodePage<QrCodeWith<F>>>;
}
/** Creates a client for Graph API ${version}. Throws \`InvalidArgumentError\` if an option is missing, unknown or malformed. Sends nothing. */
export function createQrCodeClient(options: QrCodeClientOptions): QrCodeClient { return createClient<QrCodeClient>(options, facts); }
`;
}
