// Named in the declarations of programs that export results of `raw`.
export type { Client as RawClient, FetchResponse as RawResponse } from 'openapi-fetch';
export type { AccessToken } from './authorization.ts';
export type { QrCodeCall, WithResponse } from './call.ts';
export { creationDate } from './creation-date.ts';
export * from './errors.ts';
export { type QrImageField, qrImage } from './fields.ts';
export * from './generated/graph-versions.ts';
export type { GraphErrorCategory } from './graph-errors.ts';
export type * from './options.ts';
export type { QrCodeListCall } from './pages.ts';
export { fetchQrImage, type QrImage, type QrImageOptions } from './qr-image.ts';
export { resolved } from './resolved.ts';
export type { ResponseInfo, ServedFacts } from './response.ts';
export type { Fetch, FetchInit, FetchResponse } from './transport.ts';
export type { BusinessUsageFigures, Usage, UsageFigures } from './usage.ts';
export type { OnVersionMismatch, VersionReport } from './version.ts';
export type { DeletedQrCode } from './version-types.ts';
