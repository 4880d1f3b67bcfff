// pnpm check-reference: compares Meta's pages, as they are now, with the facts that are kept; then runs the audit.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runPnpm } from './command.ts';
import { packageFolders } from './packages.ts';
import { referencePages } from './reference-pages.ts';
import { lookAt, type Reader } from './reference-watch.ts';

const specFolder = packageFolders['@whatsapp-qr/spec'];
const root = { cwd: join(specFolder, '..') };
const folder = mkdtempSync(join(tmpdir(), 'reference-'));

const reader: Reader = {
  async download(address) {
    // What a blob's address gives is a page about the file.
    const file = address.replace(/^(https:\/\/github\.com\/[^/]+\/[^/]+)\/blob\//, '$1/raw/');
    const response = await fetch(file, { signal: AbortSignal.timeout(60_000) });
    return { status: response.status, text: await response.text() };
  },
  async read(text, { version, address }) {
    const file = join(folder, 'page.md');
    writeFileSync(file, text);
    return await runPnpm(['--silent', 'spec', 'read', file, '--graph-version', version, '--address', address], root);
  },
};

try {
  let findings = 0;
  for (const page of referencePages(specFolder)) {
    const finding = await lookAt(page, reader);
    console.log(
      `## ${page.version}: ${page.address}\n\n${finding ?? (page.isExpected ? 'as it was' : 'not there yet')}\n`,
    );
    if (finding !== undefined) findings += 1;
  }
  const audit = await runPnpm(['--silent', 'spec', 'audit'], root).catch((error: Error) => {
    findings += 1;
    return error.message;
  });
  console.log(`## pnpm spec audit\n\n\`\`\`\n${audit.trim()}\n\`\`\`\n\n${findings} to look at.`);
  process.exitCode = findings > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
