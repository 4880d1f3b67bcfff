// Makes dist/: one JavaScript file for each entry, so that importing one costs one file, and the declarations beside it.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

writeFileSync(join(next, 'index.d.ts'), "export * from './types/index.js';\n");
for (const version of versions) {
  writeFileSync(join(next, `${version}.d.ts`), `export * from './types/generated/${version}/entry.js';\n`);
}
writeDeclarations(['index.d.ts', ...versions.map((version) => `generated/${version}/entry.d.ts`)]);

rmSync('dist', { recursive: true, force: true });
renameSync(next, 'dist');

/** Writes the declarations that the entries reach, and no others, with their maps. tsc keeps the `.ts` of the imports. */
function writeDeclarations(entries: readonly string[]): void {
  const types = join(next, 'types');
  execFileSync('tsc', ['-p', 'tsconfig.build.json', '--outDir', types], { stdio: 'inherit' });
  const reached = new Set(entries);
  for (const file of reached) {
    const text = readFileSync(join(types, file), 'utf8');
    for (const [, path = ''] of text.matchAll(/(?:from |import\()['"](\..+)\.ts['"]/g)) {
      reached.add(join(dirname(file), `${path}.d.ts`));
    }
    writeFileSync(join(types, file), text.replaceAll(/((?:from |import\()['"]\..+)\.ts(['"])/g, '$1.js$2'));
  }
  for (const file of readdirSync(types, { recursive: true, encoding: 'utf8' })) {
    if (/\.d\.ts(\.map)?$/.test(file) && !reached.has(file.replace(/\.map$/, ''))) rmSync(join(types, file));
  }
}
