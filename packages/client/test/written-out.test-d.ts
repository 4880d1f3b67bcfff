// The generated types, written out by hand from Meta's reference: a mistake in the spec does not compile here.
import { expectTypeOf } from 'vitest';
import type {
  components,
  operations,
  paths,
  QrCode,
  QrCodeDetails,
  QrCodePage,
  SavedQrCode,
  SavedQrCodeDetails,
} from '../src/generated/v23.0/entry.ts';

interface Code {
  code: string;
  prefilled_message: string;
  deep_link_url: string;
}

interface Paging {
  cursors?: { before?: string; after?: string };
  previous?: string;
  next?: string;
}

interface Failure {
  error: {
    message: string;
    type: string;
    code: number;
    error_subcode?: number;
    fbtrace_id?: string;
    is_transient?: boolean;
    error_user_title?: string;
    error_user_msg?: string;
  };
}

interface SavedCode extends Code {
  qr_image_url?: string;
}

interface ReadCode extends SavedCode {
  creation_time?: number;
}

interface NewCode {
  prefilled_message: string;
  generate_qr_image?: 'PNG' | 'SVG';
  code?: never;
}

interface ChangedCode {
  code: string;
  prefilled_message: string;
}

export function schemasMatchTheReference() {
  type Schemas = components['schemas'];
  expectTypeOf<Schemas['QrCodeId']>().toEqualTypeOf<string>();
  expectTypeOf<Schemas['PrefilledMessage']>().toEqualTypeOf<string>();
  expectTypeOf<Schemas['QrCodeDetails']>().toEqualTypeOf<ReadCode>();
  expectTypeOf<Schemas['SavedQrCode']>().toEqualTypeOf<SavedCode>();
  expectTypeOf<Schemas['QrCodeResponse']>().toEqualTypeOf<{ data: ReadCode[] }>();
  expectTypeOf<Schemas['QrCodeList']>().toEqualTypeOf<{ data: ReadCode[]; paging?: Paging }>();
  expectTypeOf<Schemas['CreateQrCodeRequest']>().toEqualTypeOf<NewCode>();
  expectTypeOf<Schemas['UpdateQrCodeRequest']>().toEqualTypeOf<ChangedCode>();
  expectTypeOf<Schemas['DeleteQrCodeResponse']>().toEqualTypeOf<{ success: boolean }>();
  expectTypeOf<Schemas['GraphAPIError']>().toEqualTypeOf<Failure>();
}

export function namedTypesMatchTheSchemas() {
  expectTypeOf<QrCode>().toEqualTypeOf<Code>();
  expectTypeOf<QrCodeDetails>().toEqualTypeOf<ReadCode>();
  expectTypeOf<SavedQrCode>().toEqualTypeOf<Code>();
  expectTypeOf<SavedQrCodeDetails>().toEqualTypeOf<SavedCode>();
  expectTypeOf<QrCodePage<QrCode>>().toEqualTypeOf<{ data: Code[]; paging?: Paging }>();
}

export function operationsHaveDocumentedParameters() {
  type Parameters<Name extends keyof operations> = operations[Name]['parameters'];
  type PhoneNumber = { Version: 'v23.0'; 'Phone-Number-ID': string };
  type OneCode = { Version: 'v23.0'; 'Phone-Number-ID': string; 'QR-Code-ID': string };
  type Header = { 'User-Agent'?: string } | undefined;
  type ListQuery = { fields?: string; code?: string; limit?: number; after?: string; before?: string } | undefined;

  expectTypeOf<Parameters<'listQrCodes'>['path']>().toEqualTypeOf<PhoneNumber>();
  expectTypeOf<Parameters<'createOrUpdateQrCode'>['path']>().toEqualTypeOf<PhoneNumber>();
  expectTypeOf<Parameters<'getQrCode'>['path']>().toEqualTypeOf<OneCode>();
  expectTypeOf<Parameters<'deleteQrCode'>['path']>().toEqualTypeOf<OneCode>();

  expectTypeOf<Parameters<'listQrCodes'>['query']>().toEqualTypeOf<ListQuery>();
  expectTypeOf<Parameters<'createOrUpdateQrCode'>['query']>().toEqualTypeOf<undefined>();
  expectTypeOf<Parameters<'getQrCode'>['query']>().toEqualTypeOf<{ fields?: string } | undefined>();
  expectTypeOf<Parameters<'deleteQrCode'>['query']>().toEqualTypeOf<undefined>();

  expectTypeOf<Parameters<keyof operations>['header']>().toEqualTypeOf<Header>();
  expectTypeOf<Parameters<'listQrCodes'>['header']>().toEqualTypeOf<Header>();
  expectTypeOf<Parameters<'createOrUpdateQrCode'>['header']>().toEqualTypeOf<Header>();
  expectTypeOf<Parameters<'getQrCode'>['header']>().toEqualTypeOf<Header>();
  expectTypeOf<Parameters<'deleteQrCode'>['header']>().toEqualTypeOf<Header>();
  expectTypeOf<Parameters<keyof operations>['cookie']>().toEqualTypeOf<undefined>();

  expectTypeOf<operations['createOrUpdateQrCode']['requestBody']>().toEqualTypeOf<{
    content: { 'application/json': NewCode | ChangedCode };
  }>();
}

export function operationsHaveDocumentedResponses() {
  type Statuses = 200 | 400 | 401 | 403 | 404 | 429 | 500;
  type Responses<Name extends keyof operations> = operations[Name]['responses'];
  type Json<Documented extends { content: object }> = Documented['content'];

  expectTypeOf<keyof Responses<'listQrCodes'>>().toEqualTypeOf<Statuses>();
  expectTypeOf<keyof Responses<'createOrUpdateQrCode'>>().toEqualTypeOf<Statuses>();
  expectTypeOf<keyof Responses<'getQrCode'>>().toEqualTypeOf<Statuses>();
  expectTypeOf<keyof Responses<'deleteQrCode'>>().toEqualTypeOf<Statuses>();

  type Success<Name extends keyof operations> = Json<Responses<Name>[200]>;
  expectTypeOf<Success<'listQrCodes'>>().toEqualTypeOf<{
    'application/json': { data: ReadCode[]; paging?: Paging };
  }>();
  expectTypeOf<Success<'createOrUpdateQrCode'>>().toEqualTypeOf<{ 'application/json': SavedCode }>();
  expectTypeOf<Success<'getQrCode'>>().toEqualTypeOf<{ 'application/json': { data: ReadCode[] } }>();
  expectTypeOf<Success<'deleteQrCode'>>().toEqualTypeOf<{ 'application/json': { success: boolean } }>();

  type Errors<Name extends keyof operations> = {
    [Status in Exclude<Statuses, 200>]: Json<Responses<Name>[Status]>;
  };
  type EveryError = { [Status in Exclude<Statuses, 200>]: { 'application/json': Failure } };
  expectTypeOf<Errors<'listQrCodes'>>().toEqualTypeOf<EveryError>();
  expectTypeOf<Errors<'createOrUpdateQrCode'>>().toEqualTypeOf<EveryError>();
  expectTypeOf<Errors<'getQrCode'>>().toEqualTypeOf<EveryError>();
  expectTypeOf<Errors<'deleteQrCode'>>().toEqualTypeOf<EveryError>();
}

export function pathsHaveDocumentedMethods() {
  type Methods<Path extends keyof paths> = {
    [Method in keyof paths[Path]]-?: paths[Path][Method] extends operations[keyof operations] ? Method : never;
  }[keyof paths[Path]];
  expectTypeOf<Methods<'/{Version}/{Phone-Number-ID}/message_qrdls'>>().toEqualTypeOf<'get' | 'post'>();
  expectTypeOf<Methods<'/{Version}/{Phone-Number-ID}/message_qrdls/{QR-Code-ID}'>>().toEqualTypeOf<'get' | 'delete'>();
}
