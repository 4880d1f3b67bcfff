/** The longest body of a call that is read, in characters. A list of 25 codes has some 15 000. */
export const longestBody = 4_000_000;

/** Cancels a body and ignores how that ends: a custom one may throw. */
export function cancelBody(reader: Pick<ReadableStreamDefaultReader, 'cancel'> | undefined): void {
  try {
    reader?.cancel().catch(() => {});
  } catch {}
}
