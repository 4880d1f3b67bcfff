import { type GeneratedFile, InputError, readSpec, targets } from '@whatsapp-qr/codegen';
import { inOneLine } from './check.ts';
import type { MutatedRepository } from './repository.ts';

export type Generated = { readonly files: readonly GeneratedFile[] } | { readonly refused: string };

/** What `pnpm generate` writes, or why it refuses to. */
export async function generate(repository: MutatedRepository): Promise<Generated> {
  try {
    const versions = await readSpec(repository.folder);
    const { client, mock } = targets;
    const files = await Promise.all([client, mock].map((target) => target.generate(repository.folder, versions)));
    return { files: files.flat() };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { refused: inOneLine(error.message) };
  }
}
