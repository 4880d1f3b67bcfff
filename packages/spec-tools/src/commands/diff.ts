import { parseArgs } from 'node:util';
import { printable } from '@whatsapp-qr/openapi-document';
import { diffDocuments } from '../diff/diff.ts';
import { diffAsMarkdown, diffAsText } from '../diff/print.ts';
import { readSource, specFile } from '../version-folder.ts';
import { command, UsageError } from './command.ts';

export const help = `pnpm spec diff FROM TO [--json | --markdown]

What changes for somebody who changes the import from one Graph version to another.
FROM and TO are versions (v23.0), version folders, or OpenAPI files.

  --json       everything that was found, with its places, for programs
  --markdown   the sentences alone, for a changelog

Every change is classed, for what is sent and what is received separately:
  breaking       programs may no longer compile or work     -> major
  additive       programs go on, and can do more            -> minor
  documentation  programs go on; words or examples differ   -> patch

Examples
  pnpm spec diff v23.0 v24.0
  pnpm spec diff spec/v23.0/openapi.yaml /tmp/edited.yaml --json
`;

export const run = command('diff', help, async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, markdown: { type: 'boolean', default: false } },
  });
  const [from, to, ...others] = positionals;
  if (from === undefined || to === undefined || others.length > 0) {
    throw new UsageError(`expected two versions or files, found ${positionals.join(' ') || 'none'}`);
  }
  if (values.json && values.markdown) throw new UsageError('expected --json or --markdown, found both');
  const diff = diffDocuments(readSource(specFile(from)), readSource(specFile(to)));
  const json = `${JSON.stringify(diff, null, 2)}\n`;
  // In JSON, what `printable` writes for a control character is that character.
  process.stdout.write(printable(values.json ? json : values.markdown ? diffAsMarkdown(diff) : diffAsText(diff)));
  return 0;
});
