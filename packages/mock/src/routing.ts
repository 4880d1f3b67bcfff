import type { HttpRequest } from './http-request.ts';

interface Routable {
  /** In upper case. */
  readonly method: string;
  /** The documented path, split by `segmentsOf`. */
  readonly segments: readonly string[];
}

export interface Route<R> {
  /** `undefined` if this method is not documented for this path. */
  readonly operation: R | undefined;
  /** The operations that are documented for this path, whatever their method. */
  readonly samePath: readonly R[];
}

/** Finds the operation of this method and path as Prism does: every `{…}` matches one segment, whatever it is. */
export function route<R extends Routable>(operations: readonly R[], { method, path }: RequestLine): Route<R> {
  const segments = segmentsOf(path);
  const samePath = operations.filter((candidate) => matches(candidate.segments, segments));
  return { operation: samePath.find((candidate) => candidate.method === method), samePath };
}

type RequestLine = Pick<HttpRequest, 'method' | 'path'>;

function matches(template: readonly string[], segments: readonly string[]): boolean {
  return (
    template.length === segments.length &&
    template.every((expected, index) => expected.startsWith('{') || expected === segments[index])
  );
}

export function segmentsOf(path: string): string[] {
  const segments = path.split('/');
  return path.includes('%') ? segments.map(decodeSegment) : segments;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
