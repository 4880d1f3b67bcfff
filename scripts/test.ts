// pnpm test: every check, then the tests of every package; the last line is the sum of both.
import { checks } from './src/checks.ts';
import { repository, runStep } from './src/command.ts';
import { runTests } from './src/tests.ts';
import { totalOf } from './src/total.ts';

if (process.argv.length > 2) {
  console.error(`pnpm test runs everything: expected no arguments, received ${process.argv.slice(2).join(' ')}`);
  console.error('To run the tests of one package or file: npx --yes pnpm@12 exec vitest run packages/client [NAME]');
  process.exit(2);
}

const results = [];
for (const check of checks) results.push({ title: check.title, passed: await runStep(check) });

const { passed, failed, explanation } = totalOf({ checks: results, ...(await runTests(repository)) });
console.log(`${explanation}\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
