import type { Client } from 'openapi-fetch';
import type { QrCodeCall } from './call.ts';
import type { AlwaysRequested, CodeTypes, CodeWith, QrImageField } from './fields.ts';
import type { CallOptions } from './options.ts';

// The types of all versions, of which each generated entry fills in its own document.

/** The schemas of a document that the types of a client are made of. */
interface Schemas {
  QrCodeDetails: { [K in AlwaysRequested]?: unknown } & { qr_image_url?: unknown; creation_time?: unknown };
  SavedQrCode: { [K in AlwaysRequested]?: unknown } & { qr_image_url?: unknown };
  QrCodeList: { paging?: unknown };
  CreateQrCodeRequest: { prefilled_message: unknown; generate_qr_image?: string };
  UpdateQrCodeRequest: { prefilled_message: unknown };
}

export type QrCode<S extends Schemas> = Pick<S['QrCodeDetails'], AlwaysRequested>;
export type QrCodeWithImage<S extends Schemas> = QrCode<S> & Required<Pick<S['QrCodeDetails'], 'qr_image_url'>>;
export type QrCodeWithCreationTime<S extends Schemas> = QrCode<S> & Pick<S['QrCodeDetails'], 'creation_time'>;
export type QrCodeDetails<S extends Schemas> = S['QrCodeDetails'];
export type SavedQrCode<S extends Schemas> = Pick<S['SavedQrCode'], AlwaysRequested>;
export type SavedQrCodeWithImage<S extends Schemas> = SavedQrCode<S> & Required<Pick<S['SavedQrCode'], 'qr_image_url'>>;
export type SavedQrCodeDetails<S extends Schemas> = S['SavedQrCode'];
export type QrCodePage<S extends Schemas, T> = Omit<S['QrCodeList'], 'data'> & { data: T[] };

/** What an entry names and fills in. */
export interface VersionTypes extends CodeTypes {
  schemas: Schemas;
  operations: Record<'getQrCode' | 'listQrCodes', { parameters: { query?: object } }>;
  paths: object;
  SavedQrCode: object;
  SavedQrCodeWithImage: object;
  SavedQrCodeDetails: object;
}

/** Query parameters that a caller passes. None is required: the compiler stops at a version that requires one. */
type Parameters<Query> = { readonly [K in Exclude<keyof Query, 'fields'>]?: Query[K] | undefined };

/** A body that a caller passes. No other property is required: the compiler stops at a version that requires one. */
type Message<Body extends { prefilled_message: unknown }> = Pick<Body, 'prefilled_message'> & {
  readonly [K in Exclude<keyof Body, 'prefilled_message' | 'code'>]?: Body[K] | undefined;
};

type Format<V extends VersionTypes> = NonNullable<V['schemas']['CreateQrCodeRequest']['generate_qr_image']>;

type Query<V extends VersionTypes, O extends keyof VersionTypes['operations']> = NonNullable<
  V['operations'][O]['parameters']['query']
>;

/** A name in `fields`: a property of a code, or its image in one format. */
export type QrCodeField<V extends VersionTypes> =
  | Exclude<keyof V['schemas']['QrCodeDetails'] & string, 'qr_image_url'>
  | QrImageField<Format<V>>;

export type QrCodeWith<V extends VersionTypes, F extends readonly string[]> = CodeWith<F, V>;

/** Options of a read: those of every call, `fields`, and the query parameters of the version. */
interface FieldsOption<F> extends CallOptions {
  /**
   * What to request beside `code`, `prefilled_message` and `deep_link_url`, which are always requested: names of
   * properties, and `qrImage(format)` for the image, in one format at a time.
   */
  readonly fields?: F | undefined;
}
export type GetOptions<V extends VersionTypes, F> = FieldsOption<F> & Parameters<Query<V, 'getQrCode'>>;
export type ListOptions<V extends VersionTypes, F> = FieldsOption<F> & Parameters<Query<V, 'listQrCodes'>>;

export type NewQrCode<V extends VersionTypes> = Message<V['schemas']['CreateQrCodeRequest']>;
export type QrCodeUpdate<V extends VersionTypes> = Message<V['schemas']['UpdateQrCodeRequest']>;

/** A deletion that succeeded; any other outcome is an error. */
export interface DeletedQrCode {
  success: true;
}

/**
 * The QR codes of one phone number.
 *
 * Every call rejects with `InvalidArgumentError` before anything is sent, with `GraphApiError` if the API responds with an
 * error, with `UnexpectedResponseError`, `NetworkError`, `TimeoutError` or `AccessTokenError`, and with the reason of the
 * caller's `signal`.
 */
export interface QrCodeClient<V extends VersionTypes> {
  /** Reads one code. A code that does not exist is a `GraphApiError` for which `isNotFound(error)` holds. */
  get<const F extends readonly QrCodeField<V>[] = readonly []>(
    code: string,
    options?: GetOptions<V, F>,
  ): QrCodeCall<CodeWith<F, V>>;
  /**
   * Creates a code. It is retried only if the response proves that nothing was created: after a `NetworkError` or
   * `TimeoutError` look for it with `list` before creating it again.
   */
  create(
    message: NewQrCode<V> & { readonly generate_qr_image: Format<V> },
    options?: CallOptions,
  ): QrCodeCall<V['SavedQrCodeWithImage']>;
  create(
    message: NewQrCode<V> & { readonly generate_qr_image?: undefined },
    options?: CallOptions,
  ): QrCodeCall<V['SavedQrCode']>;
  create(message: NewQrCode<V>, options?: CallOptions): QrCodeCall<V['SavedQrCodeDetails']>;
  /** Replaces the message of a code. */
  update(code: string, message: QrCodeUpdate<V>, options?: CallOptions): QrCodeCall<V['SavedQrCode']>;
  /** Deletes a code for good: its link and its printed images stop working. */
  delete(code: string, options?: CallOptions): QrCodeCall<DeletedQrCode>;
  /**
   * A plain openapi-fetch client with the same base address and token: no retry, none of these errors, no version check.
   */
  readonly raw: Client<V['paths']>;
}
