import { escapeControls } from './escape.ts';
import type { Fault } from './step.ts';

/** One request and its response. Text from the request is as it was sent: escape control characters before printing it. */
export interface MockLogEntry {
  readonly method: string;
  /** Without the query, which can contain a token. */
  readonly path: string;
  readonly operationId: string | undefined;
  readonly status: number;
  /** The documented example that the response is; `undefined` if the response was composed to fit the request. */
  readonly example: string | undefined;
  /** Why the request was rejected, if it was. */
  readonly rejected: string | undefined;
  /** What a script did to the response that the document does not allow, if anything. */
  readonly fault: Fault | undefined;
}

export type MockLog = (entry: MockLogEntry) => void;

/** The default log: one line for each rejected request. */
export const logRejections: MockLog = (entry) => {
  if (entry.rejected !== undefined) console.warn(`[whatsapp-qr mock] ${formatLogEntry(entry)}`);
};

/** One line, with control characters escaped. */
export function formatLogEntry({ method, path, status, example, rejected, fault }: MockLogEntry): string {
  const request = `${method} ${path} ->`;
  if (fault === 'reset' || fault === 'lost') return escapeControls(`${request} ${fault} as scripted`);
  const response = `${request} ${status}${example === undefined ? '' : ` ${example}`}`;
  if (fault !== undefined) return escapeControls(`${response}, ${fault} as scripted`);
  return escapeControls(rejected === undefined ? response : `${response}, rejected: ${rejected}`);
}
