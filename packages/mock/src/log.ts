import type { Fault } from './step.ts';
/** One request and how it was answered. */
export interface MockLogEntry {
  readonly method: string;
  /** Without the query, in which a token could stand. */
  readonly path: string;
  readonly operationId: string | undefined;
  readonly status: number;
  /** The documented example that was the answer; `undefined` if the answer was composed to fit the request. */
  readonly example: string | undefined;
  /** Why the request was refused, if it was. */
  readonly rejected: string | undefined;
  /** What a script did to the answer that the document does not have, if anything. */
  readonly fault: Fault | undefined;
}

export type MockLog = (entry: MockLogEntry) => void;

/** Unless told otherwise, a mock speaks up only when it refuses a request: that is what one would look for. */
export const logRejections: MockLog = (entry) => {
  if (entry.rejected !== undefined) console.warn(`[whatsapp-qr mock] ${formatLogEntry(entry)}`);
};

export function formatLogEntry({ method, path, status, example, rejected, fault }: MockLogEntry): string {
  const request = `${method} ${path} ->`;
  if (fault === 'reset') return `${request} reset as scripted`;
  const answer = `${request} ${status}${example === undefined ? '' : ` ${example}`}`;
  if (fault !== undefined) return `${answer}, ${fault} as scripted`;
  return rejected === undefined ? answer : `${answer}, rejected: ${rejected}`;
}
