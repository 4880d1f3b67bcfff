/** The package.json of the spec with the exports of one version more, after those of the former one. Its form is kept. */
export function withExports(manifest: string, from: string, version: string): string {
  const lines = manifest.split('\n');
  const last = lines.findLastIndex((line) => line.trimStart().startsWith(`"./${from}/`));
  const former = lines[last];
  if (former === undefined) return manifest;
  const indent = /^\s*/.exec(former)?.[0] ?? '';
  const added = exportsOf(version).map(([name, target]) => `${indent}"${name}": "${target}"`);
  const block = [former.replace(/,$/, ''), ...added].join(',\n');
  const comma = former.endsWith(',') ? ',' : '';
  return [...lines.slice(0, last), `${block}${comma}`, ...lines.slice(last + 1)].join('\n');
}

function exportsOf(version: string): [name: string, target: string][] {
  return [
    [`./${version}/openapi.yaml`, `./${version}/openapi.yaml`],
    [`./${version}/openapi.json`, `./dist/${version}/openapi.json`],
    [`./${version}/openapi.dereferenced.json`, `./dist/${version}/openapi.dereferenced.json`],
    [`./${version}/changes.md`, `./${version}/changes.md`],
    [`./${version}/changes.json`, `./${version}/changes.json`],
  ];
}
