import { type Environment, runProgram } from './environment.ts';
import { platformTool, platformToolVersion } from './tools.ts';

/** The mock is for Node alone: Bun and Deno have no way to reset a connection, which `step.reset()` needs. */
const inNode = (name: string, path: () => string | undefined, version: () => string | undefined): Environment => ({
  name,
  kind: 'runtimes',
  subjects: ['client', 'mock'],
  version,
  lacks: () => (path() === undefined ? name : undefined),
  run: (setting) => runProgram(path() ?? '', ['run-both.mjs'], setting),
});

const installedNode = (name: string, tool: string) =>
  inNode(
    name,
    () => platformTool(tool, 'bin/node'),
    () => platformToolVersion(tool),
  );

const other = (name: string, tool: string, program: string, args: readonly string[]): Environment => {
  const path = () => platformTool(tool, program);
  return {
    name,
    kind: 'runtimes',
    subjects: ['client'],
    version: () => platformToolVersion(tool),
    lacks: () => (path() === undefined ? name : undefined),
    run: (setting) => runProgram(path() ?? '', [...args, 'run-client.mjs'], setting),
  };
};

export const runtimeEnvironments: readonly Environment[] = [
  installedNode('Node 20.19', 'node20'),
  installedNode('Node 22', 'node22'),
  inNode(
    'Node 24',
    () => process.execPath,
    () => process.versions.node,
  ),
  installedNode('Node 26', 'node26'),
  other('Bun', 'bun', 'bin/bun', ['run']),
  other('Deno', 'deno', 'deno', ['run', '--allow-all', '--node-modules-dir=manual']),
];
