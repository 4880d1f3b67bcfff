/** The part of vitest's JSON report that is counted. */
export interface TestReport {
  readonly testResults: readonly TestFileResult[];
}

interface TestFileResult {
  /** Path of the test file. */
  readonly name: string;
  readonly status: string;
  /** Why the file itself failed, outside its tests. */
  readonly message: string;
  readonly assertionResults: readonly TestResult[];
}

interface TestResult {
  readonly status: string;
  /** `lacks`: what this machine would need for the test, where it is skipped for that. */
  readonly meta?: { readonly lacks?: string };
}

/** The checks and tests that ran, with their results. */
export interface Outcome {
  readonly checks: readonly { readonly title: string; readonly passed: boolean }[];
  /** Every test file there is. */
  readonly testFiles: readonly string[];
  /** `undefined` if vitest ended without one. */
  readonly report: TestReport | undefined;
  readonly exitCode: number;
}

export interface Total {
  readonly passed: number;
  readonly failed: number;
  /** The parts of both numbers, and failures other than failed tests. */
  readonly explanation: string;
}

/** Adds up checks and tests. A test file that should have run and did not counts as failed. */
export function totalOf({ checks, testFiles, report, exitCode }: Outcome): Total {
  const failedChecks = checks.filter(({ passed }) => !passed);
  const files = report?.testResults ?? [];
  const statuses = files.flatMap(({ assertionResults }) => assertionResults.map(({ status }) => status));
  const count = (status: string) => statuses.filter((each) => each === status).length;
  const [passedTests, failedTests] = [count('passed'), count('failed')];
  const otherFailures = otherFailuresOf(files, testFiles, report !== undefined);
  if (exitCode !== 0 && failedTests + otherFailures.length === 0) {
    otherFailures.push(
      `vitest ended with exit code ${exitCode} though no test failed: an error outside the tests, see above`,
    );
  }

  const skipped = statuses.length - passedTests - failedTests;
  const excused = files.flatMap(({ assertionResults }) => assertionResults.filter(isExcused));
  const excuses = [...Map.groupBy(excused, ({ meta }) => meta?.lacks)].map(
    ([lacks, tests]) => `${tests.length} skipped: this machine lacks ${lacks}`,
  );
  const sum = [
    `${checks.length} checks (${failedChecks.length} failed)`,
    `${passedTests + failedTests} tests in ${files.length} files (${failedTests} failed, ${skipped} skipped)`,
    ...(otherFailures.length > 0 ? [`${otherFailures.length} failed outside the tests`] : []),
  ].join(' + ');
  const lines = [...failedChecks.map(({ title }) => `failed check: ${title}`), ...otherFailures, ...excuses, sum];
  return {
    passed: checks.length - failedChecks.length + passedTests,
    failed: failedChecks.length + failedTests + otherFailures.length,
    explanation: lines.join('\n'),
  };
}

function otherFailuresOf(files: readonly TestFileResult[], testFiles: readonly string[], reported: boolean): string[] {
  if (!reported) return ['vitest left no report: expected one, so none of its tests counts'];
  const ranOrIsExcused = ({ assertionResults }: TestFileResult) =>
    assertionResults.some((test) => isResult(test) || isExcused(test));
  const hasFailedTest = ({ assertionResults }: TestFileResult) =>
    assertionResults.some(({ status }) => status === 'failed');
  const broken = files.filter((file) => file.status === 'failed' && !hasFailedTest(file));
  const accounted = new Set([...files.filter(ranOrIsExcused), ...broken].map(({ name }) => name));
  return [
    ...broken.map(({ name, message }) => `${name} failed outside its tests: ${message}`),
    ...testFiles.filter((name) => !accounted.has(name)).map((name) => `${name} ran no test: expected at least one`),
  ];
}

function isResult({ status }: TestResult): boolean {
  return status === 'passed' || status === 'failed';
}

function isExcused(test: TestResult): boolean {
  return !isResult(test) && test.meta?.lacks !== undefined;
}
