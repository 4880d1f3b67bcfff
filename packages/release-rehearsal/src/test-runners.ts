import { readFileSync } from 'node:fs';
import { runCommand } from './command.ts';
import type { Environment, Results, Setting } from './environment.ts';
import { readmeCode } from './readme.ts';
import { tool, toolVersion } from './tools.ts';

interface Runner {
  readonly name: string;
  readonly package?: string;
  /** What the test file imports the runner's functions from, if it does. */
  readonly functions: string;
  readonly commonJs?: boolean;
  readonly testFile: string;
  command(
    project: Setting['project'],
    file: string,
  ): { readonly args: readonly string[]; readonly nodeOptions?: string };
}

const jest = (project: Setting['project'], file: string, config: string): readonly string[] => {
  for (const name of ['babel-jest', '@babel/plugin-transform-modules-commonjs']) project.link(name);
  const test = ['--testMatch', '**/jest.test.*', '--testTimeout', '60000', '--runTestsByPath', project.path(file)];
  return [tool('jest/bin/jest.js'), '--config', config, ...test];
};

const runners: readonly Runner[] = [
  {
    name: 'vitest',
    package: 'vitest',
    functions: "import { test } from 'vitest';",
    testFile: 'vitest.test.mjs',
    command: (_project, file) => ({ args: [tool('vitest/vitest.mjs'), 'run', '--testTimeout=60000', file] }),
  },
  {
    name: 'node:test',
    functions: "import { test } from 'node:test';",
    testFile: 'node.test.mjs',
    command: (_project, file) => ({ args: ['--test', file] }),
  },
  {
    name: 'Jest (ES modules)',
    package: 'jest',
    functions: '',
    testFile: 'jest.test.mjs',
    command: (project, file) => ({
      args: jest(project, file, project.write('jest.config.mjs', 'export default { transform: {} };')),
      nodeOptions: '--experimental-vm-modules',
    }),
  },
  {
    name: 'Jest (CommonJS)',
    package: 'jest',
    functions: '',
    commonJs: true,
    testFile: 'jest.test.cjs',
    command: (project, file) => ({
      args: jest(project, file, project.write('jest.config.cjs', readmeCode('client', 'transformIgnorePatterns'))),
    }),
  },
];

const testFile = ({ functions, commonJs }: Runner, output: string) => {
  const names = { checkClient: 'client-checks', checkMock: 'mock-checks' };
  const load = Object.entries(names).map(([name, file]) =>
    commonJs ? `const { ${name} } = require('./${file}.cjs');` : `import { ${name} } from './${file}.mjs';`,
  );
  return `${functions}
    ${load.join('\n')}
    ${commonJs ? "const { writeFileSync } = require('node:fs');" : "import { writeFileSync } from 'node:fs';"}
    test('client and mock', async () => {
      const results = { client: await checkClient(process.env.MOCK_URL), mock: await checkMock() };
      writeFileSync(${JSON.stringify(output)}, JSON.stringify(results));
    });`;
};

export const testRunnerEnvironments: readonly Environment[] = runners.map((runner) => ({
  name: runner.name,
  kind: 'test runners',
  subjects: ['client', 'mock'],
  version: () => (runner.package === undefined ? undefined : toolVersion(runner.package)),
  async run({ project, mockUrl, signal }) {
    const output = project.path(`${runner.testFile}.json`);
    project.write(runner.testFile, testFile(runner, output));
    const { args, nodeOptions = '' } = runner.command(project, runner.testFile);
    const env = { MOCK_URL: mockUrl, NODE_OPTIONS: nodeOptions, VITEST: undefined, NODE_ENV: undefined };
    await runCommand(process.execPath, args, { cwd: project.directory, env, signal });
    const results: Results = JSON.parse(readFileSync(output, 'utf8'));
    return results;
  },
}));
