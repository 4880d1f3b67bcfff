import type { Client } from 'openapi-fetch';
import { callRules, check, checkAll, codeRule, createRules, pageRules, type Rules, updateRules } from './arguments.ts';
import { authorizer } from './authorization.ts';
import { Call, type Outgoing, type Runtime } from './call.ts';
import type { OperationName } from './errors.ts';
import { fieldsRule, joinFields } from './fields.ts';
import { createQrCode, deleteQrCode, getQrCode, listQrCodes, type Operation, updateQrCode } from './operations.ts';
import { type CallOptions, type QrCodeClientOptions, readOptions } from './options.ts';
import { itemsFrom } from './pages.ts';
import { type QrCodeCall, start } from './qr-code-call.ts';
import { rawOnDemand } from './raw.ts';
import { type GraphVersionFacts, watchVersion } from './version.ts';

/** Options of all calls, before they are checked. */
interface AnyOptions extends CallOptions {
  readonly fields?: readonly string[] | undefined;
  readonly code?: string | undefined;
  readonly limit?: number | undefined;
  readonly after?: string | undefined;
  readonly before?: string | undefined;
}

interface Message {
  readonly prefilled_message: string;
  readonly generate_qr_image?: string | undefined;
}

const noOptions: AnyOptions = {};

const pageParameters = ['code', 'limit', 'after', 'before'] as const;

/** What a read asks for. */
function reading(path: string, options: AnyOptions): Outgoing {
  const fields = options.fields && joinFields(options.fields);
  let query = fields ? `fields=${fields}` : '';
  for (const name of pageParameters) {
    const value = options[name];
    if (value !== undefined) query += `${query && '&'}${name}=${encodeURIComponent(value)}`;
  }
  return { path, query, body: undefined, withImage: fields?.includes('qr_image_url') };
}

/**
 * The client of every version. It is untyped: the entries give it the types of their version, and the readers of
 * shape.ts check at run time what those promise.
 */
export function createClient<QrCodeClient>(options: QrCodeClientOptions, version: GraphVersionFacts): QrCodeClient {
  const settings = readOptions(options, version);
  const authorize = authorizer(settings);
  const collection = `/${version.name}/${settings.phoneNumberId}/message_qrdls`;
  const getRules: Rules = new Map([...callRules, ['fields', fieldsRule(version)]]);
  const listRules: Rules = new Map([...getRules, ...pageRules]);
  const runtime: Runtime = {
    ...settings,
    authorize,
    versions: watchVersion(settings),
    optionalFields: Object.entries(version.optionalFields),
  };
  let raw: Client<object> | undefined;

  /** Starts a call; `prepare` is called once the options are checked, and checks the other arguments. */
  const call = <T>(
    operation: Operation<T>,
    options: AnyOptions | undefined,
    rules: Rules,
    prepare: (options: AnyOptions) => Outgoing,
  ): QrCodeCall<T> =>
    start((resolve, reject) => {
      const checked = options === undefined ? noOptions : checkAll(operation.name, 'options', options, rules);
      return new Call(runtime, operation, checked, prepare(checked), resolve, reject);
    });

  /** The path of one code. */
  const item = (operation: OperationName, code: string) => {
    check(operation, 'code', code, codeRule);
    return `${collection}/${code}`;
  };

  const saving = (operation: OperationName, rules: Rules, message: Message, code?: string): Outgoing => {
    const body = { code, ...checkAll(operation, 'message', message, rules, 'prefilled_message') };
    return { path: collection, query: '', body, withImage: 'generate_qr_image' in body };
  };

  const list = (options?: AnyOptions) => {
    let checked = noOptions;
    const first = call(listQrCodes, options, listRules, (given) => {
      checked = given;
      return reading(collection, given);
    });
    const iterate = () => itemsFrom(first, (after) => list({ ...checked, before: undefined, after }), checked.after);
    return Object.assign(first, { [Symbol.asyncIterator]: iterate });
  };

  const client = {
    get: (code: string, options?: AnyOptions) =>
      call(getQrCode, options, getRules, (checked) => reading(item('getQrCode', code), checked)),
    list,
    create: (message: Message, options?: CallOptions) =>
      call(createQrCode, options, callRules, () => saving('createQrCode', createRules, message)),
    update: (code: string, message: Message, options?: CallOptions) =>
      call(updateQrCode, options, callRules, () => {
        check('updateQrCode', 'code', code, codeRule);
        return saving('updateQrCode', updateRules, message, code);
      }),
    delete: (code: string, options?: CallOptions) =>
      call(deleteQrCode, options, callRules, () => {
        return { path: item('deleteQrCode', code), query: '', body: undefined, withImage: false };
      }),
    /** Made when first asked for: most programs never do. */
    get raw() {
      raw ??= rawOnDemand(settings, authorize);
      return raw;
    },
  };
  return client as QrCodeClient;
}
