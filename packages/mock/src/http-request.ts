/** Query parameters by name, decoded. A name that occurs more than once has its values in an array. */
export type Query = Readonly<Record<string, string | string[]>>;

/** A request as it was received, over a socket or in process. */
export interface HttpRequest {
  /** In upper case. */
  readonly method: string;
  /** `http://127.0.0.1:4010`, for instance: how the client addressed the mock. Not validated. */
  readonly origin: string;
  /** As it was sent, percent-encoding included, without the query. */
  readonly path: string;
  readonly query: Query;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Empty if the body is larger than the mock accepts. */
  readonly body: string;
  /** The size of the body that was sent, in bytes. */
  readonly bodyBytes: number;
}

/**
 * Splits the target in the first line of a request: `/v23.0/1/message_qrdls?limit=2`, or the absolute form that clients
 * send to a proxy.
 */
export function parseTarget(target: string, origin: string): Pick<HttpRequest, 'origin' | 'path' | 'query'> {
  const [absolute = ''] = /^https?:\/\/[^/?#]*/i.exec(target) ?? [];
  return { origin: absolute || origin, ...splitPath(target.slice(absolute.length) || '/') };
}

function splitPath(target: string): Pick<HttpRequest, 'path' | 'query'> {
  const [beforeFragment = ''] = target.split('#', 1);
  const questionMark = beforeFragment.indexOf('?');
  if (questionMark < 0) return { path: beforeFragment, query: {} };

  const parameters = new URLSearchParams(beforeFragment.slice(questionMark + 1));
  const query = Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => {
      const values = parameters.getAll(name);
      return [name, values.length > 1 ? values : (values[0] ?? '')];
    }),
  );
  return { path: beforeFragment.slice(0, questionMark), query };
}
