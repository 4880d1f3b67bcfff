import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, version as esbuildVersion } from 'esbuild';
import { runCommand } from './command.ts';
import { type Environment, runProgram, type Setting } from './environment.ts';
import type { Project } from './project.ts';
import { readmeCode } from './readme.ts';
import { tool, toolVersion } from './tools.ts';

/** Bundles `run-client.mjs` of a project into one file. */
interface Bundler {
  readonly name: string;
  /** Default `bundle.mjs`. */
  readonly outputName?: string;
  bundle(setting: Setting, outputFolder: string, outputName: string): Promise<unknown>;
}

const entry = (project: Project) => project.path('run-client.mjs');

const bundlers: readonly Bundler[] = [
  {
    name: 'esbuild',
    bundle: ({ project }, folder, name) =>
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
    bundle: ({ project, signal }, folder, name) => {
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
      return runCommand(process.execPath, args, { cwd: project.directory, signal });
    },
  },
  {
    name: 'webpack',
    bundle: ({ project, signal }, folder, name) =>
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
        { cwd: project.directory, signal },
      ),
  },
  {
    name: 'vite',
    bundle: ({ project, signal }, folder, name) => {
      const lib = { entry: entry(project), formats: ['es'], fileName: name.replace('.mjs', '') };
      const config = project.write(
        'bundle.vite.config.mjs',
        `export default {
          logLevel: 'warn',
          build: { outDir: ${JSON.stringify(folder)}, emptyOutDir: false, lib: { ...${JSON.stringify(lib)}, fileName: () => ${JSON.stringify(name)} } },
        };`,
      );
      const args = [tool('vite/bin/vite.js'), 'build', '--config', config];
      return runCommand(process.execPath, args, { cwd: project.directory, signal });
    },
  },
  {
    name: 'Parcel',
    // A script, not a module.
    outputName: 'bundle.js',
    bundle: ({ project, mockUrl, signal }, folder, name) => {
      // A lock file makes it a project of its own, with the setting of the README.
      project.write('parcel-app/pnpm-lock.yaml', '');
      project.write('parcel-app/package.json', readmeCode('client', '@parcel/resolver-default'));
      const source = project.write(`parcel-app/${name}`, "import '../run-client.mjs';");
      const args = [tool('parcel/lib/bin.js'), 'build', source, '--no-cache', '--dist-dir', folder];
      // It puts the values of environment variables into what it writes.
      return runCommand(process.execPath, args, { cwd: dirname(source), env: { MOCK_URL: mockUrl }, signal });
    },
  },
];

export const bundlerEnvironments: readonly Environment[] = bundlers.map(
  ({ name, outputName = 'bundle.mjs', bundle }) => ({
    name,
    kind: 'bundlers',
    subjects: ['client'],
    version: () => (name === 'esbuild' ? esbuildVersion : toolVersion(name.toLowerCase())),
    async run(setting) {
      const folder = setting.project.bundleFolder(name);
      await bundle(setting, folder, outputName);
      return await runProgram(process.execPath, [join(folder, outputName)], setting);
    },
  }),
);
