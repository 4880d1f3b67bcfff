import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';
import type { SomeContract } from './contract.ts';

/** What is done to the text of the client's built file. */
export type Breakage = (source: string) => string;

/** The client no longer knows a word: the name of a property of an answer, or of a category. */
export function forgetting(word: string): Breakage {
  return (source) => source.replaceAll(new RegExp(`\\b${word}\\b`, 'g'), 'forgotten');
}

/** The client loses a property of every answer that it parses. */
export function losing(property: string): Breakage {
  return (source) =>
    source.replaceAll(
      'JSON.parse(',
      `((text, reviver = (_, value) => value) =>
        JSON.parse(text, (key, value) => (key === '${property}' ? undefined : reviver(key, value))))(`,
    );
}

/** The client of that version, made from a copy of its built file in which something is broken, for one test. */
export async function brokenClient(version: string, breakage: Breakage): Promise<SomeContract['createQrCodeClient']> {
  const file = fileURLToPath(import.meta.resolve(`@whatsapp-qr/client/${version}`));
  const source = readFileSync(file, 'utf8');
  const broken = breakage(source);
  if (broken === source) throw new Error(`Nothing is broken: ${file} no longer has what was to be changed.`);

  const folder = mkdtempSync(join(tmpdir(), 'broken-client-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  // Its dependencies are those of the real one.
  symlinkSync(join(dirname(file), '../node_modules'), join(folder, 'node_modules'));
  const copy = join(folder, 'client.mjs');
  writeFileSync(copy, broken);
  const loaded: Pick<SomeContract, 'createQrCodeClient'> = await import(pathToFileURL(copy).href);
  return loaded.createQrCodeClient;
}
