import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './command.ts';
import type { CheckResult, Environment, Setting } from './environment.ts';
import { packageFolders } from './packages.ts';
import { tool } from './tools.ts';

const checkOf = { client: 'checkClient(process.env.MOCK_URL)', mock: 'checkMock()' };

interface Runner {
  readonly name: string;
  /** What the test file imports the runner's functions from, if it does. */
  readonly functions: string;
  readonly commonJs?: boolean;
  readonly suffix: string;
  command(setting: Setting, file: string): { readonly args: readonly string[]; readonly nodeOptions?: string };
}

const jest = (project: Setting['project'], file: string, config: object): readonly string[] => {
  const path = project.write(`${file}.config.json`, JSON.stringify({ rootDir: project.directory, ...config }));
  return [tool('jest/bin/jest.js'), '--config', path, '--runTestsByPath', project.path(file)];
};

const runners: readonly Runner[] = [
  {
    name: 'vitest',
    functions: "import { test } from 'vitest';",
    suffix: 'vitest.test.mjs',
    command: (_setting, file) => ({ args: [tool('vitest/vitest.mjs'), 'run', file] }),
  },
  {
    name: 'node:test',
    functions: "import { test } from 'node:test';",
    suffix: 'node.test.mjs',
    command: (_setting, file) => ({ args: ['--test', file] }),
  },
  {
    name: 'Jest, ES modules',
    functions: '',
    suffix: 'jest.test.mjs',
    command: ({ project }, file) => ({
      args: jest(project, file, { transform: {}, testMatch: ['**/*.mjs'] }),
      nodeOptions: '--experimental-vm-modules',
    }),
  },
  {
    name: 'Jest, CommonJS',
    functions: '',
    commonJs: true,
    suffix: 'jest.test.cjs',
    command: ({ project }, file) => ({
      args: jest(project, file, {
        // The client is an ES module: it has to be transformed, in the layouts of npm and of pnpm.
        transform: {
          '\\.[cm]?js$': [tool('babel-jest'), { plugins: [tool('@babel/plugin-transform-modules-commonjs')] }],
        },
        transformIgnorePatterns: ['/node_modules/(?!(\\.pnpm|@whatsapp-qr)/)'],
        testMatch: ['**/*.cjs'],
      }),
    }),
  },
];

/** Whether CommonJS without `require` of ES modules, as Jest's is, can load the mock. */
const mockHasCommonJs = (): boolean =>
  /"require"/.test(readFileSync(join(packageFolders['@whatsapp-qr/mock'], 'package.json'), 'utf8'));

const inRunner =
  (subject: 'client' | 'mock') =>
  ({ name, functions, commonJs, suffix, command }: Runner): Environment => ({
    name,
    subject,
    async run(setting) {
      const { project, mockUrl } = setting;
      const output = project.path(`${subject}-${suffix}.json`);
      const load = commonJs
        ? `const { ${checkOf[subject].split('(')[0]} } = require('./${subject}-checks.cjs');
           const { writeFileSync } = require('node:fs');`
        : `import { ${checkOf[subject].split('(')[0]} } from './${subject}-checks.mjs';
           import { writeFileSync } from 'node:fs';`;
      const file = `${subject}-${suffix}`;
      project.write(
        file,
        `${functions}
        ${load}
        test('${subject}', async () => {
          const results = await ${checkOf[subject]};
          writeFileSync(${JSON.stringify(output)}, JSON.stringify(results));
        });`,
      );
      const { args, nodeOptions = '' } = command(setting, file);
      const env = { MOCK_URL: mockUrl, NODE_OPTIONS: nodeOptions, VITEST: undefined, NODE_ENV: undefined };
      await runCommand(process.execPath, args, { cwd: project.directory, env });
      const results: CheckResult[] = JSON.parse(readFileSync(output, 'utf8'));
      return results;
    },
  });

export const testRunnerEnvironments: readonly Environment[] = [
  ...runners.map(inRunner('client')),
  ...runners.filter(({ commonJs }) => !commonJs || mockHasCommonJs()).map(inRunner('mock')),
];
