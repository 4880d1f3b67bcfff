// Generated from spec/v24.0/openapi.yaml; do not edit. Change the spec and run `pnpm generate`.

import { createClient } from '../../client.ts';
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
/** A QR code read with `creation_time`. */ export interface QrCodeWithCreationTime extends QrCode, Pick<Code, 'creation_time'> {}
/** A QR code read with `creation_time` and {@link qrImage}. */ export interface QrCodeWithImageAndCreationTime extends QrCodeWithImage, QrCodeWithCreationTime {}
/** A QR code read with fields that only run time knows: what was not requested is absent. */ export interface QrCodeDetails extends Code {}
/** A QR code as it was created or updated. */ export interface SavedQrCode extends Pick<Saved, shared.AlwaysRequested> {}
/** A QR code created with `generate_qr_image`. */ export interface SavedQrCodeWithImage extends SavedQrCode, shared.WithRequired<Saved, 'qr_image_url'> {}
/** A QR code created with a `generate_qr_image` that only run time knows. */ export interface SavedQrCodeDetails extends Saved {}
/** A page of QR codes. */ export interface QrCodePage<T> extends Omit<components['schemas']['QrCodeList'], 'data'> { data: T[] }
/** A name in `fields`: a property of a code, or its image in one format. */ export type QrCodeField = 'code' | 'prefilled_message' | 'deep_link_url' | 'creation_time' | 'qr_image_url.format(PNG)' | 'qr_image_url.format(SVG)';
/** The result type for a list of fields. */ export type QrCodeWith<F extends readonly QrCodeField[]> = shared.CodeWith<F, Types>;
export type GetOptions<F extends readonly QrCodeField[]> = shared.ReadOptions<F> & shared.Optional<NonNullable<operations['getQrCode']['parameters']['query']>, never>;
export type ListOptions<F extends readonly QrCodeField[]> = shared.ReadOptions<F> & shared.Optional<NonNullable<operations['listQrCodes']['parameters']['query']>, 'code' | 'limit' | 'after' | 'before'>;
/** The message of a code to create. */ export type NewQrCode = Pick<Create, 'prefilled_message'> & shared.Optional<Create, 'generate_qr_image'>;
/** The new message of a code. */ export type QrCodeUpdate = Pick<Update, 'prefilled_message'> & shared.Optional<Update, never>;
interface Types { QrCode: QrCode; QrCodeWithImage: QrCodeWithImage; QrCodeWithCreationTime: QrCodeWithCreationTime; QrCodeWithImageAndCreationTime: QrCodeWithImageAndCreationTime; QrCodeDetails: QrCodeDetails;
  NewQrCode: NewQrCode; Format: 'PNG' | 'SVG'; QrCodeUpdate: QrCodeUpdate; SavedQrCode: SavedQrCode; SavedQrCodeWithImage: SavedQrCodeWithImage; SavedQrCodeDetails: SavedQrCodeDetails; paths: paths }
/** The QR codes of one phone number, Graph API v24.0. */ export interface QrCodeClient extends shared.QrCodeClient<Types> {
  /** Reads one code. A code that does not exist is a `GraphApiError` for which `isNotFound(error)` holds. */
  get<const F extends readonly QrCodeField[] = readonly []>(code: string, options?: GetOptions<F>): shared.QrCodeCall<shared.CodeWith<F, Types>>;
  /** Reads a page of codes, newest first; iterated, every code of this page and of those that follow. */
  list<const F extends readonly QrCodeField[] = readonly []>(options?: ListOptions<F>): shared.QrCodeListCall<shared.CodeWith<F, Types>, QrCodePage<shared.CodeWith<F, Types>>>;
}
/** Creates a client for Graph API v24.0. Throws `InvalidArgumentError` if an option is missing, unknown or malformed. Sends nothing. */
export function createQrCodeClient(options: QrCodeClientOptions): QrCodeClient { return createClient<QrCodeClient>(options, facts); }
