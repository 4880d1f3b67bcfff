import type { Cell } from './cells.ts';

/** The columns of the table: what the client was tested against, and how many broken clients a cell detects. */
export type Column = 'mock' | 'prism' | 'in process' | 'raw' | 'broken clients';

declare module 'vitest' {
  interface TaskMeta {
    /** The cells that the test covers if it passes, for the table at the end of the run. */
    covers?: readonly { readonly cell: Cell; readonly column: Column }[];
  }
}
