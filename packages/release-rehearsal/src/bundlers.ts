import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, version as esbuildVersion } from 'esbuild';
import { runCommand } from './command.ts';
import { type Environment, runProgram } from './environment.ts';
import type { Project } from './project.ts';
import { tool, toolVersion } from './tools.ts';

/** Bundles `run-client.mjs` of a project into one file. */
interface Bundler {
  readonly name: string;
  bundle(project: Project, outputFolder: string, outputName: string): Promise<unknown>;
}

const entry = (project: Project) => project.path('run-client.mjs');

const bundlers: readonly Bundler[] = [
  {
    name: 'esbuild',
    bundle: (project, folder, name) =>
      build({
        entryPoints: [entry(project)],
        outfile: join(folder, name),
        bundle: true,
        minify: true,
        format: 'esm',
        platform: 'browser',
        logLevel: 'silent',
      }),
  },
  {
    name: 'rollup',
    bundle: (project, folder, name) => {
      const plugin = pathToFileURL(tool('@rollup/plugin-node-resolve/dist/es/index.js')).href;
      const config = project.write(
        'rollup.config.mjs',
        `import { nodeResolve } from ${JSON.stringify(plugin)};
        export default {
          input: ${JSON.stringify(entry(project))},
          output: { file: ${JSON.stringify(join(folder, name))}, format: 'es', inlineDynamicImports: true },
          plugins: [nodeResolve({ browser: true })],
        };`,
      );
      const args = [tool('rollup/dist/bin/rollup'), '--config', config, '--failAfterWarnings', '--silent'];
      return runCommand(process.execPath, args, { cwd: project.directory });
    },
  },
  {
    name: 'webpack',
    bundle: (project, folder, name) =>
      runCommand(
        process.execPath,
        [
          '-e',
          `const webpack = require(${JSON.stringify(tool('webpack'))});
          webpack({
            mode: 'production', target: 'web', entry: ${JSON.stringify(entry(project))},
            experiments: { outputModule: true },
            output: { path: ${JSON.stringify(folder)}, filename: ${JSON.stringify(name)}, module: true },
          }, (error, stats) => {
            if (!error && !stats.hasErrors() && !stats.hasWarnings()) return;
            console.error(error ?? stats.toString());
            process.exitCode = 1;
          });`,
        ],
        { cwd: project.directory },
      ),
  },
  {
    name: 'vite',
    bundle: (project, folder, name) => {
      const lib = { entry: entry(project), formats: ['es'], fileName: name.replace('.mjs', '') };
      const config = project.write(
        'bundle.vite.config.mjs',
        `export default {
          logLevel: 'warn',
          build: { outDir: ${JSON.stringify(folder)}, emptyOutDir: false, lib: { ...${JSON.stringify(lib)}, fileName: () => ${JSON.stringify(name)} } },
        };`,
      );
      const args = [tool('vite/bin/vite.js'), 'build', '--config', config];
      return runCommand(process.execPath, args, { cwd: project.directory });
    },
  },
];

export const bundlerEnvironments: readonly Environment[] = bundlers.map(({ name, bundle }) => ({
  name,
  kind: 'bundlers',
  subjects: ['client'],
  version: () => (name === 'esbuild' ? esbuildVersion : toolVersion(name)),
  async run(setting) {
    const folder = setting.project.bundleFolder(name);
    await bundle(setting.project, folder, 'bundle.mjs');
    return await runProgram(process.execPath, [join(folder, 'bundle.mjs')], setting);
  },
}));
