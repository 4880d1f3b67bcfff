// Makes dist/: one file for each entry, the declarations of the public types, and the parts of Prism that the mock uses.
//
// Prism is bundled: as a dependency it would bring 144 packages of 38 MB, of which the mock uses one megabyte, and the first
// response in every test file would take three times as long.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { licensesOf } from './third-party-licenses.ts';

process.chdir(import.meta.dirname);
rmSync('dist', { recursive: true, force: true });

/** Prism is a file of its own, loaded by `require`: test runners would transform a megabyte in every test file. */
const prismInOwnFile = (requirePrism: string): Plugin => ({
  name: 'prism-in-own-file',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/prism\.ts$/ }, ({ path }) => ({ path, namespace: 'prism-in-own-file' }));
    onLoad({ filter: /./, namespace: 'prism-in-own-file' }, () => ({ contents: requirePrism }));
  },
});

/** Prism uses one function of lodash/fp, to set one property; loading all of it takes 40 ms of 150. */
const noLodashFp: Plugin = {
  name: 'no-lodash-fp',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^lodash\/fp$/ }, ({ path }) => ({ path, namespace: 'no-lodash-fp' }));
    onLoad({ filter: /./, namespace: 'no-lodash-fp' }, () => ({
      contents: 'exports.set = ([key], value, object) => ({ ...object, [key]: value });',
    }));
  },
};

const common = {
  absWorkingDir: import.meta.dirname,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
} as const satisfies BuildOptions;

// CommonJS, because plain Jest can load nothing else. It is the one implementation: dist/index.js imports it, so that a
// process that uses both forms has one of it.
await build({
  ...common,
  entryPoints: ['src/index.ts', 'src/msw.ts'],
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  packages: 'external',
  define: { 'import.meta.url': 'importMetaUrl' },
  banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
  // Jest cannot evaluate `import()` in CommonJS either.
  supported: { 'dynamic-import': false },
  external: ['./prism.cjs'],
  plugins: [prismInOwnFile("module.exports = require('./prism.cjs');")],
});
writeFileSync(
  'dist/index.js',
  "export { createMockFetch, startContractProxy, startMockServer, step } from './index.cjs';\n",
);
writeFileSync('dist/msw.js', "export { mockHandlers } from './msw.cjs';\n");

await build({
  ...common,
  entryPoints: ['src/cli.ts'],
  outdir: 'dist',
  format: 'esm',
  packages: 'external',
  plugins: [
    prismInOwnFile(`import { createRequire } from 'node:module';
      export const { validatorsOf } = createRequire(import.meta.url)('./prism.cjs');`),
  ],
});

const { metafile } = await build({
  ...common,
  entryPoints: ['src/prism.ts'],
  outfile: 'dist/prism.cjs',
  format: 'cjs',
  plugins: [noLodashFp],
  // Some of the packages have a main file that no bundler can read.
  mainFields: ['module', 'main'],
  minify: true,
  legalComments: 'none',
  metafile: true,
});
copyFileSync('src/control-page.html', 'dist/control-page.html');
writeFileSync('dist/THIRD-PARTY-LICENSES.txt', licensesOf(metafile));
writeDeclarations();

/** Writes the declarations that the entries import, and no others, for ES modules and for CommonJS. */
function writeDeclarations(): void {
  // As deep as dist/, so that the maps lead to src/ from there as well.
  const all = 'dist.next';
  rmSync(all, { recursive: true, force: true });
  execFileSync('tsc', ['-p', 'tsconfig.build.json', '--outDir', all], { stdio: 'inherit' });
  const reached = new Set(['index.d.ts', 'msw.d.ts']);
  for (const file of reached) {
    const text = readFileSync(join(all, file), 'utf8');
    for (const [, path = ''] of text.matchAll(/from '(\..+)\.ts'/g)) reached.add(join(dirname(file), `${path}.d.ts`));
    mkdirSync(dirname(join('dist', file)), { recursive: true });
    // tsc keeps the `.ts` of the imports.
    writeFileSync(join('dist', file), text.replaceAll(/(from '\..+)\.ts'/g, "$1.js'"));
    const commonJs = join('dist', file.replace(/\.ts$/, '.cts'));
    writeFileSync(commonJs, text.replaceAll(/(from '\..+)\.ts'/g, "$1.cjs'"));
    copyFileSync(join(all, `${file}.map`), join('dist', `${file}.map`));
  }
  rmSync(all, { recursive: true });
}
