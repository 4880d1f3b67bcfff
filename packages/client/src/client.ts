import type { Client } from 'openapi-fetch';
import { callRules, check, checkAll, queryRules, type Rules } from './arguments.ts';
import { createAuthorizer } from './authorization.ts';
import { type CallContext, type CallRequest, type Operation, type QrCodeCall, startCall } from './call.ts';
import { isNotFound } from './errors.ts';
import { fieldsRule, joinFields, requestsImage } from './fields.ts';
import type { paths } from './generated/oldest-version.ts';
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
interface GivenReadOptions extends CallOptions {
  readonly fields?: readonly string[] | undefined;
}

interface Message {
  readonly prefilled_message: string;
}

/** The query of a read. Partial for the compiler: a parameter that becomes required has to be sent from here. */
function queryOf<Query extends { fields?: string }>(options: GivenReadOptions): Partial<Query> {
  const query: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(options)) if (!Object.hasOwn(callRules, name)) query[name] = value;
  if (options.fields) query.fields = joinFields(options.fields);
  return query as Partial<Query>;
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
  const { code: _, ...updateRules }: Rules = version.update.properties ?? {};

  const readSavedCode = savedCodeReader(version.savedQrCode);
  const operations = {
    get: {
      name: 'getQrCode',
      method: 'GET',
      rules: { ...callRules, ...queryRules(version.get), fields },
      read: singleCodeReader(version.qrCode),
    },
    list: {
      name: 'listQrCodes',
      method: 'GET',
      rules: { ...callRules, ...queryRules(version.list), fields },
      read: pageReader(version.qrCodeList),
    },
    create: { name: 'createQrCode', method: 'POST', rules: callRules, read: readSavedCode, isNotRepeatable: true },
    update: { name: 'updateQrCode', method: 'POST', rules: callRules, read: readSavedCode },
    delete: {
      name: 'deleteQrCode',
      method: 'DELETE',
      rules: callRules,
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

  const pathOf = ({ name }: Operation<unknown>, code: string) => {
    check(name, 'code', code, version.qrCodeId);
    return { ...path, 'QR-Code-ID': code };
  };

  const list = (listOptions?: GivenReadOptions) => {
    let given: GivenReadOptions & ListQuery = {};
    const first: QrCodeCall<Page> = startCall(context, operations.list, listOptions, (checked) => {
      given = checked as GivenReadOptions & ListQuery;
      const query = queryOf<ListQuery>(checked);
      return {
        path: collectionPath,
        withImage: checked.fields && requestsImage(checked.fields),
        send: (attempt) => api.GET(collection, { ...attempt, params: { path, query } }),
      };
    });
    const nextPage = (after: string) => list({ ...given, before: undefined, after } as GivenReadOptions);
    return Object.assign(first, {
      [Symbol.asyncIterator]: () => codesFrom(first, nextPage, given.after, collectionPath),
    });
  };

  const client = {
    get: (code: string, getOptions?: GivenReadOptions) =>
      startCall(context, operations.get, getOptions, (checked) => {
        const params = { path: pathOf(operations.get, code), query: queryOf<GetQuery>(checked) };
        return {
          path: `${collectionPath}/${code}`,
          withImage: checked.fields && requestsImage(checked.fields),
          send: (attempt) => api.GET(item, { ...attempt, params }),
        };
      }),
    list,
    create: (message: Message, callOptions?: CallOptions) =>
      startCall(context, operations.create, callOptions, () => {
        const { properties = {}, required } = version.create;
        return save(checkAll('createQrCode', 'message', message, properties, required));
      }),
    update: (code: string, message: Message, callOptions?: CallOptions) =>
      startCall(context, operations.update, callOptions, () => {
        check('updateQrCode', 'code', code, version.qrCodeId);
        const body = checkAll('updateQrCode', 'message', message, updateRules, version.update.required);
        return save({ ...body, code });
      }),
    delete: (code: string, callOptions?: CallOptions) =>
      startCall(context, operations.delete, callOptions, () => {
        const params = { path: pathOf(operations.delete, code) };
        return {
          path: `${collectionPath}/${code}`,
          send: (attempt) => api.DELETE(item, { ...attempt, params }),
        };
      }),
    /** Created when it is first used: it loads the platform's `Request`, and most programs never use it. */
    get raw() {
      raw ??= createRawClient<paths>(settings, context.authorizer);
      return raw;
    },
  };
  return client as QrCodeClient;
}
