import { isObject, pointerTo } from '@whatsapp-qr/openapi-document';
import type { YamlFile } from './document.ts';
import type { Problem } from './problem.ts';

/** What package.json exports: the list, and the documents of each version, all by name and nothing else. */
function packageExports(versions: readonly string[]): Record<string, string> {
  return {
    './versions.yaml': './versions.yaml',
    ...Object.fromEntries(
      versions.flatMap((version, index) => [
        [`./${version}/openapi.yaml`, `./${version}/openapi.yaml`],
        [`./${version}/openapi.json`, `./dist/${version}/openapi.json`],
        [`./${version}/openapi.dereferenced.json`, `./dist/${version}/openapi.dereferenced.json`],
        // The oldest version has none before it to differ from.
        ...(index === 0
          ? []
          : ['changes.md', 'changes.json'].map((file) => [`./${version}/${file}`, `./${version}/${file}`])),
      ]),
    ),
    './package.json': './package.json',
  };
}

export function checkExports(manifest: YamlFile, versions: readonly string[]): Problem[] {
  const expected = packageExports(versions);
  const actual = isObject(manifest.root.exports) ? manifest.root.exports : {};
  return [
    ...Object.entries(expected)
      .filter(([name, target]) => actual[name] !== target)
      .map(([name, target]) => manifest.problem('/exports', `lacks "${name}": "${target}"`)),
    ...Object.keys(actual)
      .filter((name) => expected[name] === undefined)
      .map((name) => manifest.problem(pointerTo('/exports', name), 'belongs to no version folder: remove it')),
  ];
}
