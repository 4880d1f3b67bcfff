import { markdownLine } from '../markdown.ts';
import type { Class } from './change.ts';
import type { Diff, Finding, Level, Line } from './diff.ts';

const headings: Record<Class, string> = {
  breaking: 'Breaking',
  additive: 'Additive',
  docs: 'Documentation',
};

const meaning: Record<Level, string> = {
  major: 'Programs may no longer compile or work as they are.',
  minor: 'Programs go on as they are, and can do more.',
  patch: 'Programs go on as they are; only the documentation differs.',
  none: 'The two say the same.',
};

/** For the terminal: every change with the lines where it is written. */
export function diffAsText(diff: Diff): string {
  const lines = [`${diff.from} -> ${diff.to}: ${counts(diff)}`, verdict(diff)];
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

/** For a changelog: what a consumer needs to know, without the places in our files. */
export function diffAsMarkdown(diff: Diff): string {
  const lines = [`## From ${markdownLine(diff.from)} to ${markdownLine(diff.to)}`, '', verdict(diff)];
  for (const [heading, findings] of byClass(diff)) {
    lines.push('', `### ${heading}`, '', ...findings.map(({ sentence }) => `- ${markdownLine(sentence)}`));
  }
  return `${lines.join('\n')}\n`;
}

function byClass(diff: Diff): [string, readonly Finding[]][] {
  const classes: readonly Class[] = ['breaking', 'additive', 'docs'];
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
  return `${file}:${line}`;
}
