import { runCommand } from './command.ts';
import type { Environment, Setting } from './environment.ts';
import { tool } from './tools.ts';

export const compilerVersions = ['5.7', '5.9', '6', '7'] as const;
type CompilerVersion = (typeof compilerVersions)[number];

export interface CompileOptions {
  readonly version: CompilerVersion;
  readonly resolution: 'nodenext' | 'bundler';
  /** Types of browsers, or those of Node. */
  readonly lib: 'dom' | 'node';
}

/** Compiles programs of a consumer, declarations of the packages included. The mock is for Node alone. */
export async function compile(
  { project }: Pick<Setting, 'project'>,
  options: CompileOptions,
  signal?: AbortSignal,
): Promise<void> {
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
  await runCommand(process.execPath, [tool(`typescript-${version}/bin/tsc`), '-p', config], {
    cwd: project.directory,
    signal,
  });
}

export const compilerEnvironments: readonly Environment[] = compilerVersions.flatMap((version) =>
  (['nodenext', 'bundler'] as const).flatMap((resolution) =>
    (['dom', 'node'] as const).map((lib): Environment => {
      return {
        name: `TypeScript ${version}, ${resolution}, ${lib === 'node' ? "Node's types" : 'lib dom'}`,
        subject: lib === 'node' ? 'client and mock' : 'client',
        async run(setting) {
          await compile(setting, { version, resolution, lib });
          return [{ name: 'compiles without skipLibCheck' }];
        },
      };
    }),
  ),
);
