import type { Client } from 'openapi-fetch';
import type { QrCodeCall } from './call.ts';
import type { AlwaysRequested, QrImageField } from './fields.ts';
import type { CallOptions } from './options.ts';
import type { QrCodeListCall } from './pages.ts';

// The types of all versions, which each generated entry fills in.

export type { AlwaysRequested, QrCodeCall, QrCodeListCall };

/**
 * Query parameters or properties of a body that a caller may pass. None is required: the compiler stops at a version that
 * requires one.
 */
export type Optional<T, K extends keyof T> = { readonly [P in K]?: T[P] | undefined };

/** Properties that a request causes the response to have. */
export type WithRequired<T, K extends keyof T> = { [P in K]-?: T[P] };

/** Options of a read: those of every call, and `fields`. Query parameters of the version are added. */
export interface ReadOptions<F> extends CallOptions {
  /**
   * What to request beside `code`, `prefilled_message` and `deep_link_url`, which are always requested: names of
   * properties, and `qrImage(format)` for the image, in one format at a time.
   */
  readonly fields?: F | undefined;
}

/** The types of a version by name: editors show the names, and a program resolves none of them more than once. */
export interface VersionTypes {
  QrCode: object;
  QrCodeWithImage: object;
  QrCodeWithCreationTime: object;
  QrCodeWithImageAndCreationTime: object;
  QrCodeDetails: object;
  NewQrCode: object;
  /** The image formats. */
  Format: string;
  QrCodeUpdate: object;
  SavedQrCode: object;
  SavedQrCodeWithImage: object;
  SavedQrCodeDetails: object;
  paths: object;
}

/** The result type for a list of fields: the fields requested, and the properties that every read requests. */
export type CodeWith<F extends readonly string[], V extends VersionTypes> = F[number] extends AlwaysRequested
  ? V['QrCode']
  : F[number] extends AlwaysRequested | 'creation_time'
    ? V['QrCodeWithCreationTime']
    : F[number] extends keyof V['QrCodeDetails']
      ? V['QrCode'] & Pick<V['QrCodeDetails'], F[number]>
      : true extends { [K in keyof F]: F[K] extends QrImageField<string> ? true : never }[number]
        ? number extends F['length']
          ? V['QrCodeDetails']
          : F[number] extends AlwaysRequested | QrImageField<string>
            ? V['QrCodeWithImage']
            : F[number] extends AlwaysRequested | 'creation_time' | QrImageField<string>
              ? V['QrCodeWithImageAndCreationTime']
              : V['QrCodeWithImage'] & Pick<V['QrCodeDetails'], Extract<F[number], keyof V['QrCodeDetails']>>
        : V['QrCodeDetails'];

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
  /**
   * Creates a code. It is retried only if the response proves that nothing was created: after a `NetworkError` or
   * `TimeoutError` look for it with `list` before creating it again.
   */
  create(
    message: V['NewQrCode'] & { readonly generate_qr_image: V['Format'] },
    options?: CallOptions,
  ): QrCodeCall<V['SavedQrCodeWithImage']>;
  create(
    message: V['NewQrCode'] & { readonly generate_qr_image?: undefined },
    options?: CallOptions,
  ): QrCodeCall<V['SavedQrCode']>;
  create(message: V['NewQrCode'], options?: CallOptions): QrCodeCall<V['SavedQrCodeDetails']>;
  /** Replaces the message of a code. */
  update(code: string, message: V['QrCodeUpdate'], options?: CallOptions): QrCodeCall<V['SavedQrCode']>;
  /** Deletes a code for good: its link and its printed images stop working. */
  delete(code: string, options?: CallOptions): QrCodeCall<DeletedQrCode>;
  /**
   * A plain openapi-fetch client with the same base address and token: no retry, none of these errors, no version check.
   */
  readonly raw: Client<V['paths']>;
}
