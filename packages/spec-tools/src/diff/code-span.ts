import { printableLine } from '@whatsapp-qr/openapi-document';

/** Text from a document as a code span, in which Markdown and HTML mean nothing, and a long one cut. */
export function codeSpan(text: string): string {
  const line = printableLine(text);
  const short = line.length > 160 ? `${line.slice(0, 150)}…` : line;
  const runs = [...short.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = '`'.repeat(Math.max(0, ...runs) + 1);
  const pad = runs.length > 0 || short.trim() === '' ? ' ' : '';
  return `${fence}${pad}${short}${pad}${fence}`;
}
