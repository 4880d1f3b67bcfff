import { checkNames } from './checks/check.ts';
import type { Judged } from './equivalents.ts';
import { isNoticed, type Verdict } from './mutate.ts';

/** The score of each check, and the mutants that no check noticed. */
export function reportAsText(verdicts: readonly Verdict[], judged: Judged, equivalentsFile: string): string {
  const { unexplained, explained, stale } = judged;
  const of = (count: number): string => `${count}/${verdicts.length}`;
  const percent = (count: number): string => `${((100 * count) / Math.max(verdicts.length, 1)).toFixed(1)} %`;
  const row = (name: string, count: number, alone = ''): string[] => [name, of(count), percent(count), alone];
  const scores = checkNames.map((check) => {
    const noticed = verdicts.filter(({ findings }) => findings[check] !== undefined);
    const alone = noticed.filter((verdict) => !isNoticed(verdict, [check]));
    return row(check, noticed.length, String(alone.length));
  });
  const any = verdicts.filter((verdict) => isNoticed(verdict)).length;
  const withoutAudit = verdicts.filter((verdict) => isNoticed(verdict, ['audit'])).length;
  const table = [
    ['check', 'noticed', '', 'by it alone'],
    ...scores,
    row('all but the audit', withoutAudit),
    row('all', any),
  ];

  const lines = [...aligned(table), ''];
  if (explained.length > 0) {
    lines.push(`${explained.length} survived and mean the same as the document: ${equivalentsFile} says why.`);
  }
  for (const { mutant } of unexplained)
    lines.push(`survived: openapi.yaml:${mutant.line} ${mutant.name} (${mutant.slip})`);
  for (const reason of stale) lines.push(`explained in vain: ${reason}`);
  if (unexplained.length > 0) {
    lines.push(
      `Expected every mutant to be noticed or explained, found ${unexplained.length} that are neither.`,
      `Have a check notice each; or, if it means the same as the document, add it to ${equivalentsFile}, with the reason.`,
    );
  }
  if (stale.length > 0) lines.push(`Remove from ${equivalentsFile} what is explained in vain.`);
  return `${lines.join('\n')}\n`;
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
