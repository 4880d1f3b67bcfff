import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { printable } from '@whatsapp-qr/openapi-document';
import { planBump } from '../bump/bump.ts';
import { bumpAsText } from '../bump/report.ts';
import { writeFiles } from '../bump/write-files.ts';
import { findSpecFolder } from '../version-folder.ts';
import { command, UsageError } from './command.ts';

export const help = `pnpm spec bump VERSION --reference FILE… [--address URL…] [--from VERSION]

Makes spec/VERSION/ from the former version and the pages that Meta publishes for the new one:
  openapi.yaml     the former version's with the version changed, comments and all
  reference/       the facts of the pages
  deviations.yaml  the former version's, without what no new page states
and adds the version to versions.yaml and to the exports of the package, and writes a changeset.
Then it lists the edits that are left: where in openapi.yaml, what the page says, what stands there.

  --reference FILE       a page as downloaded, in any form that "pnpm spec read" reads; again for each page
  --address URL          where it was downloaded; again for each page, in the same order ("-" for unknown)
  --from VERSION         the version to start from; the newest one, if left out
  --released DAY         when Meta released the version (2025-10-08); needed for versions that are not known here
  --available-until DAY  until when Meta keeps it, once announced

Run again with the same pages, it writes nothing and lists the edits that remain. An older version, a page of another
version or of another API, and a version that is here already but made from other pages are refused. When anything
fails, nothing is written.

Example: pnpm spec bump v24.0 --reference page.md
`;

export const run = command('bump', help, async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      reference: { type: 'string', multiple: true, default: [] },
      address: { type: 'string', multiple: true, default: [] },
      from: { type: 'string' },
      released: { type: 'string' },
      'available-until': { type: 'string' },
    },
  });
  const [version, ...files] = positionals;
  if (version === undefined) throw new UsageError('expected a version such as v24.0, found none');
  // "--reference a.md b.md" is how one writes it with a pattern of the shell.
  const references = [...values.reference, ...files];
  if (values.address.length > references.length) {
    throw new UsageError(
      `expected at most one --address for each --reference, found ${values.address.length} for ${references.length}`,
    );
  }
  const bump = planBump({
    specFolder: findSpecFolder(),
    version,
    references: references.map((file, index) => ({
      file,
      text: readFileSync(file, 'utf8'),
      address: addressAt(values.address, index),
    })),
    from: values.from,
    released: values.released,
    availableUntil: values['available-until'],
  });
  writeFiles(bump.files);
  process.stdout.write(printable(bumpAsText(bump)));
  return 0;
});

function addressAt(addresses: readonly string[], index: number): string | undefined {
  const address = addresses[index];
  if (address === undefined || address === '-') return undefined;
  if (!URL.canParse(address))
    throw new UsageError(`--address: expected a URL or "-", found ${JSON.stringify(address)}`);
  return address;
}
