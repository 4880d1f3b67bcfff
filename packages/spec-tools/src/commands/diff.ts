import { parseArgs } from 'node:util';
import { diffDocuments } from '../diff/diff.ts';
import { diffAsMarkdown, diffAsText } from '../diff/print.ts';
import { readSource, specFile } from '../version-folder.ts';

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

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean' }, markdown: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help === true) {
    process.stdout.write(help);
    return 0;
  }
  const [from, to, ...others] = positionals;
  if (from === undefined || to === undefined || others.length > 0) {
    throw new Error(
      `expected two versions or files, found ${positionals.length}: ${positionals.join(' ') || 'none'}\n\n${help}`,
    );
  }
  const diff = diffDocuments(readSource(specFile(from)), readSource(specFile(to)));
  if (values.json === true) process.stdout.write(`${JSON.stringify(diff, null, 2)}\n`);
  else process.stdout.write(values.markdown === true ? diffAsMarkdown(diff) : diffAsText(diff));
  return 0;
}
