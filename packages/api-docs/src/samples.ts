import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../samples');

/** A program that shows how the client calls an operation. */
export interface Sample {
  readonly operationId: string;
  /** The name of its tab: the part of the file name after the operation, such as `create`, or `TypeScript`. */
  readonly label: string;
  /** The program, with the entry of the requested Graph version. */
  readonly source: string;
}

/** The samples of a Graph version: `samples/<operationId>.ts`, or `samples/<operationId>.<label>.ts` for several. */
export function samplesFor(version: string): Sample[] {
  return readdirSync(folder).map((file) => {
    const [operationId = '', label] = file.replace(/\.ts$/, '').split('.');
    const program = readFileSync(join(folder, file), 'utf8');
    const source = program.replace(/(?<='@whatsapp-qr\/client\/)v\d+\.\d+(?=')/, version);
    return { operationId, label: label ?? 'TypeScript', source };
  });
}
