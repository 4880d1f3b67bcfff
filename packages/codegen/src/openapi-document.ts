import { BaseResolver, createConfig, lintDocument, ResolveError, Source } from '@redocly/openapi-core';
import { DocumentNode } from './document-node.ts';
import { checkOperations } from './operation-checks.ts';
import { checkReferences } from './references.ts';
import { type PlacedProblem, YamlFile } from './yaml-file.ts';

/** One version's document, after validation. */
export interface OpenApiDocument {
  /** Path from the root, for headers of generated files. */
  readonly file: string;
  readonly text: string;
  readonly root: DocumentNode;
  /** Throws an `InputError` with line numbers if there are problems. */
  refuse(problems: readonly PlacedProblem[]): void;
}

/**
 * Reads `spec/<version>/openapi.yaml` and refuses a document from which types and mock cannot be generated. Style and
 * examples are checked by the spec package.
 */
export async function readOpenApiDocument(root: string, version: string): Promise<OpenApiDocument> {
  const yaml = await YamlFile.read(root, `spec/${version}/openapi.yaml`);
  const document = DocumentNode.of(yaml.document);
  yaml.refuse(checkFormat(document));
  yaml.refuse(checkReferences(yaml.document));
  yaml.refuse(await checkStructure(yaml));
  yaml.refuse(checkOperations(document, version));
  return { file: yaml.file, text: yaml.text, root: document, refuse: (found) => yaml.refuse(found) };
}

function checkFormat(document: DocumentNode): PlacedProblem[] {
  if (/^3\.1\.\d+$/.test(document.text('openapi') ?? '')) return [];
  const declared = document.get('openapi');
  const found = declared === undefined ? 'no such key' : `openapi: ${JSON.stringify(declared.value)}`;
  return [{ pointer: '#/openapi', reason: `expected an OpenAPI 3.1 document (openapi: 3.1.0), found ${found}` }];
}

async function checkStructure({ file, text, document: { root } }: YamlFile): Promise<PlacedProblem[]> {
  const { styleguide } = await createConfig({ rules: { struct: 'error' } });
  const document = { source: new Source(file, text), parsed: root };
  const found = await lintDocument({ document, config: styleguide, externalRefResolver: new ClosedResolver() });
  return found.map(({ message, suggest, location: [location] }) => {
    const reason = suggest.length > 0 ? `${message} Did you mean ${suggest.join(' or ')}?` : message;
    return { pointer: location?.pointer ?? '#', reason };
  });
}

/** References to elsewhere are refused before; should one remain, it is not followed either. */
class ClosedResolver extends BaseResolver {
  override loadExternalRef(reference: string): Promise<Source> {
    return Promise.reject(new ResolveError(new Error(`${reference} is not of this document`)));
  }
}
