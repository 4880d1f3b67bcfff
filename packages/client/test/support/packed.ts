import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const CLIENT = join(import.meta.dirname, '../..');

/** A project outside of the workspace with the packed package installed. */
export interface Consumer extends Disposable {
  readonly directory: string;
  readonly tarball: string;
  /** Writes a file of the project, and returns its path. */
  write(name: string, text: string): string;
}

/** Packs the client and unpacks it as an installation does, with its one dependency. */
export function installPacked(): Consumer {
  const built = join(CLIENT, 'dist/v23.0.js');
  if (!existsSync(built)) throw new Error(`Expected ${built}; build it with: node build.ts`);
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'client-consumer-')));
  const tarball = join(directory, 'client.tgz');
  const target = join(directory, 'node_modules/@whatsapp-qr/client');
  mkdirSync(target, { recursive: true });
  // What has been built, as it is: without the `prepack` script, which would build it anew.
  const pack = ['--yes', 'pnpm@12', 'pack', '--config.ignore-scripts=true', '--out', tarball];
  execFileSync('npx', pack, { cwd: CLIENT, stdio: 'pipe' });
  execFileSync('tar', ['-xzf', tarball, '--strip-components=1', '-C', target]);
  const dependencies = dirname(realpathSync(join(CLIENT, 'node_modules/openapi-fetch')));
  for (const name of ['openapi-fetch', 'openapi-typescript-helpers']) {
    cpSync(join(dependencies, name), join(directory, 'node_modules', name), { recursive: true, dereference: true });
  }
  writeFileSync(join(directory, 'package.json'), '{ "type": "module" }');
  return {
    directory,
    tarball,
    write(name, text) {
      writeFileSync(join(directory, name), text);
      return join(directory, name);
    },
    [Symbol.dispose]: () => rmSync(directory, { recursive: true, force: true }),
  };
}
