import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { version } from './code.ts';
import { inRounds } from './rounds.ts';
import { createRow, type Row } from './row.ts';

/** Milliseconds to generate one version, from the command to the written files, beside openapi-typescript's own command. */
export async function measureGenerate(rounds: number): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-generate-'));
  try {
    const root = writeRoot(folder);
    const document = join(root, `spec/${version}/openapi.yaml`);
    const ours = () => {
      rmSync(join(root, 'packages/client/src'), { recursive: true, force: true });
      rmSync(join(root, 'packages/mock'), { recursive: true, force: true });
      return elapsedMs('whatsapp-qr-codegen', ['--root', root]);
    };
    const peer = () => elapsedMs('openapi-typescript', [document, '--output', join(folder, 'schema.ts')]);
    // Once before, for what is read from disk and cached.
    ours();
    peer();
    const samples = await inRounds('generate', ['ours', 'peer'], rounds, (name) => (name === 'ours' ? ours() : peer()));
    return [
      createRow({
        what: 'generate one version',
        unit: 'ms',
        ours: samples('ours'),
        peers: { 'openapi-typescript': samples('peer') },
        target: { is: 'at most', limit: 1.2, of: 'openapi-typescript' },
      }),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A repository with one version. */
function writeRoot(folder: string): string {
  const published = (path: string) => fileURLToPath(import.meta.resolve(path));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const versions = readFileSync(published('@whatsapp-qr/spec/versions.yaml'), 'utf8');
  const entries = versions.split(/^(?=v\d+\.\d+:)/m);
  write('spec/versions.yaml', entries.find((entry) => entry.startsWith(`${version}:`)) ?? '');
  mkdirSync(join(folder, 'spec', version));
  cpSync(published(`@whatsapp-qr/spec/${version}/openapi.yaml`), join(folder, `spec/${version}/openapi.yaml`));
  write('packages/client/package.json', readFileSync(published('@whatsapp-qr/client/package.json'), 'utf8'));
  return folder;
}

function elapsedMs(command: string, args: readonly string[]): number {
  const bin = join(import.meta.dirname, '../node_modules/.bin', command);
  const startedAt = performance.now();
  execFileSync(bin, args, { stdio: 'pipe' });
  return performance.now() - startedAt;
}
