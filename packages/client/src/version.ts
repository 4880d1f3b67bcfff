import type { OperationName } from './errors.ts';

/** The argument of `onVersionMismatch`. */
export interface VersionReport {
  /** The version in the address of the request. */
  readonly requestedVersion: string;
  /** The version that served the call; absent if the report is about the end of the requested one. */
  readonly servedVersion?: string;
  /** The last day of the requested version, if the report is about its end. */
  readonly availableUntil?: string;
  readonly message: string;
}

export type OnVersionMismatch = 'warn' | 'error' | 'ignore' | ((report: VersionReport) => void);

// Warnings begin 90 days before the last day.
const noticeMs = 90 * 86_400_000;

// A server could name another version in every response.
const mostWarnings = 10;

// Once per process, however many clients there are.
const announced = new Set<string>();

/** Notices when another version serves a call, and when the requested one ends, and reports both. */
export interface VersionCheck {
  /** Reports the end of the version if it has come or comes within 90 days. Called at the start of a call. */
  reportEnd(): void;
  /** Reports that another version served a call. */
  reportServed(servedVersion: string, operation: OperationName): void;
}

export function createVersionCheck(
  requestedVersion: string,
  availableUntil: string | null,
  onVersionMismatch: OnVersionMismatch,
): VersionCheck {
  const announceFrom = Date.parse(`${availableUntil}`) - noticeMs;
  const warned = new Set<string | undefined>();

  function report(about: Omit<VersionReport, 'requestedVersion'>): void {
    if (typeof onVersionMismatch === 'function') onVersionMismatch({ requestedVersion, ...about });
    else if (!warned.has(about.servedVersion) && warned.size < mostWarnings) {
      warned.add(about.servedVersion);
      console.warn(`@whatsapp-qr/client: ${about.message}`);
    }
  }

  return {
    reportEnd() {
      if (!availableUntil || Date.now() < announceFrom) return;
      if (onVersionMismatch === 'ignore' || announced.has(requestedVersion)) return;
      announced.add(requestedVersion);
      const message = `Graph API ${requestedVersion} is available until ${availableUntil}: move to a later version`;
      report({ availableUntil, message });
    },
    reportServed(servedVersion, operation) {
      // With 'error' the call throws instead.
      if (onVersionMismatch === 'ignore' || onVersionMismatch === 'error') return;
      report({
        servedVersion,
        message: `${servedVersion} served a call of Graph API ${requestedVersion} (${operation})`,
      });
    },
  };
}
