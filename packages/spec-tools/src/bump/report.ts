import path from 'node:path';
import { groupDeviations, ledgerEntry } from '../audit/report.ts';
import { bothSaid } from '../audit/said.ts';
import type { Spot } from '../model/node.ts';
import type { Bump } from './bump.ts';

/** What was made, and what is left for a person to do. */
export function bumpAsText(bump: Bump): string {
  const { version, from, files, audit } = bump;
  const made = files.size > 0;
  const lines = [
    made
      ? `${version}, made from ${from} and these pages:`
      : `${version} is here already, made from these pages. Nothing was written.`,
    ...bump.references.map(({ file, name, form, address }) => `  ${name}: ${file} (${form}), address ${address}`),
    ...bump.references.flatMap(({ file, leftOut }) =>
      leftOut.length === 0
        ? []
        : [
            `  left out of ${file}: ${leftOut.length} ${leftOut.length === 1 ? 'operation' : 'operations'} of other APIs`,
          ],
    ),
    ...unsourcedLines(bump),
    ...ledgerLines(bump),
    ...(made ? ['', 'Written:', ...[...files.keys()].map((file) => `  ${path.relative(process.cwd(), file)}`)] : []),
    '',
    ...editLines(bump),
    '',
    'Then:',
    `  pnpm spec audit ${version}, until it is quiet`,
    `  pnpm spec diff ${from} ${version}, which tells what it means for consumers, as the changeset must`,
    '  pnpm generate',
    `  packages/contract-tests/expected/${version}, a copy of ${from}'s with what changed`,
    '  pnpm test',
  ];
  if (audit.stale.length > 0) lines.push('', 'The ledger has places without a difference; the audit tells which.');
  return `${lines.join('\n')}\n`;
}

function unsourcedLines({ unsourced, version, from }: Bump): string[] {
  if (unsourced.length === 0) return [];
  return [
    '',
    `No source for ${version}: these operations stand as in ${from}, and the ledger says so.`,
    ...unsourced.map((operation) => `  ${operation}`),
  ];
}

function ledgerLines({ ledger, version }: Bump): string[] {
  if (ledger === undefined) return [];
  return [
    '',
    `Ledger: ${ledger.kept} places carried over, ${ledger.dropped.length} dropped, as no source of ${version} states them${ledger.dropped.length > 0 ? ':' : '.'}`,
    ...ledger.dropped.map(({ at }) => `  ${at}`),
  ];
}

function editLines({ audit, version }: Bump): string[] {
  const groups = groupDeviations(audit.differences);
  if (groups.length === 0) return [`No edits: what ${version}'s pages say is what openapi.yaml says.`];
  const edits = groups.flatMap((group, index) => {
    const { first, all, at } = group;
    const places = new Set(
      all.map(({ oursAt }) => `${oursAt.document.file}:${oursAt.document.lineOf(oursAt.pointer)} ${oursAt.pointer}`),
    );
    const [says, ours] = bothSaid(first.says, first.ours);
    const source =
      first.saysAt === undefined ? 'no page has it' : `${first.source} says ${says} (${position(first.saysAt)})`;
    return [`${index + 1}. ${at}`, ...[...places].map((place) => `   ${place}`), `   ${source}; here stands ${ours}`];
  });
  const example = groups[0];
  const entry =
    example === undefined
      ? []
      : ledgerEntry(example)
          .split('\n')
          .map((line) => `  ${line}`);
  return [
    `${groups.length} ${groups.length === 1 ? 'edit' : 'edits'} to make by hand:`,
    ...edits,
    `If the page is wrong, leave the file as it is and add to ${audit.ledgerFile}, for instance:`,
    ...entry,
  ];
}

function position({ document, pointer }: Spot): string {
  return `${document.file}:${document.lineOf(pointer)}`;
}
