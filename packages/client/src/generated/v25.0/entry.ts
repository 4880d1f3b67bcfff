// Generated from spec/v25.0/openapi.yaml and spec/versions.yaml; do not edit. Change those and run `pnpm generate`.

import type { Client } from 'openapi-fetch';
import { createClient } from '../../client.ts';
import type { QrImageField } from '../../fields.ts';
import type { CallOptions, QrCodeClientOptions } from '../../options.ts';
import type { QrCodeListCall } from '../../pages.ts';
import type { QrCodeCall } from '../../qr-code-call.ts';
import type { components, operations, paths } from './schema.ts';

export * from '../../index.ts';
export type { components, operations, paths };

type Details = components['schemas']['QrCodeDetails'];
type Saved = components['schemas']['SavedQrCode'];

type AlwaysAsked = 'code' | 'prefilled_message' | 'deep_link_url';

/** A QR code as every read gives it. */
export interface QrCode extends Pick<Details, AlwaysAsked> {}

/** A QR code read with {@link qrImage}. */
export interface QrCodeWithImage extends QrCode, Required<Pick<Details, 'qr_image_url'>> {}

/** A QR code read with `creation_time`, which Meta gives to its own apps alone. */
export interface QrCodeWithCreationTime extends QrCode, Pick<Details, 'creation_time'> {}

/** A QR code read with `creation_time` and {@link qrImage}. */
export interface QrCodeWithImageAndCreationTime extends QrCodeWithImage, Pick<Details, 'creation_time'> {}

/** A QR code read with fields that are known at run time only: what was not asked for is not there. */
export interface QrCodeDetails extends Details {}

/** A QR code as it was created or updated. */
export interface SavedQrCode extends Pick<Saved, AlwaysAsked> {}

/** A QR code created with `generate_qr_image`. */
export interface SavedQrCodeWithImage extends SavedQrCode, Required<Pick<Saved, 'qr_image_url'>> {}

/** A QR code created with a `generate_qr_image` that is known at run time only. */
export interface SavedQrCodeDetails extends Saved {}

/** What a deletion gives: it succeeded, everything else is an error. */
export interface DeletedQrCode {
  success: true;
}

/** A page of QR codes. */
export interface QrCodePage<T> extends Pick<components['schemas']['QrCodeList'], 'paging'> {
  data: T[];
}

/** What can be asked for in `fields`. */
export type QrCodeField = Exclude<keyof Details, 'qr_image_url'> | QrImageField;

/** The result type for a list of fields: has what was asked for, and the three properties that every code has. */
export type QrCodeWith<F extends readonly QrCodeField[]> = F extends readonly AlwaysAsked[]
  ? QrCode
  : F extends readonly (AlwaysAsked | 'creation_time')[]
    ? QrCodeWithCreationTime
    : true extends { [K in keyof F]: F[K] extends QrImageField ? true : never }[number]
      ? number extends F['length']
        ? QrCodeDetails
        : F extends readonly (AlwaysAsked | QrImageField)[]
          ? QrCodeWithImage
          : QrCodeWithImageAndCreationTime
      : QrCodeDetails;

/** Options of reading one code. */
export interface GetOptions<F extends readonly QrCodeField[]> extends CallOptions {
  /**
   * What to ask for beside `code`, `prefilled_message` and `deep_link_url`, which are always asked for: `creation_time`,
   * {@link qrImage}`('SVG')` or {@link qrImage}`('PNG')`, not both formats at once.
   */
  readonly fields?: F | undefined;
}

/** Options of reading a page of codes. */
export interface ListOptions<F extends readonly QrCodeField[]> extends GetOptions<F> {
  /** Only this code. */
  readonly code?: string | undefined;
  /** The most codes of a page. Meta's default is 25, which is also the most it gives. */
  readonly limit?: number | undefined;
  /** The page after this cursor. */
  readonly after?: string | undefined;
  /** The page before this cursor. */
  readonly before?: string | undefined;
}

/** What a new code is made of. */
export type NewQrCode = components['schemas']['CreateQrCodeRequest'];

/** What an update changes. */
export type QrCodeUpdate = Pick<components['schemas']['UpdateQrCodeRequest'], 'prefilled_message'>;

/**
 * The QR codes of one phone number, Graph API v25.0.
 *
 * Every call rejects with `InvalidArgumentError` before anything is sent, `GraphApiError` if the API answers with an
 * error, `UnexpectedResponseError`, `NetworkError`, `TimeoutError` or `AccessTokenError`, and with the reason of the
 * caller's `signal`.
 */
export interface QrCodeClient {
  /** Reads one code. A code that does not exist is a `GraphApiError` for which `isNotFound(error)` holds. */
  get<const F extends readonly QrCodeField[] = readonly []>(
    code: string,
    options?: GetOptions<F>,
  ): QrCodeCall<QrCodeWith<F>>;
  /** Reads a page of codes, newest first; iterated, every code of this page and those after it. */
  list<const F extends readonly QrCodeField[] = readonly []>(
    options?: ListOptions<F>,
  ): QrCodeListCall<QrCodeWith<F>, QrCodePage<QrCodeWith<F>>>;
  /**
   * Makes a code. It is sent again only when the answer proves that nothing was made: after a `NetworkError` or
   * `TimeoutError` look for it with `list` before trying again.
   */
  create(message: NewQrCode & { generate_qr_image: 'SVG' | 'PNG' }, options?: CallOptions): QrCodeCall<SavedQrCodeWithImage>;
  create(message: NewQrCode & { generate_qr_image?: never }, options?: CallOptions): QrCodeCall<SavedQrCode>;
  create(message: NewQrCode, options?: CallOptions): QrCodeCall<SavedQrCodeDetails>;
  /** Changes the message of a code. */
  update(code: string, message: QrCodeUpdate, options?: CallOptions): QrCodeCall<SavedQrCode>;
  /** Deletes a code, for good: its link and its printed images stop working. */
  delete(code: string, options?: CallOptions): QrCodeCall<DeletedQrCode>;
  /**
   * A plain openapi-fetch client with the same base address and token: no retry, none of these errors, no version
   * check. openapi-fetch is loaded by the first call.
   */
  readonly raw: Client<paths>;
}

/**
 * Makes a client for Graph API v25.0. Nothing is sent or loaded before the first call.
 *
 * @throws InvalidArgumentError if an option is missing, unknown or malformed.
 */
export function createQrCodeClient(options: QrCodeClientOptions): QrCodeClient {
  return createClient<QrCodeClient>(options, {
    name: 'v25.0',
    availableUntil: '2028-07-29',
    optionalFields: { creation_time: 'string' },
  });
}
