import { escapeControls } from './escape.ts';
import type { Violation } from './violation.ts';

/** One exchange through the proxy, without credentials. Escape control characters before printing its texts. */
export interface ProxyLogEntry {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** `undefined` if the client closed the connection before. */
  readonly status: number | undefined;
  /** Why the proxy itself responded, if it did. */
  readonly failed: string | undefined;
  readonly violations: readonly Violation<string>[];
}

export type ProxyLog = (entry: ProxyLogEntry) => void;

/** The default log: exchanges with violations. */
export const logViolations: ProxyLog = (entry) => {
  if (entry.violations.length > 0) console.warn(`[whatsapp-qr proxy] ${formatProxyLogEntry(entry)}`);
};

/** One line for the exchange and one for each violation, with control characters escaped. */
export function formatProxyLogEntry({ method, path, status, failed, violations }: ProxyLogEntry): string {
  const exchange = `${method} ${path} -> ${status ?? 'closed by the client'}${failed === undefined ? '' : `: ${failed}`}`;
  const lines = violations.map(
    ({ operation = 'undocumented operation', side, pointer, expected, found }) =>
      `  ${operation} ${side} ${pointer || '(none)'}: expected ${expected}; found ${found}`,
  );
  return [exchange, ...lines].map(escapeControls).join('\n');
}
