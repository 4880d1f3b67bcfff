import { runCommand } from './command.ts';
import type { CheckResult, Environment, Setting } from './environment.ts';
import { tool, toolVersion } from './tools.ts';

export const compilerVersions = ['5.7', '5.9', '6', '7'] as const;
type CompilerVersion = (typeof compilerVersions)[number];

export interface CompileOptions {
  readonly version: CompilerVersion;
  readonly resolution: 'nodenext' | 'bundler' | 'node';
  /** Types of browsers, or those of Node. */
  readonly lib: 'dom' | 'node';
  /** Whether the programs are CommonJS. */
  readonly commonJs?: boolean;
}

const modules = { nodenext: 'nodenext', bundler: 'esnext', node: 'commonjs' };

/** Compiles programs of a consumer, declarations of the packages included. The mock is for Node alone. */
export async function compile(
  { project, signal }: Pick<Setting, 'project' | 'signal'>,
  options: CompileOptions,
): Promise<void> {
  const { version, resolution, lib, commonJs } = options;
  const folder = `typescript-${version}-${resolution}-${lib}${commonJs ? '-commonjs' : ''}`;
  const programs = lib === 'node' ? ['client-checks', 'mock-checks'] : ['client-checks'];
  const files = programs.map((name) => `${name}.${commonJs ? 'cts' : 'ts'}`);
  for (const [index, file] of files.entries()) project.writeTypeScript(`${programs[index]}.ts`, `${folder}/${file}`);
  const compilerOptions = {
    module: modules[resolution],
    moduleResolution: resolution,
    target: 'es2022',
    lib: lib === 'node' ? ['es2022'] : ['es2022', 'dom', 'dom.iterable'],
    types: lib === 'node' ? ['node'] : [],
    strict: true,
    exactOptionalPropertyTypes: true,
    declaration: true,
    noEmit: true,
    skipLibCheck: false,
  };
  const config = project.write(`${folder}/tsconfig.json`, JSON.stringify({ compilerOptions, files }));
  await runCommand(process.execPath, [tool(`typescript-${version}/bin/tsc`), '-p', config], {
    cwd: project.directory,
    signal,
  });
}

type Case = Omit<CompileOptions, 'version'> & { readonly name: string };

const nodeTypes: Case = { name: "nodenext, Node's types", resolution: 'nodenext', lib: 'node' };
const domTypes: Case = { name: 'bundler, lib dom', resolution: 'bundler', lib: 'dom' };
const everywhere: readonly Case[] = [
  nodeTypes,
  domTypes,
  { name: 'nodenext, lib dom', resolution: 'nodenext', lib: 'dom' },
  { name: "bundler, Node's types", resolution: 'bundler', lib: 'node' },
];
const fromCommonJs: Case = { name: 'nodenext, CommonJS', resolution: 'nodenext', lib: 'node', commonJs: true };
const node10: Case = { name: 'moduleResolution node', resolution: 'node', lib: 'node' };

/** TypeScript allows `import` of an ES module in CommonJS from 5.8 on, and `moduleResolution: node` before 6. */
const cases: Readonly<Record<CompilerVersion, readonly Case[]>> = {
  '5.7': [...everywhere, node10],
  '5.9': [...everywhere, fromCommonJs, node10],
  '6': [...everywhere, fromCommonJs],
  '7': [...everywhere, fromCommonJs],
};

/** The rest is left to `pnpm test:runtimes`: each takes four seconds of a processor, and one in TypeScript 7. */
const shortCases = (version: CompilerVersion) =>
  version === '7' ? [nodeTypes, domTypes, fromCommonJs] : cases[version].slice(0, 1);

export const compilerEnvironments: readonly Environment[] = compilerVersions.map((version) => ({
  name: `TypeScript ${version}`,
  kind: 'compilers',
  subjects: ['client', 'mock'],
  version: () => toolVersion(`typescript-${version}`),
  async run(setting) {
    const client: CheckResult[] = [];
    const mock: CheckResult[] = [];
    for (const { name, ...options } of setting.short ? shortCases(version) : cases[version]) {
      const result = await compile(setting, { version, ...options }).then(
        () => ({ name }),
        (error: Error) => ({ name, problem: error.message }),
      );
      client.push(result);
      if (options.lib === 'node') mock.push(result);
    }
    return { client, mock };
  },
}));
