import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { originOf } from './code-list.ts';
import { operationsOf } from './contract.ts';
import { controlDocument } from './control-document.ts';
import type { HttpRequest } from './http-request.ts';
import type { Json } from './json.ts';
import { jsonResponse, type MockResponse } from './mock-response.ts';
import type { Operation } from './operation.ts';
import { reasonsAgainst, rejectBodySize, rejectForeignPage, rejectRoute } from './refusal.ts';
import { parseBody } from './request-body.ts';
import { route } from './routing.ts';
import type { GraphVersion } from './scenarios.ts';

/** What the control API can do: the parts of the mock, as JSON. */
export interface Controlled {
  readonly version: GraphVersion;
  readonly maxBodyBytes: number;
  requests(): unknown;
  unusedSteps(): unknown;
  addScript(script: unknown): void;
  state(): unknown;
  restore(state: unknown): void;
  usage(): unknown;
  reset(): void;
}

export type ControlApi = (request: HttpRequest) => Promise<MockResponse> | MockResponse;

/** The control API under `/__mock/`, in JSON over HTTP, and its page. */
export async function createControlApi(controlled: Controlled): Promise<ControlApi> {
  const document = controlDocument(controlled.version);
  const operations = await operationsOf(document);
  const carryOut: Readonly<Record<string, (body: unknown) => unknown>> = {
    getRequests: () => ({ requests: controlled.requests() }),
    getUnusedSteps: () => ({ unused: controlled.unusedSteps() }),
    addScript(body) {
      controlled.addScript(body);
      return { unused: controlled.unusedSteps() };
    },
    getState: () => controlled.state(),
    putState(body) {
      controlled.restore(body);
      return controlled.state();
    },
    getUsage: () => ({ usage: controlled.usage() }),
    reset() {
      controlled.reset();
      return { success: true };
    },
  };

  return (request) => {
    const { headers, method, path, origin, bodyBytes } = request;
    // A page of another origin must not script the mock, nor read the requests: they can contain tokens.
    if (headers.origin !== undefined && headers.origin !== originOf(origin)) return rejectForeignPage(headers.origin);
    if (bodyBytes > controlled.maxBodyBytes) return rejectBodySize(bodyBytes, controlled.maxBodyBytes);
    if (method === 'GET' && (path === '/__mock' || path === '/__mock/')) return pageResponse();
    if (method === 'GET' && path === '/__mock/openapi.json') return jsonResponse(200, document, {});
    const routed = route(operations, request);
    const { operation } = routed;
    if (operation === undefined) return rejectRoute(request, routed, operations);
    return respond(operation, { ...request, path: routed.path });
  };

  function respond(operation: Operation, request: HttpRequest): MockResponse {
    const body = parseBody(request);
    const [reason] = reasonsAgainst(operation, request, body);
    if (reason !== undefined) return errorResponse(reason.message);
    try {
      const result = carryOut[operation.id]?.(body.kind === 'json' ? body.value : undefined);
      return jsonResponse(200, result as Json, {});
    } catch (error) {
      if (error instanceof TypeError) return errorResponse(error.message);
      throw error;
    }
  }
}

function errorResponse(message: string): MockResponse {
  return jsonResponse(400, { error: { message } }, { rejected: message });
}

async function pageResponse(): Promise<MockResponse> {
  const html = await readFile(new URL('./control-page.html', import.meta.url), 'utf8');
  // Only the page's own script runs: text from requests could not, even if it became markup.
  const nonce = randomUUID();
  const policy = `default-src 'none'; connect-src 'self'; img-src 'self' data:; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`;
  return {
    ...jsonResponse(200, null, {}),
    headers: { 'content-type': 'text/html;charset=UTF-8', 'content-security-policy': policy },
    body: html.replaceAll('{nonce}', nonce),
  };
}
