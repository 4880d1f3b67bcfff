import path from 'node:path';
import { isQuiet } from '../audit/audit.ts';
import { acknowledgementLines, groupDeviations, ledgerEntry } from '../audit/report.ts';
import { bothAsText } from '../audit/values-as-text.ts';
import type { Spot } from '../model/node.ts';
import type { Bump } from './bump.ts';
import { followUpsOf } from './follow-ups.ts';

/** What was made, and what is left for a person to do. */
export function bumpAsText(bump: Bump): string {
  const { files, audit } = bump;
  const lines = [
    heading(bump),
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
    ...(files.size === 0
      ? []
      : ['', 'Written:', ...[...files.keys()].map((file) => `  ${path.relative(process.cwd(), file)}`)]),
    '',
    ...editLines(bump),
    ...ambiguityLines(bump),
    ...acknowledgementLines(audit),
    '',
    ...nextSteps(bump),
  ];
  if (audit.stale.length > 0) lines.push('', 'The ledger has places without a difference; the audit names them.');
  return `${lines.join('\n')}\n`;
}

function heading({ version, from, kind, files }: Bump): string {
  if (kind === 'new version') return `${version}, made from ${from} and these pages:`;
  if (kind === 'pages added') return `${version} is here already; these pages are among its references now:`;
  return files.size === 0
    ? `${version} is here already, made from these pages. Nothing was written.`
    : `${version} is here already, made from these pages.`;
}

function unsourcedLines({ unsourced, version, from }: Bump): string[] {
  if (unsourced.length === 0) return [];
  return [
    '',
    `No source for ${version}: these operations stand as in ${from ?? 'the document'}, and the ledger says so.`,
    ...unsourced.map((operation) => `  ${operation}`),
  ];
}

function ledgerLines({ ledger, version }: Bump): string[] {
  if (ledger === undefined) return [];
  const { kept, carried, dropped } = ledger;
  return [
    '',
    `Ledger: ${kept} places stated by the sources of ${version}, ${carried.length} carried for want of a source that states them, ${dropped.length} dropped${dropped.length > 0 ? ' that no longer hold:' : '.'}`,
    ...dropped.map(({ at }) => `  ${at}`),
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
    const [says, ours] = bothAsText(first.says, first.ours);
    const source =
      first.saysAt === undefined ? 'no page has it' : `${first.source} says ${says} (${position(first.saysAt)})`;
    return [
      `${index + 1}. ${at}`,
      ...[...places].map((place) => `   ${place}`),
      `   ${source}; here stands ${ours}`,
      ...followUpsOf(group, audit).map((line) => `   ${line}`),
    ];
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

/** What the ledger acknowledges already is printed all the same: a page of a new version may mean it otherwise. */
function ambiguityLines({ audit }: Bump): string[] {
  const known = audit.ambiguities.filter(({ acknowledged }) => acknowledged);
  if (known.length === 0) return [];
  return [
    '',
    `What pages leave open, settled in the ledger (${known.length}):`,
    ...known.map(
      ({ source, ambiguity }) =>
        `   ${source.name}, line ${ambiguity.line} of the page, ${ambiguity.pointer}: ${ambiguity.note}`,
    ),
  ];
}

function nextSteps({ version, from, audit, changeset }: Bump): string[] {
  const steps = [
    ...(isQuiet(audit) ? [] : [`pnpm spec audit ${version}, until it is quiet`]),
    'pnpm --filter @whatsapp-qr/spec check, for examples that no longer fit their schemas',
    'pnpm --filter @whatsapp-qr/spec lint, for components that nothing uses any more',
    ...(changeset === 'after the edits' && from !== undefined
      ? [`pnpm spec bump ${version} again, which writes the changeset from: pnpm spec diff ${from} ${version}`]
      : []),
    'pnpm generate',
    ...(from === undefined
      ? []
      : [
          `packages/contract-tests/expected/${version}/changes.ts, what differs from ${from}; pnpm contract names it`,
          'README.md, the table of versions: pnpm spec versions prints it',
        ]),
    'pnpm test',
  ];
  return ['Then:', ...steps.map((step) => `  ${step}`)];
}

function position({ document, pointer }: Spot): string {
  return `${document.file}:${document.lineOf(pointer)}`;
}
