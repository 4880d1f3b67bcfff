import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dereference, readYaml, versionFolders, type YamlFile } from '@whatsapp-qr/spec-lint';

/**
 * Writes each version's document as JSON, for readers that have no YAML at hand: `<out>/<version>/openapi.json`, and
 * `openapi.dereferenced.json` beside it, the same without any `$ref`. Returns the files written.
 */
export function buildJson(folder: string, out: string): string[] {
  const bundles = versionFolders(folder).flatMap((version) => {
    const document = readYaml(join(folder, version, 'openapi.yaml'));
    return [
      { file: join(out, version, 'openapi.json'), json: bundle(document) },
      { file: join(out, version, 'openapi.dereferenced.json'), json: dereferenced(document) },
    ];
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

function dereferenced({ file, root }: YamlFile): string {
  try {
    return `${JSON.stringify(dereference(root), null, 2)}\n`;
  } catch (cause) {
    throw new Error(`${file}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

if (import.meta.main) {
  for (const file of buildJson(import.meta.dirname, join(import.meta.dirname, 'dist'))) console.log(`wrote ${file}`);
}
