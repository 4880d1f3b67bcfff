import { readFileSync } from 'node:fs';

/** A downloaded page as text. Throws an Error that names the file: it is missing, a directory, or not in UTF-8. */
export function readTextFile(file: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const isDirectory = error instanceof Error && 'code' in error && error.code === 'EISDIR';
    throw new Error(
      `Expected a readable FILE: ${isDirectory ? `EISDIR: ${file} is a directory; expected one page as downloaded` : reason}`,
    );
  }
  try {
    // The bytes must be UTF-8 as they are: the sha256 that is kept with the facts is that of the file.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Error(`${file}: expected text in UTF-8, found other bytes; download it again, or convert it`);
  }
}
