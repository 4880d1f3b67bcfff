import type ts from 'typescript';
import { typescript } from './compiler.ts';

/**
 * Rewrites openapi-typescript's comments for editors: the description as plain text instead of an
 * `@description` tag, whose indented lines editors show as code, and no `@enum` beside the union.
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

/** Rewrites the text between the slashes of a doc comment. */
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

/** Splits a comment into titles, formats and tags, each with its continuation lines: indented or empty ones. */
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
