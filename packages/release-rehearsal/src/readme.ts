import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Subject } from './environment.ts';
import { packageFolders } from './packages.ts';

const fileOf = (subject: Subject) => join(packageFolders[`@whatsapp-qr/${subject}`], 'README.md');

/** The only code block of a README that contains the text. What a README says is thus what is run. */
export function readmeCode(subject: Subject, text: string): string {
  const file = fileOf(subject);
  const blocks = [...readFileSync(file, 'utf8').matchAll(/^```\w+\n(.*?)^```/gms)].map(([, block = '']) => block);
  const found = blocks.filter((block) => block.includes(text));
  if (found.length !== 1) throw new Error(`expected one code block with ${text} in ${file}, found ${found.length}`);
  return found.join();
}
