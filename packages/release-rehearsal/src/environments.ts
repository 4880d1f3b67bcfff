import { bundlerEnvironments } from './bundlers.ts';
import { chromiumEnvironment } from './chromium.ts';
import { compilerEnvironments } from './compilers.ts';
import type { Environment } from './environment.ts';
import { nextEnvironment } from './next.ts';
import { openApiToolEnvironments } from './openapi-tools.ts';
import { runtimeEnvironments } from './runtimes.ts';
import { testRunnerEnvironments } from './test-runners.ts';
import { workerdEnvironments } from './workerd.ts';

/** Where the packages are tried, in the order of the table. */
export const environments: readonly Environment[] = [
  ...runtimeEnvironments,
  ...workerdEnvironments,
  chromiumEnvironment,
  ...testRunnerEnvironments,
  ...bundlerEnvironments,
  nextEnvironment,
  ...compilerEnvironments,
  ...openApiToolEnvironments,
];
