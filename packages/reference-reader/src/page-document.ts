import type { JsonObject } from '@whatsapp-qr/openapi-document';
import type { FactKind, FactsDocument, SchemaFacts } from './facts.ts';
import type { Security } from './security.ts';

interface Parts {
  readonly servers: readonly string[];
  readonly security: Security | undefined;
  readonly paths: { [path: string]: JsonObject };
  readonly schemas: { [name: string]: SchemaFacts };
}

/** Puts the parts of a page together. What the page does not have is left out. */
export function pageDocument({ servers, security, paths, schemas }: Parts): FactsDocument {
  const components: JsonObject = {
    ...(Object.keys(schemas).length === 0 ? {} : { schemas }),
    ...(security === undefined ? {} : { securitySchemes: security.schemes }),
  };
  return {
    ...(servers.length === 0 ? {} : { servers: servers.map((url) => ({ url })) }),
    ...(security === undefined ? {} : { security: security.required }),
    paths,
    ...(Object.keys(components).length === 0 ? {} : { components }),
  };
}

/** The kinds of facts of a page: without security, if the page lost its Authentication section. */
export function kindsOf(tells: readonly FactKind[], security: Security | undefined): readonly FactKind[] {
  return security === undefined ? tells.filter((kind) => kind !== 'security') : tells;
}
