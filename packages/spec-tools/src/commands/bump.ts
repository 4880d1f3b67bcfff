import { parseArgs } from 'node:util';
import { printable } from '@whatsapp-qr/openapi-document';
import { planBump } from '../bump/bump.ts';
import { writeFiles } from '../bump/create-version-folder.ts';
import { bumpAsText } from '../bump/report.ts';
import { findSpecFolder } from '../find-versions.ts';
import { command, UsageError } from './command.ts';
import { readTextFile } from './text-file.ts';

export const help = `pnpm spec bump VERSION [--reference FILE…] [--address URL…] [--from VERSION]

Makes spec/VERSION/ from the former version and the pages that Meta publishes for the new one:
  openapi.yaml     the former version's with the version changed, comments and all
  reference/       the facts of the pages
  deviations.yaml  the former version's. What the new pages state applies, what they could not state is carried and
                   marked, and what they state otherwise is dropped.
and adds the version to versions.yaml, to the exports of the package and to the contract tests' expectations. Then it
lists the edits that are left: where in openapi.yaml, what the page says, what stands there.

  --reference FILE       a page as downloaded, in any form that "pnpm spec read" reads; again for each page
  --address URL          where it was downloaded; again for each page, in the same order ("unknown" where it is not
                         known; "-" to leave it out). A page that states no version and says what the former version
                         says is taken only with an address, or with "unknown".
  --from VERSION         the version to start from; the newest one, if left out
  --released DAY         when Meta released the version (2025-10-08); needed for versions that are not known here
  --available-until DAY  until when Meta keeps it, once announced

Of a version that is here, pages that are new are added to its references, and pages that it was made from may be left
out. Once nothing is left to edit, the changeset is written from "pnpm spec diff". An older version, a page of another
version or of another API, a page that is cut off, and the same page given twice are refused. When anything fails,
nothing is written.

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
      text: readTextFile(file),
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
  if (address !== 'unknown' && !(URL.canParse(address) && new URL(address).protocol === 'https:'))
    throw new UsageError(`--address: expected an https URL, "unknown" or "-", found ${JSON.stringify(address)}`);
  return address;
}
