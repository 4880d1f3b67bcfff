import type { CheckResult, Environment, Results, Setting, Subject } from './environment.ts';

export interface Outcome {
  readonly environment: Environment;
  /** Empty where the environment is missing on this machine. */
  readonly results: Results;
  readonly seconds: number;
}

/** Tries one environment. A package that did not get as far as results has a single failed check. */
export async function tryEnvironment(environment: Environment, setting: Setting): Promise<Outcome> {
  const start = performance.now();
  const results = environment.lacks?.() === undefined ? await resultsIn(environment, setting) : {};
  return { environment, results, seconds: (performance.now() - start) / 1000 };
}

async function resultsIn(environment: Environment, setting: Setting): Promise<Results> {
  const failed = (problem: string) => [{ name: 'runs', problem }];
  const forEach = (results: (subject: Subject) => readonly CheckResult[]) =>
    Object.fromEntries(environment.subjects.map((subject) => [subject, results(subject)]));
  try {
    const results = await environment.run(setting);
    return forEach((subject) => (results[subject]?.length ? results[subject] : failed('it ran no check')));
  } catch (error) {
    return forEach(() => failed(error instanceof Error ? error.message : String(error)));
  }
}
