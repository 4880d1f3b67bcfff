import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Setting } from './environment.ts';

/** An OpenAPI document as the package of the spec publishes it. */
export interface PublishedDocument {
  /** Such as `v25.0/openapi.yaml`. */
  readonly name: string;
  readonly path: string;
  /** The Graph version. */
  readonly version: string;
}

/** The YAML and the JSON of every version; in the short form, the YAML of the newest. */
export function publishedDocuments({ project, short }: Setting): readonly PublishedDocument[] {
  const folder = project.path('node_modules/@whatsapp-qr/spec');
  const manifest: { exports: Record<string, string> } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const documents = Object.entries(manifest.exports).flatMap(([key, file]) => {
    const [, name, version] = /^\.\/((v\d+\.\d+)\/openapi\.(?:yaml|json))$/.exec(key) ?? [];
    return name && version ? [{ name, version, path: join(folder, file) }] : [];
  });
  if (documents.length === 0) throw new Error(`expected OpenAPI documents in the exports of ${folder}`);
  if (!short) return documents;
  const numberOf = ({ version }: PublishedDocument) => Number(version.slice(1));
  const yaml = documents.filter(({ name }) => name.endsWith('.yaml'));
  return yaml.toSorted((a, b) => numberOf(a) - numberOf(b)).slice(-1);
}
