import { parseArgs } from 'node:util';
import { diffDocuments } from '../diff/diff.ts';
import { classes } from '../diff/law.ts';
import { diffAsJson, diffAsMarkdown, diffAsText } from '../diff/print.ts';
import { readSource, specFile } from '../find-versions.ts';
import { command, UsageError } from './command.ts';

export const help = `pnpm spec diff FROM TO [--json | --markdown] [--fail-on breaking|additive]

What changes for a program whose import changes from one Graph version to another.
FROM and TO are versions (v23.0), version folders, or OpenAPI files.

  --json       everything that was found, with its places, for programs
  --markdown   one sentence a change, under a heading for each schema and operation
  --fail-on breaking   exit with 1 if a change is breaking
  --fail-on additive   exit with 1 if a change is breaking or additive

Every change is classed, for requests and responses separately:
  breaking       programs may no longer compile or work        -> major
  additive       programs work as before, and can do more      -> minor
  documentation  programs work as before; the words differ     -> patch

The rules, from the side of a program whose types are generated from FROM:
  A request accepts less, or needs something new: breaking. It accepts more: additive.
  A response may contain more, or something that was always there may be absent: breaking.
  Something that code can name (an operation, a property, a type, a value of an enumeration) goes: breaking.
  Something that code can name is new: additive.
  What cannot be decided, such as another pattern, is breaking, and the sentence says so.
  Two spellings of the same meaning are no change.

Examples in the documents
  A named example of a response that is added is additive; one that is removed is breaking, since scripts of
  the mock name it. Other values, examples without a name, and those of requests and schemas are documentation.

Examples
  pnpm spec diff v23.0 v24.0
  pnpm spec diff spec/v23.0/openapi.yaml /tmp/edited.yaml --json
  pnpm spec diff v23.0 /tmp/edited.yaml --fail-on breaking
`;

export const run = command('diff', help, async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      markdown: { type: 'boolean', default: false },
      'fail-on': { type: 'string' },
    },
  });
  const [from, to, ...others] = positionals;
  if (from === undefined || to === undefined || others.length > 0) {
    throw new UsageError(`expected two versions or files, found ${positionals.join(' ') || 'none'}`);
  }
  if (values.json && values.markdown) throw new UsageError('expected --json or --markdown, found both');
  const limit = values['fail-on'];
  if (limit !== undefined && limit !== 'breaking' && limit !== 'additive') {
    throw new UsageError(`expected --fail-on breaking or --fail-on additive, found --fail-on ${JSON.stringify(limit)}`);
  }
  const diff = diffDocuments(readSource(specFile(from)), readSource(specFile(to)));
  const print = values.json ? diffAsJson : values.markdown ? diffAsMarkdown : diffAsText;
  process.stdout.write(print(diff));
  const failing = limit === undefined ? [] : classes.slice(0, classes.indexOf(limit) + 1);
  return diff.changes.some((change) => failing.includes(change.class)) ? 1 : 0;
});
