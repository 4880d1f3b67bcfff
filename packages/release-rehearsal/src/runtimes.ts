import { type Environment, runProgram } from './environment.ts';
import { packageFolders, readManifest } from './packages.ts';
import { platformTool } from './tools.ts';

interface Runtime {
  readonly name: string;
  readonly path: string | undefined;
  readonly args: readonly string[];
}

const runtimes: readonly Runtime[] = [
  { name: 'Node 20.19', path: platformTool('node20', 'bin/node'), args: [] },
  { name: 'Node 22', path: platformTool('node22', 'bin/node'), args: [] },
  { name: 'Node 24', path: process.execPath, args: [] },
  { name: 'Node 26', path: platformTool('node26', 'bin/node'), args: [] },
  { name: 'Bun', path: platformTool('bun', 'bin/bun'), args: ['run'] },
  { name: 'Deno', path: platformTool('deno', 'deno'), args: ['run', '--allow-all', '--node-modules-dir=manual'] },
];

/** Node from which on the mock runs, according to its `engines`. */
function oldestNodeOfMock(): number {
  return Number(/\d+/.exec(readManifest(packageFolders['@whatsapp-qr/mock']).engines?.node ?? '')?.[0] ?? 0);
}

/** The mock is for Node alone: Bun and Deno have no way to reset a connection, which `step.reset()` needs. */
const supportsMock = ({ name }: Runtime) => Number(/^Node (\d+)/.exec(name)?.[1] ?? 0) >= oldestNodeOfMock();

const inRuntime =
  (subject: 'client' | 'mock') =>
  ({ name, path, args }: Runtime): Environment => ({
    name,
    subject,
    lacks: path === undefined ? name : undefined,
    run: (setting) => runProgram(path ?? '', [...args, `run-${subject}.mjs`], setting),
  });

export const runtimeEnvironments: readonly Environment[] = [
  ...runtimes.map(inRuntime('client')),
  ...runtimes.filter(supportsMock).map(inRuntime('mock')),
];
