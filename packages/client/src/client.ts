import type { Client } from 'openapi-fetch';
import { callRules, check, checkAll, codeRule, createRules, pageRules, type Rules, updateRules } from './arguments.ts';
import { authorizer } from './authorization.ts';
import { Call, type Runtime } from './call.ts';
import { isGraphApiError, type OperationName } from './errors.ts';
import { asksForImage, fieldsRule, joinFields } from './fields.ts';
import { type CallOptions, type QrCodeClientOptions, readOptions } from './options.ts';
import { itemsFrom } from './pages.ts';
import { start } from './qr-code-call.ts';
import { createRawClient } from './raw.ts';
import { deletion, page, savedCode, singleCode } from './shape.ts';
import { createTransport, type Transport } from './transport.ts';
import { type GraphVersionFacts, watchVersion } from './version.ts';

/** Options of the calls that read, before they are checked. */
interface ReadOptions extends CallOptions {
  readonly fields?: readonly string[] | undefined;
}

interface PageOptions extends ReadOptions {
  readonly code?: string | undefined;
  readonly limit?: number | undefined;
  readonly after?: string | undefined;
  readonly before?: string | undefined;
}

interface Message {
  readonly prefilled_message: string;
  readonly generate_qr_image?: string | undefined;
}

const none = {};

// A delete that now finds nothing did its work. Code 100, though with status 404, may mean a missing permission.
const isGone = (error: unknown) =>
  isGraphApiError(error) && (error.code === 803 || (error.status === 404 && error.code !== 100))
    ? { success: true }
    : undefined;

/**
 * The client of every version. It is untyped: the entries give it the types of their version, and the readers of
 * shape.ts check at run time what those promise.
 */
export function createClient<QrCodeClient>(options: QrCodeClientOptions, version: GraphVersionFacts): QrCodeClient {
  const settings = readOptions(options, version);
  const authorize = authorizer(settings);
  const collection = `/${version.name}/${settings.phoneNumberId}/message_qrdls`;
  const readRules = { ...callRules, fields: fieldsRule(version) };
  let transport: Transport | undefined;
  let raw: Client<object> | undefined;
  const runtime: Runtime = {
    ...settings,
    authorize,
    versions: watchVersion(settings),
    transport() {
      transport ??= createTransport(settings);
      return transport;
    },
  };

  /** The path of one code. */
  const item = (operation: OperationName, code: string | undefined) => {
    check(operation, 'code', code, codeRule);
    return `${collection}/${code}`;
  };

  const over = (operation: OperationName, options: object | undefined, rules: Rules = callRules): Runtime =>
    options === undefined ? runtime : { ...runtime, ...checkAll(operation, 'options', options, rules) };

  const list = (options: PageOptions = none) =>
    start(() => {
      const operation = 'listQrCodes';
      const { fields, code, limit, after, before } = options ?? none;
      return new Call(over(operation, options, { ...readRules, ...pageRules }), {
        operation,
        method: 'GET',
        path: collection,
        query: { fields: joinFields(fields), code, limit, after, before },
        read: page(asksForImage(fields)),
      });
    });

  const save = (operation: OperationName, rules: Rules, message: Message, options?: object, code?: string) =>
    start(() => {
      if (operation === 'updateQrCode') item(operation, code);
      checkAll(operation, 'message', message, rules, 'prefilled_message');
      const { prefilled_message, generate_qr_image } = message;
      return new Call(over(operation, options), {
        operation,
        method: 'POST',
        path: collection,
        query: none,
        body: { code, prefilled_message, generate_qr_image },
        read: savedCode(generate_qr_image !== undefined),
      });
    });

  const client = {
    get: (code: string, options?: ReadOptions) =>
      start(() => {
        const operation = 'getQrCode';
        const runtime = over(operation, options, readRules);
        const fields = options?.fields;
        return new Call(runtime, {
          operation,
          method: 'GET',
          path: item(operation, code),
          query: { fields: joinFields(fields) },
          read: singleCode(asksForImage(fields)),
        });
      }),
    list(options?: PageOptions) {
      const first = list(options);
      const iterate = () => itemsFrom(first, (after) => list({ ...options, before: undefined, after }), options?.after);
      return Object.assign(first, { [Symbol.asyncIterator]: iterate });
    },
    create: (message: Message, options?: CallOptions) => save('createQrCode', createRules, message, options),
    update: (code: string, message: Message, options?: CallOptions) =>
      save('updateQrCode', updateRules, message, options, code),
    delete: (code: string, options?: CallOptions) =>
      start(() => {
        const operation = 'deleteQrCode';
        return new Call(over(operation, options), {
          operation,
          method: 'DELETE',
          path: item(operation, code),
          query: none,
          read: deletion,
          doneIf: isGone,
        });
      }),
    /** Made when first asked for, like the transport. */
    get raw() {
      raw ??= createRawClient(settings, authorize);
      return raw;
    },
  };
  return client as QrCodeClient;
}
