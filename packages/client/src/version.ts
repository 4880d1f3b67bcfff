import type { OperationName } from './errors.ts';
import type { Settings } from './options.ts';

/** What the runtime knows of one Graph API version; generated from the specification. */
export interface GraphVersionFacts {
  readonly name: string;
  /** The last day on which Meta serves it, as `YYYY-MM-DD`; `null` while not announced. */
  readonly availableUntil: string | null;
  /** The fields that an answer has only where asked for, with the JSON type that the version gives them. */
  readonly optionalFields: Readonly<Record<string, string>>;
}

/** What `onVersionMismatch` is called with. */
export interface VersionReport {
  /** The version in the address of the request. */
  readonly requestedVersion: string;
  /** The version that answered; absent where the report is about the end of the requested one. */
  readonly servedVersion?: string;
  /** The last day of the requested version, where the report is about its end. */
  readonly availableUntil?: string;
  readonly message: string;
}

// The warning begins 90 days before the last day.
const noticeMs = 90 * 86_400_000;

// Once per process, however many clients there are.
const announced = new Set<string>();

/** Compares what was asked for with what answered, and reports through `onVersionMismatch`. */
export interface VersionWatch {
  /** At the start of a call: the version's end, if it has come or comes within 90 days. */
  started(): void;
  /** With every answer that names another version. */
  servedBy(servedVersion: string, operation: OperationName): void;
}

export function watchVersion({ version, onVersionMismatch }: Settings): VersionWatch {
  const { name: requestedVersion, availableUntil } = version;
  const announceFrom = Date.parse(`${availableUntil}`) - noticeMs;
  const warned = new Set<string | undefined>();

  function report(about: Omit<VersionReport, 'requestedVersion'>): void {
    if (typeof onVersionMismatch === 'function') onVersionMismatch({ requestedVersion, ...about });
    else if (!warned.has(about.servedVersion)) console.warn(`@whatsapp-qr/client: ${about.message}`);
    warned.add(about.servedVersion);
  }

  return {
    started() {
      if (!availableUntil || Date.now() < announceFrom) return;
      if (onVersionMismatch === 'ignore' || announced.has(requestedVersion)) return;
      announced.add(requestedVersion);
      const message = `Graph API ${requestedVersion} is available until ${availableUntil}: move to a later version`;
      report({ availableUntil, message });
    },
    servedBy(servedVersion, operation) {
      // With 'error' the call itself tells.
      if (onVersionMismatch === 'ignore' || onVersionMismatch === 'error') return;
      report({ servedVersion, message: `${servedVersion} answered for Graph API ${requestedVersion} (${operation})` });
    },
  };
}
