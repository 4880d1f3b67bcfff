// Makes dist/: one file for each entry, the declarations of what is public, and the parts of Prism that are used.
//
// Prism is bundled, though everything else of this kind is a dependency: a consumer would otherwise install 144 packages
// of 38 MB, of which the mock uses one megabyte, and wait three times as long for the first answer of every test file.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';

process.chdir(import.meta.dirname);
rmSync('dist', { recursive: true, force: true });

/** Loads it by `require`, which no test runner gets in between of: it would transform a megabyte in every test file. */
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
  target: 'node24',
  plugins: [prismApart],
});

const { metafile } = await build({
  absWorkingDir: import.meta.dirname,
  entryPoints: ['src/prism.ts'],
  outfile: 'dist/prism.cjs',
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node24',
  plugins: [noLodashFp],
  // Some of the packages have a main file that no bundler can read.
  mainFields: ['module', 'main'],
  minify: true,
  legalComments: 'none',
  metafile: true,
});
writeFileSync('dist/THIRD-PARTY-LICENSES.txt', licensesOf(metafile));
writeDeclarations();

/** The licences of what was bundled, as they ask for. */
function licensesOf({ inputs }: Metafile): string {
  const folders = Object.keys(inputs).map((file) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]);
  const texts = [...new Set(folders)].filter((folder) => folder !== undefined).map(licenseOf);
  return `prism.cjs contains code of these packages.\n\n${texts.sort().join('\n')}`;
}

function licenseOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? '' : `\n${readFileSync(join(folder, file), 'utf8')}`;
  return `${'='.repeat(80)}\n${name} ${version}, ${license}\n${text}`;
}

/** What index.d.ts reaches, and nothing of the inside: declarations keep the `.ts` that the sources import. */
function writeDeclarations(): void {
  // As deep as dist/, so that the maps lead to src/ from there as well.
  const all = 'dist.next';
  rmSync(all, { recursive: true, force: true });
  execFileSync('tsc', ['-p', 'tsconfig.build.json', '--outDir', all], { stdio: 'inherit' });
  const reached = new Set(['index.d.ts']);
  for (const file of reached) {
    const text = readFileSync(join(all, file), 'utf8');
    for (const [, path = ''] of text.matchAll(/from '(\..+)\.ts'/g)) reached.add(join(dirname(file), `${path}.d.ts`));
    mkdirSync(dirname(join('dist', file)), { recursive: true });
    writeFileSync(join('dist', file), text.replaceAll(/(from '\..+)\.ts'/g, "$1.js'"));
    copyFileSync(join(all, `${file}.map`), join('dist', `${file}.map`));
  }
  rmSync(all, { recursive: true });
}
