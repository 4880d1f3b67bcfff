import { readAll } from './input-error.ts';
import { type OpenApiDocument, readOpenApiDocument } from './openapi-document.ts';
import { type GraphVersion, readVersions } from './versions.ts';

export interface SpecVersion extends GraphVersion {
  readonly document: OpenApiDocument;
}

/** Reads the input of generation: all versions, oldest first. */
export async function readSpec(root: string): Promise<SpecVersion[]> {
  const versions = await readVersions(root);
  return readAll(versions, async (version) => {
    return { ...version, document: await readOpenApiDocument(root, version.version) };
  });
}
