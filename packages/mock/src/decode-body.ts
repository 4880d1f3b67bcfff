/** The text of a body with that `content-encoding`, or why it has none. At most `maxBytes` are decoded. */
export function decodeBody(body: Buffer, encoding: string, maxBytes: number): string | Error {
  const zlib = process.getBuiltinModule('node:zlib');
  const options = { maxOutputLength: Math.max(maxBytes, 1) };
  try {
    let bytes = body;
    for (const name of encoding.toLowerCase().split(',').reverse()) {
      const coding = name.trim();
      if (coding === 'gzip' || coding === 'x-gzip') bytes = zlib.gunzipSync(bytes, options);
      else if (coding === 'deflate') bytes = zlib.inflateSync(bytes, options);
      else if (coding === 'br') bytes = zlib.brotliDecompressSync(bytes, options);
      // Node 20 has no zstd.
      else if (coding === 'zstd' && 'zstdDecompressSync' in zlib) bytes = zlib.zstdDecompressSync(bytes, options);
      else if (coding !== '' && coding !== 'identity') return new Error(`content-encoding ${coding}`);
    }
    return bytes.toString();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
