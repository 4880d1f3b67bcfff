// Makes dist/: one file for each entry, the declarations of the public types, and the parts of Prism that the mock uses.
//
// Prism is bundled: as a dependency it would bring 144 packages of 38 MB, of which the mock uses one megabyte, and the first
// response in every test file would take three times as long.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { licensesOf } from './third-party-licenses.ts';

process.chdir(import.meta.dirname);
rmSync('dist', { recursive: true, force: true });

/** Loads it by `require`, which test runners do not intercept: they would transform a megabyte in every test file. */
const prismApart: Plugin = {
  name: 'prism-apart',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/prism\.ts$/ }, ({ path }) => ({ path, namespace: 'prism-apart' }));
    onLoad({ filter: /./, namespace: 'prism-apart' }, () => ({
      contents: `import { createRequire } from 'node:module';
        export const { validatorsOf } = createRequire(import.meta.url)('./prism.cjs');`,
    }));
  },
};

/** Prism uses one function of lodash/fp, and that one for a property of an object; loading it takes 40 ms of 150. */
const noLodashFp: Plugin = {
  name: 'no-lodash-fp',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^lodash\/fp$/ }, ({ path }) => ({ path, namespace: 'no-lodash-fp' }));
    onLoad({ filter: /./, namespace: 'no-lodash-fp' }, () => ({
      contents: 'exports.set = ([key], value, object) => ({ ...object, [key]: value });',
    }));
  },
};

await build({
  absWorkingDir: import.meta.dirname,
  entryPoints: ['src/index.ts', 'src/cli.ts'],
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  plugins: [prismApart],
});

const { metafile } = await build({
  absWorkingDir: import.meta.dirname,
  entryPoints: ['src/prism.ts'],
  outfile: 'dist/prism.cjs',
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20.19',
  plugins: [noLodashFp],
  // Some of the packages have a main file that no bundler can read.
  mainFields: ['module', 'main'],
  minify: true,
  legalComments: 'none',
  metafile: true,
});
writeFileSync('dist/THIRD-PARTY-LICENSES.txt', licensesOf(metafile));
writeDeclarations();

/** Writes the declarations that index.d.ts imports, and no others. tsc keeps the `.ts` of the imports. */
function writeDeclarations(): void {
  const all = mkdtempSync(join(tmpdir(), 'mock-declarations-'));
  execFileSync('tsc', ['-p', 'tsconfig.build.json', '--outDir', all], { stdio: 'inherit' });
  const reached = new Set(['index.d.ts']);
  for (const file of reached) {
    const text = readFileSync(join(all, file), 'utf8');
    for (const [, path = ''] of text.matchAll(/from '(\..+)\.ts'/g)) reached.add(join(dirname(file), `${path}.d.ts`));
    mkdirSync(dirname(join('dist', file)), { recursive: true });
    writeFileSync(join('dist', file), text.replaceAll(/(from '\..+)\.ts'/g, "$1.js'"));
  }
  rmSync(all, { recursive: true });
}
