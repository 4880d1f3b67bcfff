import { loadContract } from './contract.ts';
import type { MockControls, MockOptions } from './controls.ts';
import type { HttpRequest } from './http-request.ts';
import { imageFormatsOf } from './image-formats.ts';
import { logRejections } from './log.ts';
import { internalErrorResponse, type MockResponse } from './mock-response.ts';
import { requireBodyLimit } from './options.ts';
import { rejectBodySize, rejectRoute } from './refusal.ts';
import { parseBody } from './request-body.ts';
import { RequestLog } from './request-log.ts';
import { Responder } from './responder.ts';
import { route } from './routing.ts';
import { samplesOf } from './samples.ts';
import { type GraphVersion, type OperationId, requireGraphVersion, scenariosOf } from './scenarios.ts';
import { Script } from './script.ts';
import { UsageCount } from './usage.ts';

/** A mock without a transport, which the server and the fetch function add. */
export interface Mock<V extends GraphVersion> {
  readonly controls: MockControls<V>;
  readonly maxBodyBytes: number;
  /** Never throws: an error in the mock is a response, too. */
  respond(request: HttpRequest): MockResponse;
}

export async function createMock<V extends GraphVersion>(options: MockOptions<V>): Promise<Mock<V>> {
  const { version, log, maxBodyBytes = 1_000_000 } = options;
  requireGraphVersion(version);
  requireBodyLimit(maxBodyBytes);
  const responders = await loadResponders(version);
  const operations = [...responders.values()].map(({ operation }) => operation);
  const usage = new Map([...responders.values()].map((responder) => [responder.id, new UsageCount(responder)]));
  const script = new Script(new Map(scenariosOf(version)));
  const received = new RequestLog<OperationId<V>>();
  const write = log === false ? undefined : (log ?? logRejections);

  function respond(request: HttpRequest): MockResponse {
    try {
      const response = respondAndRecord(request);
      return { ...response, headers: { ...mockHeaders(version, response), ...response.headers } };
    } catch (error) {
      return internalErrorResponse(error);
    }
  }

  function respondAndRecord(request: HttpRequest): MockResponse {
    const { method, path, query, headers } = request;
    const routed = route(operations, request);
    const responder = routed.operation && responders.get(routed.operation.id);
    const body = request.bodyBytes > maxBodyBytes ? '' : request.body;
    const response = responseTo();

    const { status, example, rejected, fault } = response;
    if (responder !== undefined) usage.get(responder.id)?.count(response, query.fields);
    received.add({
      operationId: responder?.id,
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
    });
    write?.({ method, path, operationId: responder?.id, status, example, rejected, fault });
    return response;

    function responseTo(): MockResponse {
      if (responder === undefined) return rejectRoute(request, routed, operations);
      if (request.bodyBytes > maxBodyBytes) return rejectBodySize(request.bodyBytes, maxBodyBytes);
      return responder.respond(request, parseBody(request), () => script.next(responder.id));
    }
  }

  return {
    respond,
    maxBodyBytes,
    controls: {
      version,
      requests: received.requests,
      script: (operation, steps) => script.add(operation, steps),
      unusedSteps: () => script.unused(),
      usage: () => [...usage.values()].map((count) => count.usage),
      reset() {
        received.clear();
        script.clear();
      },
    },
  };
}

async function loadResponders<V extends GraphVersion>(
  version: V,
): Promise<ReadonlyMap<string, Responder<OperationId<V>>>> {
  const operations = await loadContract(version);
  const samples = samplesOf(operations);
  const imageFormats = imageFormatsOf(operations);
  return new Map(
    scenariosOf(version).map(([id, documented]) => {
      const operation = operations.find((candidate) => candidate.id === id);
      const sample = samples.get(id);
      if (operation === undefined || sample === undefined) throw new Error(`The document of ${version} has no ${id}.`);
      return [id, new Responder(id, operation, documented, sample, imageFormats)];
    }),
  );
}

function mockHeaders(version: GraphVersion, { example, rejected, fault }: MockResponse): Record<string, string> {
  return {
    // Meta sends the version that served the call with every response of its own.
    ...(fault === 'off-spec' ? { 'x-mock-off-spec': 'true' } : { 'facebook-api-version': version }),
    ...(example !== undefined && { 'x-mock-example': example }),
    ...(rejected !== undefined && { 'x-mock-rejected': headerValue(rejected) }),
  };
}

/** A reason can quote the request, whose characters need not be allowed in a header. */
function headerValue(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 1000);
}
