import type ts from 'typescript';
import { typescript } from './compiler.ts';

/**
 * Rewrites openapi-typescript's comments into what editors show well: the description as plain text instead of an
 * `@description` tag, whose lines they would take for code where they are indented, and no `@enum` beside the union.
 */
export function tidyDocComments(node: ts.Node): void {
  const comments = typescript.getSyntheticLeadingComments(node);
  if (comments) {
    typescript.setSyntheticLeadingComments(
      node,
      comments.flatMap((comment) => {
        const text = tidy(comment.text);
        return text === undefined ? [] : [{ ...comment, text }];
      }),
    );
  }
  typescript.forEachChild(node, tidyDocComments);
}

/** Takes and gives what stands between the slashes of a doc comment. */
function tidy(text: string): string | undefined {
  const entries = splitEntries(text);
  const isTag = (entry: string) => entry.startsWith('@') && !entry.startsWith('@description ');
  const isFormat = (entry: string) => entry.startsWith('Format: ');

  const prose = entries.filter((entry) => !isTag(entry) && !isFormat(entry)).map(toPlainText);
  const formats = entries.filter(isFormat);
  const tags = entries.filter((entry) => isTag(entry) && !entry.startsWith('@enum '));
  const lines = [prose.join('\n\n'), ...formats, ...tags].filter(Boolean).join('\n').split('\n');

  if (lines.length === 1) return lines[0] === '' ? undefined : `* ${lines[0]} `;
  return `*\n${lines.map((line) => ` * ${line}`.trimEnd()).join('\n')}\n `;
}

/** A title, a format or a tag, each with the lines that belong to it: those are indented, or empty. */
function splitEntries(text: string): string[] {
  const lines = text.split('\n').map((line) => line.replace(/^ ?\* ?/, '').trimEnd());
  return lines
    .join('\n')
    .trim()
    .split(/\n(?=\S)/);
}

function toPlainText(entry: string): string {
  return entry.replace(/^@description /, '').replaceAll('\n    ', '\n');
}
