// pnpm api-docs: a reference page for each Graph version, from its document, in reports/api-docs.
import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { documentedVersions, writePage } from './pages.ts';

if (process.argv.length > 2) {
  console.error(`pnpm api-docs: expected no arguments, received ${process.argv.slice(2).join(' ')}`);
  process.exit(2);
}

const root = join(import.meta.dirname, '../../..');
const folder = join(root, 'reports/api-docs');
// Without the pages of versions that have been removed.
rmSync(folder, { recursive: true, force: true });
const pages = await Promise.all(documentedVersions.map((version) => writePage(version, folder)));
for (const page of pages) console.log(`wrote ${relative(root, page)}`);
