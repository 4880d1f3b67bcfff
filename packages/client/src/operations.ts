import { isNotFound, type OperationName } from './errors.ts';
import type { JsonObject } from './json.ts';
import { deletion, type Page, page, type Reader, savedCode, singleCode } from './shape.ts';

/** What is the same for every call of an operation. */
export interface Operation<T> {
  readonly name: OperationName;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly read: Reader<T>;
  /** Sent again after an attempt that may have been carried out, it would do its work twice. */
  readonly isOnce?: boolean;
  /** The result if, after an attempt whose answer got lost, this error shows that the attempt did its work. */
  readonly doneIf?: (error: unknown) => T | undefined;
}

export const getQrCode: Operation<JsonObject> = { name: 'getQrCode', method: 'GET', read: singleCode };

export const listQrCodes: Operation<Page> = { name: 'listQrCodes', method: 'GET', read: page };

export const createQrCode: Operation<JsonObject> = {
  name: 'createQrCode',
  method: 'POST',
  read: savedCode,
  isOnce: true,
};

export const updateQrCode: Operation<JsonObject> = { name: 'updateQrCode', method: 'POST', read: savedCode };

export const deleteQrCode: Operation<JsonObject> = {
  name: 'deleteQrCode',
  method: 'DELETE',
  read: deletion,
  // It finds nothing any more. Code 100 may mean a missing permission; other codes mean what they say, though with status 404.
  doneIf: (error) =>
    isNotFound(error) && (error.code === 803 || (error.status === 404 && error.code !== 100))
      ? { success: true }
      : undefined,
};
