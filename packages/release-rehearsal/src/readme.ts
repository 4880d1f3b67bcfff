import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Subject } from './environment.ts';
import { packageFolders } from './packages.ts';

const fileOf = (subject: Subject) => join(packageFolders[`@whatsapp-qr/${subject}`], 'README.md');

const generated = /(<!-- Written by `pnpm test:runtimes --write` -->\n\n).*?(\n\n<!-- End -->)/s;

/** The only code block of a README that contains the text. What a README says is thus what is run. */
export function readmeCode(subject: Subject, text: string): string {
  const file = fileOf(subject);
  const blocks = [...readFileSync(file, 'utf8').matchAll(/^```\w+\n(.*?)^```/gms)].map(([, block = '']) => block);
  const found = blocks.filter((block) => block.includes(text));
  if (found.length !== 1) throw new Error(`expected one code block with ${text} in ${file}, found ${found.length}`);
  return found.join();
}

/** A README with what is between its marks replaced. */
export function withGenerated(subject: Subject, table: string): { readonly text: string; readonly found: string } {
  const found = readFileSync(fileOf(subject), 'utf8');
  if (!generated.test(found)) throw new Error(`expected ${generated} in ${fileOf(subject)}`);
  return { text: found.replace(generated, (_, start, end) => start + table + end), found };
}

export function writeGenerated(subject: Subject, table: string): void {
  writeFileSync(fileOf(subject), withGenerated(subject, table).text);
}
