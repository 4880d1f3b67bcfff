import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** Bytes of the program in one file, bundled, minified and compressed by `gzip -9`. Its imports are found from `folder`. */
export async function bundledBytes(program: string, folder: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: program, loader: 'ts', resolveDir: folder },
    write: false,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
  });
  return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length;
}
