import { DocumentError } from '@whatsapp-qr/openapi-document';
import { checkDocument, readYaml } from '@whatsapp-qr/spec-lint';
import { auditVersion } from '@whatsapp-qr/spec-tools';
import { inOneLine } from './check.ts';
import type { MutatedRepository } from './repository.ts';

/** What the spec's own checks say of a document: its form, its conventions, its examples against their schemas. */
export function structureFinding(repository: MutatedRepository, version: string): string | undefined {
  const document = readYaml(repository.path('spec', version, 'openapi.yaml'));
  const [problem] = checkDocument(document, version).problems;
  return problem && inOneLine(`#${problem.pointer} ${problem.reason}`);
}

/** What `pnpm spec audit` says. */
export function auditFinding(repository: MutatedRepository, version: string): string | undefined {
  try {
    const { differences, stale } = auditVersion(repository.path('spec', version));
    const [difference] = differences;
    if (difference !== undefined) return inOneLine(`${difference.at}: differs from ${difference.source}`);
    const [place] = stale;
    return place && inOneLine(`${place.at}: no longer differs as the ledger says`);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return inOneLine(error.message);
  }
}
