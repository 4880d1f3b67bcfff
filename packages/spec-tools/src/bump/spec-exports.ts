/** The package.json of the spec with the former version's exports once more, for the new one. Its form is kept. */
export function withExports(manifest: string, from: string, version: string): string {
  const lines = manifest.split('\n');
  const isFormer = (line: string): boolean => line.trimStart().startsWith(`"./${from}/`);
  const last = lines.findLastIndex(isFormer);
  if (last === -1) return manifest;
  const added = lines.filter(isFormer).map((line) => line.replace(/,$/, '').replaceAll(`/${from}/`, `/${version}/`));
  const block = [lines[last]?.replace(/,$/, ''), ...added].join(',\n');
  const comma = lines[last]?.endsWith(',') === true ? ',' : '';
  return [...lines.slice(0, last), `${block}${comma}`, ...lines.slice(last + 1)].join('\n');
}
