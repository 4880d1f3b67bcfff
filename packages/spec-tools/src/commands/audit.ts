import path from 'node:path';
import { parseArgs } from 'node:util';
import { printable } from '@whatsapp-qr/openapi-document';
import { auditVersion, isQuiet } from '../audit/audit.ts';
import { auditAsText } from '../audit/report.ts';
import { findSpecFolder, versionsIn } from '../find-versions.ts';
import { command, UsageError } from './command.ts';

export const help = `pnpm spec audit [VERSION…]

Holds spec/VERSION/openapi.yaml against the facts that were read from Meta's pages and from Meta's own OpenAPI document
(spec/VERSION/reference/*.yaml), in both directions. Without a version: all of them. Needs no network.

Every difference must stand in spec/VERSION/deviations.yaml, with its reason and what the reason rests on; and what
stands there must still be a difference. Anything else fails, with the lines of both sides, what each says, and the
entry to add. What a page leaves open must be acknowledged there under "ambiguous", and why a page that states no
version is of this one, under "unlabelled".

A place is written by where it is used, whatever components it is written in:
  GET /path > query limit > maximum
  * > response 404 > application/json > .error.code > type       (* is any one step: here, of every operation)

Examples
  pnpm spec audit
  pnpm spec audit v23.0
`;

export const run = command('audit', help, async (args) => {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const spec = findSpecFolder();
  const versions = versionsIn(spec);
  const stranger = positionals.find((version) => !versions.includes(version));
  if (stranger !== undefined)
    throw new UsageError(`expected versions of ${versions.join(', ')}, found ${JSON.stringify(stranger)}`);
  const chosen = positionals.length > 0 ? positionals : versions;
  if (chosen.length === 0) throw new Error(`${spec} has no version folder`);
  const audits = chosen.map((version) => auditVersion(path.join(spec, version)));
  process.stdout.write(printable(audits.map(auditAsText).join('\n')));
  return audits.every(isQuiet) ? 0 : 1;
});
