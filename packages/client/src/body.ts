/**
 * How many characters of an answer are read: more than any answer has, and few enough that one without an end, or one that
 * unpacks to gigabytes, does not take the process down.
 */
const longestText = 2 ** 26;

/** The text of a body; its beginning where it is too long, or where the reader is cancelled. */
export async function readText(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { value } = await reader.read();
    if (!value) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
    if (text.length > longestText) {
      await reader.cancel();
      return text;
    }
  }
}

/** The bytes of a body, let go of when the signal aborts; `undefined` if there are more than `maxBytes`. */
export async function readBytes(
  response: Response,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  // Not every `fetch` gives a stream of the web.
  const reader = response.body?.getReader?.();
  if (!reader) {
    const bytes = new Uint8Array(await response.arrayBuffer());
    return bytes.length > maxBytes ? undefined : bytes;
  }
  // A `fetch` need not have tied the two. Calls do this by themselves: a listener for each would cost a twentieth of their speed.
  const letGo = () => void reader.cancel().catch(() => {});
  if (signal.aborted) letGo();
  else signal.addEventListener('abort', letGo);
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    length += part.value.length;
    if (length > maxBytes) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(part.value);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}
