import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';
import type { SomeContract } from './contract.ts';

/** A change of the text of the client's built file. */
export type Breakage = (source: string) => string;

/** Breaks the use of a word: the name of a response property, or of a category. */
export function withoutWord(word: string): Breakage {
  return (source) => source.replaceAll(new RegExp(`\\b${word}\\b`, 'g'), 'forgotten');
}

/** Removes a property from every response that the client parses. */
export function withoutProperty(property: string): Breakage {
  return (source) =>
    source.replaceAll(
      'JSON.parse(',
      `((text, reviver = (_, value) => value) =>
        JSON.parse(text, (key, value) => (key === '${property}' ? undefined : reviver(key, value))))(`,
    );
}

/** The client of that version, loaded from a broken copy of its built file, for one test. */
export async function brokenClient(version: string, breakage: Breakage): Promise<SomeContract['createQrCodeClient']> {
  const file = fileURLToPath(import.meta.resolve(`@whatsapp-qr/client/${version}`));
  const source = readFileSync(file, 'utf8');
  const broken = breakage(source);
  if (broken === source)
    throw new Error(
      `Expected the breakage to change ${file}, but it did not: update it in test/broken-clients.test.ts.`,
    );

  const folder = mkdtempSync(join(tmpdir(), 'broken-client-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  // The copy uses the dependencies of the original.
  symlinkSync(join(dirname(file), '../node_modules'), join(folder, 'node_modules'));
  const copy = join(folder, 'client.mjs');
  writeFileSync(copy, broken);
  const loaded: Pick<SomeContract, 'createQrCodeClient'> = await import(pathToFileURL(copy).href);
  return loaded.createQrCodeClient;
}
