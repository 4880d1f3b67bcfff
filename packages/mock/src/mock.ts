import { imageFormatsOf } from './body-schema.ts';
import { CodeStore, type MockSeed } from './code-store.ts';
import { loadContract } from './contract.ts';
import { createControlApi } from './control-api.ts';
import type { MockControls, MockOptions, MockRequest } from './controls.ts';
import { linkOf } from './default-response.ts';
import type { HttpRequest } from './http-request.ts';
import { logRejections } from './log.ts';
import { internalErrorResponse, type MockResponse } from './mock-response.ts';
import { requireValidOptions } from './options.ts';
import { imageResponse } from './qr-image.ts';
import { rejectBodySize, rejectRoute } from './refusal.ts';
import { parseBody, type RequestBody } from './request-body.ts';
import { RequestLog } from './request-log.ts';
import { Responder } from './responder.ts';
import { route } from './routing.ts';
import { samplesOf } from './samples.ts';
import { type GraphVersion, type OperationId, requireGraphVersion, scenariosOf } from './scenarios.ts';
import { Script } from './script.ts';
import { addJsonScript, anyScript } from './scripts-as-json.ts';
import { requireSeed } from './seed.ts';
import { UsageCount } from './usage.ts';

/** A mock without a transport, which the server and the fetch function add. */
export interface Mock<V extends GraphVersion> {
  readonly controls: MockControls<V>;
  readonly maxBodyBytes: number;
  /** Never rejects: an error in the mock is a response, too. */
  respond(request: HttpRequest): Promise<MockResponse>;
}

export async function createMock<V extends GraphVersion>(options: MockOptions<V>): Promise<Mock<V>> {
  const { version, log, maxBodyBytes = 1_000_000 } = options;
  requireGraphVersion(version);
  requireValidOptions(options);
  const operations = await loadContract(version);
  const seed = requireSeed('seed', options.seed ?? {}, version, operations);
  const store = options.stateful ? storeOf(options, seed) : undefined;
  const responders = respondersOf(options, operations, store);
  const usage = new Map([...responders.values()].map((responder) => [responder.id, new UsageCount(responder)]));
  const script = new Script(new Map(scenariosOf(version)));
  const received = new RequestLog<MockRequest<OperationId<V>>>();
  const write = log === false ? undefined : (log ?? logRejections);

  async function respond(request: HttpRequest): Promise<MockResponse> {
    try {
      const image = store && imageResponse(request, imageLink);
      if (image !== undefined) return await image;
      if (control !== undefined && isControlPath(request.path))
        return { ...(await control(request)), sameOrigin: true };
      const response = respondAndRecord(request);
      return { ...response, headers: { ...mockHeaders(version, response), ...response.headers } };
    } catch (error) {
      return internalErrorResponse(error);
    }
  }

  function respondAndRecord(request: HttpRequest): MockResponse {
    const { method, path, query } = request;
    const routed = route(operations, request);
    const responder = routed.operation && responders.get(routed.operation.id);
    const tooLarge = request.bodyBytes > maxBodyBytes;
    const body: RequestBody = tooLarge ? { kind: 'empty' } : parseBody(request);
    const response = responseTo();

    const { status, example, rejected, fault } = response;
    const json = body.kind === 'json' ? body.value : undefined;
    if (responder !== undefined) usage.get(responder.id)?.count(response, query, json);
    received.add(recordOf(request, responder?.id, rejected, tooLarge), response);
    write?.({ method, path, operationId: responder?.id, status, example, rejected, fault });
    return response;

    function responseTo(): MockResponse {
      if (responder === undefined) return rejectRoute(request, routed, operations);
      if (tooLarge) return rejectBodySize(request.bodyBytes, maxBodyBytes);
      const normalized = routed.path === path ? request : { ...request, path: routed.path };
      const { id } = responder;
      return responder.respond(normalized, body, () => script.next(id, () => recordOf(request, id, undefined, false)));
    }
  }

  function imageLink(code: string): string {
    const [responder] = responders.values();
    if (responder === undefined) throw new Error(`The document of ${version} has no operations.`);
    return linkOf(code, responder.samples);
  }

  function requireStore(caller: string): CodeStore {
    if (store === undefined) throw new TypeError(`${caller}: expected a mock with stateful: true.`);
    return store;
  }

  const controls: MockControls<V> = {
    version,
    requests: received.requests,
    script: (operation, steps, scriptOptions) => script.add(operation, steps, scriptOptions),
    unusedSteps: () => script.unused(),
    usage: () => [...usage.values()].map((count) => count.usage),
    state: () => requireStore('state').state(),
    restore: (state) => requireStore('restore').restore(requireSeed('state', state, version, operations)),
    reset() {
      received.clear();
      script.clear();
      store?.reset(seed);
    },
  };
  const control = options.control
    ? await createControlApi({
        ...controls,
        maxBodyBytes,
        requests: () => received.requests.map((request, index) => ({ ...request, ...received.responses[index] })),
        addScript: (value) => addJsonScript(anyScript(controls), value),
        restore: (value) => requireStore('restore').restore(requireSeed('state', value, version, operations)),
      })
    : undefined;
  return { respond, maxBodyBytes, controls };
}

/** Whether the path is one of the control API, which images are not. */
export function isControlPath(path: string): boolean {
  return /^\/__mock(\/(?!images\/)|$)/.test(path);
}

function storeOf({ seed: given, randomSeed = 1 }: MockOptions<GraphVersion>, seed: MockSeed): CodeStore {
  const store = new CodeStore({ anyPhoneNumber: given === undefined, randomSeed });
  store.reset(seed);
  return store;
}

function respondersOf<V extends GraphVersion>(
  { version, imageTtlMs = 3_600_000 }: MockOptions<V>,
  operations: Awaited<ReturnType<typeof loadContract>>,
  store: CodeStore | undefined,
): ReadonlyMap<string, Responder<OperationId<V>>> {
  const allSamples = samplesOf(operations);
  const imageFormats = operations.flatMap(({ bodySchema }) => imageFormatsOf(bodySchema));
  return new Map(
    scenariosOf(version).map(([id, documented]) => {
      const operation = operations.find((candidate) => candidate.id === id);
      const samples = allSamples.get(id);
      if (operation === undefined || samples === undefined) throw new Error(`The document of ${version} has no ${id}.`);
      return [id, new Responder({ id, operation, documented, samples, imageFormats, store, imageTtlMs })];
    }),
  );
}

/** The request as `requests` and the conditions of scripts show it. */
function recordOf<Id extends string>(
  { method, path, query, headers, body: sent }: HttpRequest,
  operationId: Id | undefined,
  rejected: string | undefined,
  tooLarge: boolean,
): MockRequest<Id> {
  const body = tooLarge ? '' : sent;
  return {
    operationId,
    method,
    path,
    query,
    headers,
    body,
    // Parsed when it is read: parsed JSON can need many times the memory of its text.
    get parsed() {
      const parsed = parseBody({ headers, body });
      return parsed.kind === 'json' ? parsed.value : undefined;
    },
    rejected,
  };
}

function mockHeaders(version: GraphVersion, { example, rejected, fault }: MockResponse): Record<string, string> {
  return {
    // Meta sends the version that served the call with every response of its own.
    ...(fault !== 'off-spec' && { 'facebook-api-version': version }),
    ...((fault === 'off-spec' || fault === 'malformed') && { 'x-mock-off-spec': 'true' }),
    ...(example !== undefined && { 'x-mock-example': example }),
    ...(rejected !== undefined && { 'x-mock-rejected': headerValue(rejected) }),
  };
}

/** A reason can quote the request, whose characters need not be allowed in a header. */
function headerValue(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 1000);
}
