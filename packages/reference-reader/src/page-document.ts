import type { JsonObject } from '@whatsapp-qr/openapi-document';
import type { FactKind, FactsDocument, SchemaFacts } from './facts.ts';
import type { Line } from './form.ts';
import type { Reading } from './reading.ts';
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

/** Every page ends with this section. Without it, nothing shows that the copy is complete. */
export function missingEnd(lines: readonly Line[], reading: Reading): void {
  const last = lines.findLast(({ text }) => text.trim() !== '')?.number ?? 1;
  reading.problem(last, 'the end of the page', 'a section "## Authentication" before it: the copy is cut off');
}

/** The kinds of facts of a page: without security, if the page lost its Authentication section. */
export function kindsOf(states: readonly FactKind[], security: Security | undefined): readonly FactKind[] {
  return security === undefined ? states.filter((kind) => kind !== 'security') : states;
}
