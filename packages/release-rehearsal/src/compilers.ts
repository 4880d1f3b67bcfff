import { runCommand } from './command.ts';
import type { CheckResult, Environment, Setting } from './environment.ts';
import { tool, toolVersion } from './tools.ts';

export const compilerVersions = ['5.7', '5.9', '6', '7'] as const;
type CompilerVersion = (typeof compilerVersions)[number];

export interface CompileOptions {
  readonly version: CompilerVersion;
  readonly resolution: 'nodenext' | 'bundler';
  /** Types of browsers, or those of Node. */
  readonly lib: 'dom' | 'node';
}

/** Compiles programs of a consumer, declarations of the packages included. The mock is for Node alone. */
export async function compile({ project }: Pick<Setting, 'project'>, options: CompileOptions): Promise<void> {
  const { version, resolution, lib } = options;
  const folder = `typescript-${version}-${resolution}-${lib}`;
  const files = lib === 'node' ? ['client-checks.ts', 'mock-checks.ts'] : ['client-checks.ts'];
  for (const file of files) project.writeTypeScript(file, `${folder}/${file}`);
  const compilerOptions = {
    module: resolution === 'nodenext' ? 'nodenext' : 'esnext',
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
  await runCommand(process.execPath, [tool(`typescript-${version}/bin/tsc`), '-p', config], { cwd: project.directory });
}

const everyOption = (['nodenext', 'bundler'] as const).flatMap((resolution) =>
  (['node', 'dom'] as const).map((lib) => ({ resolution, lib })),
);

/** The rest is left to `pnpm test:runtimes`: it takes four seconds of a processor each, and 7 less than one. */
const shortOptions = (version: CompilerVersion) => (version === '7' ? everyOption : everyOption.slice(0, 1));

export const compilerEnvironments: readonly Environment[] = compilerVersions.map((version) => ({
  name: `TypeScript ${version}`,
  kind: 'compilers',
  subjects: ['client', 'mock'],
  version: () => toolVersion(`typescript-${version}`),
  async run(setting) {
    const client: CheckResult[] = [];
    const mock: CheckResult[] = [];
    for (const { resolution, lib } of setting.short ? shortOptions(version) : everyOption) {
      const name = `${resolution}, ${lib === 'node' ? "Node's types" : 'lib dom'}, without skipLibCheck`;
      const result = await compile(setting, { version, resolution, lib }).then(
        () => ({ name }),
        (error: Error) => ({ name, problem: error.message }),
      );
      client.push(result);
      if (lib === 'node') mock.push(result);
    }
    return { client, mock };
  },
}));
