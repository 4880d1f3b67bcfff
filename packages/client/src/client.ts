import type { Client } from 'openapi-fetch';
import { callRules, check, checkAll, queryRules, type Rules } from './arguments.ts';
import { createAuthorizer } from './authorization.ts';
import { type CallContext, type CallRequest, type Operation, type QrCodeCall, startCall } from './call.ts';
import { isNotFound, type OperationName } from './errors.ts';
import { fieldsRule, joinFields, requestsImage } from './fields.ts';
import type { paths } from './generated/oldest-version.ts';
import type { Schema } from './json-schema.ts';
import { type CallOptions, type QrCodeClientOptions, readOptions } from './options.ts';
import { codesFrom } from './pages.ts';
import { type Page, pageReader, readDeletion, savedCodeReader, singleCodeReader } from './result.ts';
import { createApiClient, createRawClient, serializePath } from './transport.ts';
import { createVersionCheck } from './version.ts';
import type { RequestsOf, VersionFacts } from './version-facts.ts';

const collection = '/{Version}/{Phone-Number-ID}/message_qrdls';
const item = '/{Version}/{Phone-Number-ID}/message_qrdls/{QR-Code-ID}';

type CollectionPath = paths[typeof collection]['get']['parameters']['path'];
type ListQuery = NonNullable<paths[typeof collection]['get']['parameters']['query']>;
type GetQuery = NonNullable<paths[typeof item]['get']['parameters']['query']>;
type SavedBody = paths[typeof collection]['post']['requestBody']['content']['application/json'];

/** What the methods send. */
type Requests = { [K in keyof RequestsOf<paths>]: RequestsOf<paths>[K] };

/** Options of a read before they are checked; query parameters are those of the version. */
interface ReadOptions extends CallOptions {
  readonly fields?: readonly string[] | undefined;
}

interface Message {
  readonly prefilled_message: string;
}

const noOptions: CallOptions = Object.create(null);

const checkedCallOptions = (operation: OperationName, options: CallOptions | undefined): CallOptions =>
  options === undefined ? noOptions : checkAll(operation, 'options', options, callRules);

/**
 * Checks the options of a read and separates those of the call from the query. The query is partial for the compiler: a
 * parameter that becomes required has to be sent from here.
 */
function readArguments<Query extends { fields?: string }>(
  operation: OperationName,
  options: ReadOptions | undefined,
  rules: Rules,
): { readonly callOptions: CallOptions; readonly query: Partial<Query>; readonly withImage: boolean } {
  if (options === undefined) return { callOptions: noOptions, query: {}, withImage: false };
  const checked = checkAll(operation, 'options', options, rules);
  const parameters = Object.entries(checked).filter(([name]) => !callRules.has(name));
  const fields = checked.fields && { fields: joinFields(checked.fields) };
  const query = { ...Object.fromEntries(parameters), ...fields } as Partial<Query>;
  return { callOptions: checked, query, withImage: requestsImage(checked.fields) };
}

/** The properties of a body that callers pass, as rules, and which of them are required. */
function bodyRules({ properties = {}, required = [] }: Schema, without?: string): readonly [Rules, readonly string[]] {
  const names = Object.keys(properties).filter((name) => name !== without);
  return [new Map(names.map((name) => [name, properties[name] ?? {}])), required.filter((name) => name !== without)];
}

/**
 * Creates the client of a version. It is untyped: the entries give it the types of their version, of which the readers of
 * results check at run time what they promise. The compiler compares the requests with the oldest version here, and with
 * every other one at its entry.
 */
export function createClient<QrCodeClient>(
  options: QrCodeClientOptions,
  version: VersionFacts<Requests>,
): QrCodeClient {
  const settings = readOptions(options, version.phoneNumberId);
  const context: CallContext = Object.assign(settings, {
    version: version.name,
    authorizer: createAuthorizer(settings.accessToken, settings.appSecret),
    versions: createVersionCheck(version.name, version.availableUntil, settings.onVersionMismatch),
  });
  const api = createApiClient<paths>(settings);
  let raw: Client<paths> | undefined;

  // Every version has a literal type of its own for this parameter.
  const path: CollectionPath = {
    Version: version.name as CollectionPath['Version'],
    'Phone-Number-ID': settings.phoneNumberId,
  };
  const collectionPath = serializePath(collection, path);

  const fields = fieldsRule(
    version.qrCode.properties?.data?.items?.properties ?? {},
    version.create.properties?.generate_qr_image?.enum ?? [],
  );
  const getRules: Rules = new Map([...callRules, ...queryRules(version.get), ['fields', fields]]);
  const listRules: Rules = new Map([...callRules, ...queryRules(version.list), ['fields', fields]]);
  const [createRules, createRequired] = bodyRules(version.create);
  const [updateRules, updateRequired] = bodyRules(version.update, 'code');

  const readSavedCode = savedCodeReader(version.savedQrCode);
  const operations = {
    get: { name: 'getQrCode', method: 'GET', read: singleCodeReader(version.qrCode) },
    list: { name: 'listQrCodes', method: 'GET', read: pageReader(version.qrCodeList) },
    create: { name: 'createQrCode', method: 'POST', read: readSavedCode, isNotRepeatable: true },
    update: { name: 'updateQrCode', method: 'POST', read: readSavedCode },
    delete: {
      name: 'deleteQrCode',
      method: 'DELETE',
      read: readDeletion,
      // The code is gone. Code 100 may mean a missing permission; other codes keep their meaning, even with status 404.
      resultOf: (error) =>
        isNotFound(error) && (error.code === 803 || (error.status === 404 && error.code !== 100))
          ? { success: true }
          : undefined,
    },
  } satisfies Record<string, Operation<unknown>>;

  const save = (body: SavedBody): CallRequest => ({
    path: collectionPath,
    withImage: Object.hasOwn(body, 'generate_qr_image'),
    send: (attempt) => api.POST(collection, { ...attempt, params: { path }, body }),
  });

  const list = (listOptions?: ReadOptions) => {
    let given: ReadOptions & ListQuery = {};
    const first: QrCodeCall<Page> = startCall(context, operations.list, () => {
      const { callOptions, query, withImage } = readArguments<ListQuery>('listQrCodes', listOptions, listRules);
      given = callOptions as ReadOptions & ListQuery;
      const send: CallRequest['send'] = (attempt) => api.GET(collection, { ...attempt, params: { path, query } });
      return [callOptions, { path: collectionPath, withImage, send }];
    });
    const nextPage = (after: string) => list({ ...given, before: undefined, after } as ReadOptions);
    return Object.assign(first, {
      [Symbol.asyncIterator]: () => codesFrom(first, nextPage, given.after, collectionPath),
    });
  };

  const client = {
    get: (code: string, getOptions?: ReadOptions) =>
      startCall(context, operations.get, () => {
        const { callOptions, query, withImage } = readArguments<GetQuery>('getQrCode', getOptions, getRules);
        check('getQrCode', 'code', code, version.qrCodeId);
        const itemPath = { ...path, 'QR-Code-ID': code };
        const send: CallRequest['send'] = (attempt) => api.GET(item, { ...attempt, params: { path: itemPath, query } });
        return [callOptions, { path: `${collectionPath}/${code}`, withImage, send }];
      }),
    list,
    create: (message: Message, callOptions?: CallOptions) =>
      startCall(context, operations.create, () => {
        const checked = checkedCallOptions('createQrCode', callOptions);
        return [checked, save(checkAll('createQrCode', 'message', message, createRules, createRequired))];
      }),
    update: (code: string, message: Message, callOptions?: CallOptions) =>
      startCall(context, operations.update, () => {
        const checked = checkedCallOptions('updateQrCode', callOptions);
        check('updateQrCode', 'code', code, version.qrCodeId);
        const body = checkAll('updateQrCode', 'message', message, updateRules, updateRequired);
        return [checked, save({ ...body, code })];
      }),
    delete: (code: string, callOptions?: CallOptions) =>
      startCall(context, operations.delete, () => {
        const checked = checkedCallOptions('deleteQrCode', callOptions);
        check('deleteQrCode', 'code', code, version.qrCodeId);
        const itemPath = { ...path, 'QR-Code-ID': code };
        const send: CallRequest['send'] = (attempt) => api.DELETE(item, { ...attempt, params: { path: itemPath } });
        return [checked, { path: `${collectionPath}/${code}`, withImage: false, send }];
      }),
    /** Created when it is first used: it loads the platform's `Request`, and most programs never use it. */
    get raw() {
      raw ??= createRawClient<paths>(settings, context.authorizer);
      return raw;
    },
  };
  return client as QrCodeClient;
}
