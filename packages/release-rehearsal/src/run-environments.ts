import type { CheckResult, Environment, Setting } from './environment.ts';
import type { Outcome } from './report.ts';

/** Tries one environment. One that did not get as far as results has a single failed check. */
export async function tryEnvironment(environment: Environment, setting: Setting): Promise<Outcome> {
  const start = performance.now();
  const results = environment.lacks === undefined ? await resultsIn(environment, setting) : [];
  return { environment, results, seconds: (performance.now() - start) / 1000 };
}

async function resultsIn(environment: Environment, setting: Setting): Promise<readonly CheckResult[]> {
  try {
    return await environment.run(setting);
  } catch (error) {
    return [{ name: 'runs', problem: error instanceof Error ? error.message : String(error) }];
  }
}
