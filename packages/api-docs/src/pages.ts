import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { type Sample, samplesFor } from './samples.ts';

const require = createRequire(import.meta.url);
const redocly = join(dirname(require.resolve('@redocly/cli/package.json')), 'bin/cli.js');
const run = promisify(execFile);

/** The part of an OpenAPI document that is read or written here. */
interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Operation {
  readonly operationId?: string;
  'x-codeSamples'?: readonly { readonly lang: string; readonly label: string; readonly source: string }[];
}

export const documentedVersions: readonly string[] = Object.keys(
  parse(readFileSync(require.resolve('@whatsapp-qr/spec/versions.yaml'), 'utf8')),
);

/** Writes the reference page of a Graph version, one file that loads nothing else. Returns its path. */
export async function writePage(version: string, folder: string): Promise<string> {
  const text = readFileSync(require.resolve(`@whatsapp-qr/spec/${version}/openapi.yaml`), 'utf8');
  const samples = samplesFor(version);
  const document = addSamples(parse(text), samples);
  const page = join(folder, `${version}.html`);
  const inputs = mkdtempSync(join(tmpdir(), 'api-docs-'));
  try {
    writeFileSync(join(inputs, 'openapi.json'), JSON.stringify(document));
    writeFileSync(join(inputs, 'redocly.yaml'), JSON.stringify({ telemetry: 'off', openapi: redocOptions(samples) }));
    mkdirSync(folder, { recursive: true });
    const title = `WhatsApp Business QR Code API ${version}`;
    const args = ['build-docs', 'openapi.json', '--inlineBundle', '--title', title, '--output', page];
    const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
    await run(process.execPath, [redocly, ...args], { cwd: inputs, env });
    writeFileSync(page, withoutRemoteLogo(readFileSync(page, 'utf8')));
  } finally {
    rmSync(inputs, { recursive: true });
  }
  return page;
}

/** Adds to each operation its samples. Throws if an operation has none, or a sample no operation. */
export function addSamples(document: ApiDocument, samples: readonly Sample[]): ApiDocument {
  const operations = Object.values(document.paths).flatMap((item) =>
    Object.values(item).filter(({ operationId }) => operationId !== undefined),
  );
  const names = operations.map(({ operationId }) => operationId);
  const missing = names.filter((name) => samples.every(({ operationId }) => operationId !== name));
  if (missing.length > 0) {
    const files = missing.map((name) => `packages/api-docs/samples/${name}.ts`);
    throw new Error(`Expected a sample for every operation; add ${files.join(' and ')}.`);
  }
  const unknown = samples.filter(({ operationId }) => !names.includes(operationId));
  if (unknown.length > 0) {
    const found = unknown.map(({ operationId }) => operationId);
    throw new Error(`Expected samples of ${names.join(', ')}; found one of ${found.join(', ')}: rename or remove it.`);
  }
  for (const operation of operations) {
    operation['x-codeSamples'] = samples
      .filter(({ operationId }) => operationId === operation.operationId)
      .map(({ label, source }) => ({ lang: 'typescript', label, source }));
  }
  return document;
}

/** Redoc shows samples of the listed languages only, and shows the body of a request under the name `payload`. */
function redocOptions(samples: readonly Sample[]) {
  const labels = [...new Set(samples.map(({ label }) => label))];
  const languages = [...labels.map((label) => ({ lang: 'typescript', label })), { lang: 'payload', label: 'Payload' }];
  return { codeSamples: { languages }, jsonSamplesExpandLevel: 8 };
}

const logo = `<svg xmlns="http://www.w3.org/2000/svg" width="46" height="12"><text y="10" font-size="11">Redoc</text></svg>`;

/** Redoc's page loads the logo beside "API docs by" from a server. */
function withoutRemoteLogo(html: string): string {
  const addresses = /https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(-full)?\.svg/g;
  return html.replaceAll(addresses, `data:image/svg+xml,${encodeURIComponent(logo)}`);
}
