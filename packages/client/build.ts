// Makes dist/: one JavaScript file for each entry, so that importing one costs one file, and the declarations beside it.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

process.chdir(import.meta.dirname);
// Made apart and put in place when everything has succeeded: half a dist/ would pass for a whole one.
const next = 'dist.next';
rmSync(next, { recursive: true, force: true });

const versions = readdirSync('src/generated', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

await build({
  entryPoints: [
    { in: 'src/index.ts', out: 'index' },
    ...versions.map((version) => ({ in: `src/generated/${version}/entry.ts`, out: version })),
  ],
  absWorkingDir: import.meta.dirname,
  outdir: next,
  bundle: true,
  format: 'esm',
  target: 'es2022',
  external: ['openapi-fetch'],
});

// Declarations keep the `.ts` that the sources import; consumers find them under `.js`.
const declarations = join(next, 'types');
execFileSync('tsc', ['-p', 'tsconfig.build.json', '--outDir', declarations], { stdio: 'inherit' });
for (const file of readdirSync(declarations, { recursive: true, encoding: 'utf8' })) {
  if (!file.endsWith('.d.ts')) continue;
  const path = join(declarations, file);
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll(/(from '\..+)\.ts'/g, "$1.js'"));
}
writeFileSync(join(next, 'index.d.ts'), "export * from './types/index.js';\n");
for (const version of versions) {
  writeFileSync(join(next, `${version}.d.ts`), `export * from './types/generated/${version}/entry.js';\n`);
}

rmSync('dist', { recursive: true, force: true });
renameSync(next, 'dist');
