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
