import type { HttpRequest } from './http-request.ts';
import type { Json, JsonObject } from './json.ts';

/** What the document says about one operation, and Prism's validators for it. */
export interface Operation {
  readonly id: string;
  /** In upper case. */
  readonly method: string;
  /** As in the document: `/{Version}/{Phone-Number-ID}/message_qrdls`. */
  readonly path: string;
  /** The path, split by `segmentsOf`. */
  readonly segments: readonly string[];
  readonly queryParameters: readonly string[];
  /** The schema of the JSON body; `undefined` if the operation documents no body. */
  readonly bodySchema: JsonObject | undefined;
  /** By status, in the order of the document. */
  readonly responses: ReadonlyMap<number, DocumentedResponse>;
  readonly validator: Validator;
}

export interface DocumentedResponse {
  readonly schema: JsonObject;
  readonly examples: ReadonlyMap<string, Json>;
}

export interface Validator {
  /** `body` is the parsed JSON, the text of a body that is not JSON, or `undefined`. */
  request(request: Pick<HttpRequest, 'path' | 'query' | 'headers'>, body: unknown): readonly Diagnostic[];
  /** Messages; none if the document allows the response. */
  response(status: number, body: Json): readonly string[];
  /** The same with the place of each in the response. */
  responseDiagnostics(status: number, body: Json): readonly Diagnostic[];
}

/** An error that Prism found in a request or a response. */
export interface Diagnostic {
  readonly message: string;
  /** `['body', 'prefilled_message']`, for instance; empty for what has no place. */
  readonly path: readonly string[];
  /** The JSON Schema keyword, such as `enum`; `thrown` if Prism threw instead of reporting; else `undefined`. */
  readonly keyword: string | undefined;
  /** The status that Prism names, where it names one: 401 or 415. */
  readonly status: number | undefined;
}
