import { createConfig } from '@redocly/openapi-core';
import type ts from 'typescript';
import { astToString, openapiTS, typescript } from './compiler.ts';
import { tidyDocComments } from './doc-comments.ts';
import type { OpenApiDocument } from './openapi-document.ts';
import { header } from './typescript-text.ts';

/** `paths`, `components` and `operations` in the format of openapi-fetch. */
export async function schemaSource({ file, text }: OpenApiDocument): Promise<string> {
  const declarations = await openapiTS(text, {
    // The document was linted before, with line numbers in the messages.
    redocly: await createConfig({}),
    silent: true,
    // Only `required` decides what is optional, and an object of unknown content is not an empty one.
    defaultNonNullable: false,
    emptyObjectsUnknown: true,
  });
  const used = declarations.filter((declaration) => !isEmptyPart(declaration));
  used.forEach(tidyDocComments);
  return header(file) + withTwoSpaces(astToString(used));
}

/** Optional parts of a document that none of ours has. */
function isEmptyPart(declaration: ts.Node): boolean {
  return typescript.isTypeAliasDeclaration(declaration) && ['webhooks', '$defs'].includes(declaration.name.text);
}

function withTwoSpaces(source: string): string {
  return source.replace(/^(?: {4})+/gm, (indentation) => ' '.repeat(indentation.length / 2));
}
