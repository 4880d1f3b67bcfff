import { isArray, type Json, memberOf, pointerTo } from '@whatsapp-qr/openapi-document';
import type { YamlFile } from './document.ts';
import { checkForm } from './form.ts';
import type { Problem } from './problem.ts';

/**
 * Checks the form of the ledger, and that it has each place once per source. `pnpm spec audit` compares places with
 * differences.
 */
export function checkLedger(ledger: YamlFile, version: string): Problem[] {
  const malformed = checkForm(ledger, 'deviations');
  if (malformed.length > 0) return malformed;

  const problems: Problem[] = [];
  if (ledger.root.version !== version) {
    problems.push(ledger.problem('/version', `is ${ledger.root.version}: expected ${version}, the name of the folder`));
  }
  const known = new Set<string>();
  for (const { pointer, source, at } of placesOf(ledger)) {
    if (known.has(`${source} ${at}`)) problems.push(ledger.problem(pointer, `names ${at} (${source}) a second time`));
    known.add(`${source} ${at}`);
  }
  return problems;
}

function placesOf(ledger: YamlFile): { pointer: string; source: string; at: string }[] {
  return listOf(ledger.root.deviations).flatMap((entry, index) =>
    listOf(memberOf(entry, 'places')).flatMap((place, placeIndex) =>
      listOf(memberOf(entry, 'sources')).map((source) => ({
        pointer: pointerTo('/deviations', index, 'places', placeIndex),
        source: String(source),
        at: String(memberOf(place, 'at')),
      })),
    ),
  );
}

function listOf(value: Json | undefined): readonly Json[] {
  return isArray(value) ? value : [];
}
