// The entries of later versions: the types of v23.0, which reference them in full, with the documented differences.
import { expectTypeOf } from 'vitest';
import type * as v23 from '../src/generated/v23.0/entry.ts';
import * as v24 from '../src/generated/v24.0/entry.ts';
import * as v25 from '../src/generated/v25.0/entry.ts';

/** A type of v23.0 as of v24.0: `creation_time` is a string, and no operation documents 429. */
type Later<T, Version extends string> = T extends 'v23.0'
  ? Version
  : T extends readonly (infer Item)[]
    ? Later<Item, Version>[]
    : T extends object
      ? {
          [Key in keyof T as Key extends 429 ? never : Key]: Key extends 'creation_time'
            ? string | Extract<T[Key], undefined>
            : Later<T[Key], Version>;
        }
      : T;

type Statuses = 200 | 400 | 401 | 403 | 404 | 500;
type StatusesOf<Operations> = {
  [Name in keyof Operations]: keyof Operations[Name]['responses' & keyof Operations[Name]];
};
type EveryStatus = Record<'listQrCodes' | 'createOrUpdateQrCode' | 'getQrCode' | 'deleteQrCode', Statuses>;

export function pathsAreThoseOfTheOldestVersionWithTheDifferences() {
  expectTypeOf<v24.paths>().toEqualTypeOf<Later<v23.paths, 'v24.0'>>();
  expectTypeOf<v25.paths>().toEqualTypeOf<Later<v23.paths, 'v25.0'>>();
  // The differences apply: without them the types are not equal.
  expectTypeOf<v24.paths>().not.toEqualTypeOf<v23.paths>();
}

export function operationsDocumentNo429() {
  expectTypeOf<StatusesOf<v24.operations>>().toEqualTypeOf<EveryStatus>();
  expectTypeOf<StatusesOf<v25.operations>>().toEqualTypeOf<EveryStatus>();
}

const options = { phoneNumberId: '1', accessToken: 'EAA' };

export async function creationTimeIsAString() {
  const fields = ['creation_time'] as const;
  const code24 = await v24.createQrCodeClient(options).get('ANED2T5QRU7HG1', { fields });
  expectTypeOf(code24.creation_time).toEqualTypeOf<string | undefined>();
  expectTypeOf(v24.creationDate(code24)).toEqualTypeOf<Date | undefined>();

  const code25 = await v25.createQrCodeClient(options).get('ANED2T5QRU7HG1', { fields });
  expectTypeOf(code25.creation_time).toEqualTypeOf<string | undefined>();
  expectTypeOf(v25.creationDate(code25)).toEqualTypeOf<Date | undefined>();
}

export async function rawHasThePathsOfItsVersion() {
  const path = { Version: 'v25.0', 'Phone-Number-ID': '1' } as const;
  const { data } = await v25.createQrCodeClient(options).raw.GET('/{Version}/{Phone-Number-ID}/message_qrdls', {
    params: { path },
  });
  expectTypeOf(data?.data[0]?.creation_time).toEqualTypeOf<string | undefined>();

  // @ts-expect-error the path of another version
  v24.createQrCodeClient(options).raw.GET('/{Version}/{Phone-Number-ID}/message_qrdls', { params: { path } });
}
