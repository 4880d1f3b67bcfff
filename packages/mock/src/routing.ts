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
  /** The path without a slash at its end. */
  readonly path: string;
}

type RequestLine = Pick<HttpRequest, 'method' | 'path'>;

/**
 * Finds the operation of this method and path as Prism does: every `{…}` matches one segment, whatever it is. A slash at
 * the end is ignored, unless only an empty last segment makes the method a documented one.
 */
export function route<R extends Routable>(operations: readonly R[], { method, path }: RequestLine): Route<R> {
  const routed = routePath(operations, method, path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path);
  if (routed.operation !== undefined || routed.path === path) return routed;
  const withSlash = routePath(operations, method, path);
  return withSlash.operation === undefined ? routed : withSlash;
}

function routePath<R extends Routable>(operations: readonly R[], method: string, path: string): Route<R> {
  const segments = segmentsOf(path);
  const samePath = operations.filter((candidate) => matches(candidate.segments, segments));
  return { operation: samePath.find((candidate) => candidate.method === method), samePath, path };
}

/** The value of a path parameter; empty if the path has no such parameter. */
export function pathParameter({ segments }: Routable, path: string, name: string): string {
  const index = segments.indexOf(`{${name}}`);
  return index < 0 ? '' : (segmentsOf(path)[index] ?? '');
}

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
