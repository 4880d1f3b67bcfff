// Makes dist/: one JavaScript file for each entry, so that importing one costs one file, and the declarations beside it.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

process.chdir(import.meta.dirname);
rmSync('dist', { recursive: true, force: true });

const versions = readdirSync('src/generated', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

await build({
  entryPoints: [
    { in: 'src/index.ts', out: 'index' },
    ...versions.map((version) => ({ in: `src/generated/${version}/entry.ts`, out: version })),
  ],
  outdir: 'dist',
  bundle: true,
  format: 'esm',
  target: 'es2022',
  external: ['openapi-fetch'],
});

// Declarations keep the `.ts` that the sources import; consumers find them under `.js`.
execFileSync('tsc', ['-p', 'tsconfig.build.json'], { stdio: 'inherit' });
for (const file of readdirSync('dist/types', { recursive: true, encoding: 'utf8' })) {
  if (!file.endsWith('.d.ts')) continue;
  const path = join('dist/types', file);
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll(/(from '\..+)\.ts'/g, "$1.js'"));
}
writeFileSync('dist/index.d.ts', "export * from './types/index.js';\n");
for (const version of versions) {
  writeFileSync(`dist/${version}.d.ts`, `export * from './types/generated/${version}/entry.js';\n`);
}
