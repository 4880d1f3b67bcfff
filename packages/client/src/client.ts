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
  const collection = `/${version.name}/${settings.phoneNumberId}/message_qrdls`;
  const authorize = authorizer(settings);
  const readRules = { ...callRules, fields: fieldsRule(version) };
  const listRules = { ...readRules, ...pageRules };
  let transport: Transport | undefined;
  const runtime: Runtime = {
    settings,
    authorize,
    versions: watchVersion(settings),
    // Made on the first call: what it needs takes longer to load than everything else here.
    get transport() {
      transport ??= createTransport(settings);
      return transport;
    },
  };
  let raw: Client<object> | undefined;

  const itemPath = (operation: OperationName, code: string) => {
    check(operation, 'code', code, codeRule);
    return `${collection}/${code}`;
  };

  const list = (options: PageOptions = none) =>
    start(() => {
      const operation = 'listQrCodes';
      checkAll(operation, 'options', options, listRules);
      const { fields, code, limit, after, before } = options;
      const query = { fields: joinFields(fields), code, limit, after, before };
      return new Call(
        runtime,
        { operation, method: 'GET', path: collection, query, read: page(asksForImage(fields)) },
        options,
      );
    });

  const save = (
    operation: OperationName,
    rules: Rules,
    message: Message,
    code: string | undefined,
    options: CallOptions,
  ) =>
    start(() => {
      if (operation === 'updateQrCode') check(operation, 'code', code, codeRule);
      checkAll(operation, 'message', message, rules, ['prefilled_message']);
      checkAll(operation, 'options', options, callRules);
      const { prefilled_message, generate_qr_image } = message;
      const body = { code, prefilled_message, generate_qr_image };
      const read = savedCode(generate_qr_image !== undefined);
      return new Call(runtime, { operation, method: 'POST', path: collection, query: none, body, read }, options);
    });

  const client = {
    get(code: string, options: ReadOptions = none) {
      return start(() => {
        const operation = 'getQrCode';
        checkAll(operation, 'options', options, readRules);
        const { fields } = options;
        const path = itemPath(operation, code);
        const query = { fields: joinFields(fields) };
        return new Call(
          runtime,
          { operation, method: 'GET', path, query, read: singleCode(asksForImage(fields)) },
          options,
        );
      });
    },
    list(options: PageOptions = none) {
      const first = list(options);
      const iterate = () => itemsFrom(first, (after) => list({ ...options, before: undefined, after }));
      return Object.assign(first, { [Symbol.asyncIterator]: iterate });
    },
    create(message: Message, options: CallOptions = none) {
      return save('createQrCode', createRules, message, undefined, options);
    },
    update(code: string, message: Message, options: CallOptions = none) {
      return save('updateQrCode', updateRules, message, code, options);
    },
    delete(code: string, options: CallOptions = none) {
      return start(() => {
        const operation = 'deleteQrCode';
        checkAll(operation, 'options', options, callRules);
        const path = itemPath(operation, code);
        return new Call(
          runtime,
          { operation, method: 'DELETE', path, query: none, read: deletion, doneIf: isGone },
          options,
        );
      });
    },
    /** Made when first asked for, like the transport. */
    get raw() {
      raw ??= createRawClient(settings, authorize);
      return raw;
    },
  };
  return client as QrCodeClient;
}
