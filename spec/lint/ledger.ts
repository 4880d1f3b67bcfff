import { isArray, type Json, memberOf, pointerTo } from '@whatsapp-qr/openapi-document';
import type { YamlFile } from './document.ts';
import { checkForm } from './form.ts';
import type { Problem } from './problem.ts';

/**
 * The ledger has its form, and tells of each place once per source. Whether each place is a difference, and each difference
 * a place, is for `pnpm spec audit` to say.
 */
export function checkLedger(ledger: YamlFile, version: string): Problem[] {
  const malformed = checkForm(ledger, 'deviations');
  if (malformed.length > 0) return malformed;

  const problems: Problem[] = [];
  if (ledger.root.version !== version) {
    problems.push(ledger.problem('/version', `is ${ledger.root.version}: expected ${version}, the name of the folder`));
  }
  const told = new Set<string>();
  for (const { pointer, source, at } of placesOf(ledger)) {
    if (told.has(`${source} ${at}`)) problems.push(ledger.problem(pointer, `tells of ${at} (${source}) a second time`));
    told.add(`${source} ${at}`);
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
