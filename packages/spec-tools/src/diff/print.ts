import { printable, printableLine } from '@whatsapp-qr/openapi-document';
import { codeSpan } from './code-span.ts';
import type { Diff, Finding, Level, Line } from './diff.ts';
import { type Class, classes } from './law.ts';
import { inWords } from './subject.ts';

const headings: Record<Class, string> = { breaking: 'Breaking', additive: 'Additive', docs: 'Documentation' };

const meaning: Record<Level, string> = {
  major: 'Programs may no longer compile or work as they are.',
  minor: 'Programs work as before, and can do more.',
  patch: 'Programs work as before; only the documentation differs.',
  none: 'Nothing changes for programs.',
};

/** For the terminal: every change with the lines where it is written. */
export function diffAsText(diff: Diff): string {
  const lines = [`${printableLine(diff.from)} -> ${printableLine(diff.to)}: ${counts(diff)}`, verdict(diff)];
  for (const [heading, findings] of byClass(diff)) {
    lines.push('', heading);
    for (const finding of findings) {
      lines.push(`  ${finding.sentence}`);
      const positions = finding.uses.map(({ before, after }) => `      ${position(before)} -> ${position(after)}`);
      lines.push(...new Set(positions));
    }
  }
  return `${lines.join('\n')}\n`;
}

/**
 * For consumers, without the places in our files: a heading for each schema and operation, those that break something
 * first, and a line for each change. The order is that of the documents, so that the same documents give the same text.
 */
export function diffAsMarkdown(diff: Diff): string {
  const lines = [`## From ${codeSpan(diff.from)} to ${codeSpan(diff.to)}`, '', verdict(diff)];
  for (const [heading, findings] of Map.groupBy(diff.changes, headingOf)) {
    lines.push('', `### ${heading}`, '');
    lines.push(...findings.map((finding) => `- **${headings[finding.class]}:** ${finding.sentence}`));
  }
  return `${lines.join('\n')}\n`;
}

function headingOf({ schema, operations }: Finding): string {
  if (schema !== undefined) return `Schema ${codeSpan(schema)}`;
  return operations.length === 0 ? 'The API' : inWords(operations.map(codeSpan));
}

/** For programs. What acts on a terminal is escaped, and the JSON means the same. */
export function diffAsJson(diff: Diff): string {
  return `${printable(JSON.stringify(diff, null, 2))}\n`;
}

function byClass(diff: Diff): [string, readonly Finding[]][] {
  return classes
    .map((wanted): [string, readonly Finding[]] => [
      headings[wanted],
      diff.changes.filter((finding) => finding.class === wanted),
    ])
    .filter(([, findings]) => findings.length > 0);
}

function counts(diff: Diff): string {
  if (diff.changes.length === 0) return 'no change';
  return byClass(diff)
    .map(([heading, findings]) => `${findings.length} ${heading.toLowerCase()}`)
    .join(', ');
}

function verdict({ level }: Diff): string {
  return level === 'none' ? meaning.none : `Changing the import is a ${level} change. ${meaning[level]}`;
}

function position({ file, line }: Line): string {
  return `${printableLine(file)}:${line}`;
}
