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

const noticeDays = 90;
const dayMs = 86_400_000;

function endOfLife({ name, availableUntil }: GraphVersionFacts, now: number): VersionReport | undefined {
  const daysLeft = availableUntil ? (Date.parse(availableUntil) - now) / dayMs + 1 : Number.POSITIVE_INFINITY;
  if (!availableUntil || daysLeft > noticeDays) return undefined;
  return {
    requestedVersion: name,
    availableUntil,
    message: `Graph API ${name} ${daysLeft > 0 ? 'ends' : 'ended'} on ${availableUntil}; after that another version answers in its place. Import a later version of this client.`,
  };
}

// Once per process, however many clients there are.
const endsReported = new Set<string>();

/** Compares what was asked for with what answered, and reports through `onVersionMismatch`. */
export interface VersionWatch {
  /** At the start of a call: the version's end, if it is near. */
  started(): void;
  /** With every answer that names another version. */
  servedBy(operation: OperationName, servedVersion: string): void;
}

export function watchVersion({ version, onVersionMismatch }: Settings): VersionWatch {
  const warned = new Set<string>();
  const report = (about: VersionReport, isNew: boolean) => {
    if (typeof onVersionMismatch === 'function') onVersionMismatch(about);
    else if (onVersionMismatch !== 'ignore' && isNew) console.warn(`@whatsapp-qr/client: ${about.message}`);
  };
  return {
    started() {
      if (onVersionMismatch === 'ignore' || endsReported.has(version.name)) return;
      endsReported.add(version.name);
      const about = endOfLife(version, Date.now());
      if (about) report(about, true);
    },
    servedBy(operation, servedVersion) {
      // With 'error' the call itself tells.
      if (onVersionMismatch === 'error') return;
      const message = `${operation}: Graph API ${version.name} was asked for, ${servedVersion} answered; its answers may differ from the types in use.`;
      const isNew = !warned.has(servedVersion);
      warned.add(servedVersion);
      report({ requestedVersion: version.name, servedVersion, message }, isNew);
    },
  };
}
