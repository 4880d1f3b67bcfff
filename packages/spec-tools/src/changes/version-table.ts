import path from 'node:path';
import { releasesIn } from '../bump/releases.ts';
import { byVersion } from '../find-versions.ts';

/** The README's table: every Graph version in use, whether this repository has an entry for it or not yet. */
export function versionTable(specFolder: string): string {
  const described = releasesIn(path.join(specFolder, 'versions.yaml'));
  const others = releasesIn(path.join(specFolder, 'undescribed-versions.yaml'));
  const rows = [...described, ...others]
    .sort(([a], [b]) => byVersion(a, b))
    .map(([version, { released, availableUntil }]) => [
      version,
      described.has(version) ? `\`@whatsapp-qr/client/${version}\`` : 'none yet',
      released,
      availableUntil ?? 'not announced',
    ]);
  const table = [['Graph version', 'import', 'released', 'available until'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = table;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

/** Whether a text has the table as it would be printed. Its rows are compared, not the widths of its columns. */
export function hasVersionTable(text: string, specFolder: string): boolean {
  const cells = (row: string): string =>
    row
      .split('|')
      .map((cell) => cell.trim().replace(/^-+$/, '-'))
      .join('|');
  const rows = versionTable(specFolder).split('\n').map(cells).join('\n');
  return text.split('\n').map(cells).join('\n').includes(rows);
}
