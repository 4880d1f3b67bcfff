import type { Reference, ReferenceFile } from './reference-files.ts';

/** The arguments of a bump. */
export interface BumpRequest {
  /** The folder `spec/` of the repository. */
  readonly specFolder: string;
  readonly version: string;
  readonly references: readonly ReferenceFile[];
  /** The newest of the older versions, unless given. */
  readonly from?: string | undefined;
  readonly released?: string | undefined;
  readonly availableUntil?: string | undefined;
  readonly now?: Date | undefined;
}

export interface NamedReference extends Reference {
  /** What the ledger calls it. */
  readonly name: string;
}
