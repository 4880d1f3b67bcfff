// The cost of the client before the first call, measured on the packed tarball: bytes, import time, types. Needs a
// build; takes about half a minute.
import { execFileSync, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { type Consumer, installPacked } from '../test/support/packed.ts';
import { allOperations, allOperationsBare, smallest, smallestBare } from './programs.ts';
import { median, report } from './table.ts';

const TSC = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const imports = 120;

/** Size of the code loaded at the start, minified, `gzip -9`, in kilobytes of 1000 bytes. */
async function bundledSize(consumer: Consumer, program: string): Promise<number> {
  const stdin = { contents: program, loader: 'ts', resolveDir: consumer.directory } as const;
  const { outputFiles } = await build({
    stdin,
    write: false,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
  });
  return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length / 1_000;
}

/** Milliseconds that a process with each program takes longer than an empty one: medians, in rotating order. */
function importTimes(consumer: Consumer, programs: readonly string[]): number[] {
  const files = ['', ...programs].map((text, index) => consumer.write(`import-${index}.mjs`, text));
  const times: number[][] = files.map(() => []);
  for (let round = -3; round < imports; round++) {
    if (round % 20 === 0) console.error(`import, round ${round} of ${imports}`);
    for (let turn = 0; turn < files.length; turn++) {
      const index = (round + 3 + turn) % files.length;
      const startedAt = performance.now();
      execFileSync(process.execPath, [String(files[index])], { cwd: consumer.directory });
      if (round >= 0) times[index]?.push(performance.now() - startedAt);
    }
  }
  const [empty = [], ...others] = times;
  return others.map((list) => median(list.map((time, round) => time - (empty[round] ?? 0))));
}

/** Type instantiations over those of an empty program. */
function instantiations(consumer: Consumer, program: string): number {
  const lib = ['es2023', 'dom', 'dom.iterable'];
  const compilerOptions = {
    module: 'nodenext',
    target: 'es2022',
    lib,
    types: [],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
  };
  consumer.write('tsconfig.json', JSON.stringify({ compilerOptions, files: ['types.ts'] }));
  const count = (text: string) => {
    consumer.write('types.ts', text);
    const { stdout, status } = spawnSync(process.execPath, [TSC, '--extendedDiagnostics'], {
      cwd: consumer.directory,
      encoding: 'utf8',
    });
    const figure = /^Instantiations:\s+(\d+)/m.exec(stdout)?.[1];
    if (status !== 0 || !figure) throw new Error(`Expected the program to compile; tsc reported:\n${stdout}`);
    return Number(figure);
  };
  return count(program) - count('export {};');
}

using consumer = installPacked();
consumer.install('whatsapp-api-js');

const [importOurs = Number.NaN, importBare = Number.NaN, importPeer = Number.NaN] = importTimes(consumer, [
  "import '@whatsapp-qr/client/v23.0';",
  "import createClient from 'openapi-fetch'; createClient({ baseUrl: 'https://graph.facebook.com' });",
  "import 'whatsapp-api-js';",
]);

console.error('bundles and types');
report('cost, on the packed tarball', 'openapi-fetch bare', [
  {
    what: 'smallest program, bundled in one file, minified, gzip -9 (kB)',
    ours: await bundledSize(consumer, smallest),
    peer: await bundledSize(consumer, smallestBare),
    target: 10.5,
    is: 'at most',
    digits: 2,
  },
  {
    what: 'import, over an empty program (ms); the target is 1.5 times whatsapp-api-js',
    ours: importOurs,
    peer: importBare,
    target: Number((1.5 * importPeer).toFixed(1)),
    is: 'at most',
    digits: 1,
  },
  {
    what: 'smallest program, type instantiations',
    ours: instantiations(consumer, smallest),
    peer: instantiations(consumer, smallestBare),
    target: 150,
    is: 'at most',
  },
  {
    what: 'all five operations, type instantiations',
    ours: instantiations(consumer, allOperations),
    peer: instantiations(consumer, allOperationsBare),
    target: 300,
    is: 'at most',
  },
]);
