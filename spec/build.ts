import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readYaml, versionFolders, type YamlFile } from '@whatsapp-qr/spec-lint';

/**
 * Writes each version's document as one JSON file, `<out>/<version>/openapi.json`, for readers that have no YAML at hand.
 * Returns the files written.
 */
export function buildJson(folder: string, out: string): string[] {
  const bundles = versionFolders(folder).map((version) => {
    const file = join(out, version, 'openapi.json');
    return { file, json: bundle(readYaml(join(folder, version, 'openapi.yaml'))) };
  });
  rmSync(out, { recursive: true, force: true });
  for (const { file, json } of bundles) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, json);
  }
  return bundles.map(({ file }) => file);
}

function bundle({ file, root }: YamlFile): string {
  const selfContained = (key: string, value: unknown): unknown => {
    if (key !== '$ref' || typeof value !== 'string' || value.startsWith('#')) return value;
    throw new Error(
      `${file}: refers to ${value}, which the JSON cannot take along: expected references within the file`,
    );
  };
  return `${JSON.stringify(root, selfContained, 2)}\n`;
}

if (import.meta.main) {
  for (const file of buildJson(import.meta.dirname, join(import.meta.dirname, 'dist'))) console.log(`wrote ${file}`);
}
