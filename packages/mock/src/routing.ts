import type { Arrival } from './arrival.ts';

interface Routable {
  /** In upper case. */
  readonly method: string;
  /** `/{Version}/{Phone-Number-ID}/message_qrdls`, for instance. */
  readonly path: string;
  /** The path, split by `segmentsOf`. */
  readonly segments: readonly string[];
}

export type Route<R> =
  | { readonly found: R }
  | { readonly found: undefined; readonly status: 404 | 405; readonly reason: string };

/** What answers this method and path, matched as Prism does: every `{…}` takes one segment, whatever it is. */
export function route<R extends Routable>(known: readonly R[], { method, path }: Arrival): Route<R> {
  const segments = segmentsOf(path);
  const samePath = known.filter((candidate) => matches(candidate.segments, segments));
  const found = samePath.find((candidate) => candidate.method === method);
  if (found !== undefined) return { found };
  if (samePath.length > 0) {
    const methods = samePath.map((candidate) => candidate.method).join(', ');
    return { found, status: 405, reason: `${method} is not documented for this path, only ${methods} is.` };
  }
  const paths = [...new Set(known.map((candidate) => candidate.path))].join(' and ');
  return { found, status: 404, reason: `The path is not documented, only ${paths} is.` };
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
