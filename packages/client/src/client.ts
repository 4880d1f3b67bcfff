import { type Client, createQuerySerializer } from 'openapi-fetch';
import { callRules, check, checkAll, codeRule, createRules, pageRules, type Rules, updateRules } from './arguments.ts';
import { authorizer } from './authorization.ts';
import type { Plan, Runtime } from './call.ts';
import { isGraphApiError, type OperationName } from './errors.ts';
import { fieldsRule, joinFields } from './fields.ts';
import { type CallOptions, type QrCodeClientOptions, readOptions } from './options.ts';
import { itemsFrom } from './pages.ts';
import { type QrCodeCall, start } from './qr-code-call.ts';
import { createRawClient } from './raw.ts';
import { deletion, page, savedCode, singleCode } from './shape.ts';
import { type GraphVersionFacts, watchVersion } from './version.ts';

/** Options of all calls, before they are checked. */
interface AnyOptions extends CallOptions {
  readonly fields?: readonly string[] | undefined;
  readonly code?: string | undefined;
  readonly limit?: number | undefined;
  readonly after?: string | undefined;
  readonly before?: string | undefined;
}

/** As openapi-fetch writes the query of every request. */
const writeQuery = /* @__PURE__ */ createQuerySerializer<object>();

interface Message {
  readonly prefilled_message: string;
  readonly generate_qr_image?: string | undefined;
}

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
  const getRules = { ...callRules, fields: fieldsRule(version) };
  const listRules = { ...getRules, ...pageRules };
  const runtime: Runtime = {
    ...settings,
    authorize,
    versions: watchVersion(settings),
  };
  let raw: Client<object> | undefined;

  /** Starts a call; `plan` is asked once the options are checked, and checks the other arguments. */
  const call = <T>(
    operation: OperationName,
    options: AnyOptions | undefined,
    rules: Rules,
    plan: (options: AnyOptions) => Omit<Plan<T>, 'operation'>,
  ): QrCodeCall<T> =>
    start(runtime, () => {
      const checked = options === undefined ? {} : checkAll(operation, 'options', options, rules);
      return { operation, ...checked, ...plan(checked) };
    });

  /** The path of one code. */
  const item = (operation: OperationName, code: string) => {
    check(operation, 'code', code, codeRule);
    return `${collection}/${code}`;
  };

  /** What a read asks for. */
  const read = ({ fields, code, limit, after, before }: AnyOptions) => {
    const asked = fields && joinFields(fields);
    const query = writeQuery({ fields: asked, code, limit, after, before });
    return { method: 'GET', query, withImage: asked?.includes('qr_image_url') } as const;
  };

  const list = (options?: AnyOptions) =>
    call('listQrCodes', options, listRules, (checked) => ({ ...read(checked), path: collection, read: page }));

  const save = (operation: OperationName, rules: Rules, message: Message, options?: CallOptions, code?: string) =>
    call(operation, options, callRules, () => {
      if (operation === 'updateQrCode') check(operation, 'code', code, codeRule);
      const body = { code, ...checkAll(operation, 'message', message, rules, 'prefilled_message') };
      return {
        method: 'POST',
        path: collection,
        body,
        withImage: 'generate_qr_image' in body,
        read: savedCode,
      };
    });

  const client = {
    get: (code: string, options?: AnyOptions) =>
      call('getQrCode', options, getRules, (checked) => ({
        ...read(checked),
        path: item('getQrCode', code),
        read: singleCode,
      })),
    list(options?: AnyOptions) {
      const first = list(options);
      const iterate = () => itemsFrom(first, (after) => list({ ...options, before: undefined, after }), options?.after);
      return Object.assign(first, { [Symbol.asyncIterator]: iterate });
    },
    create: (message: Message, options?: CallOptions) => save('createQrCode', createRules, message, options),
    update: (code: string, message: Message, options?: CallOptions) =>
      save('updateQrCode', updateRules, message, options, code),
    delete: (code: string, options?: CallOptions) =>
      call('deleteQrCode', options, callRules, () => ({
        method: 'DELETE',
        path: item('deleteQrCode', code),
        read: deletion,
        doneIf: isGone,
      })),
    /** Made when first asked for: most programs never do. */
    get raw() {
      raw ??= createRawClient(settings, authorize);
      return raw;
    },
  };
  return client as QrCodeClient;
}
