import { resolve } from 'node:path';
import { checkSpec } from './check.ts';
import { describe } from './problem.ts';

const folder = resolve(process.argv[2] ?? new URL('..', import.meta.url).pathname);
const { problems, examples } = checkSpec(folder);
for (const problem of problems) console.error(describe(problem));
if (problems.length > 0) {
  console.error(`${problems.length} ${problems.length === 1 ? 'problem' : 'problems'} in ${folder}`);
  process.exitCode = 1;
} else {
  const counts = Object.entries(examples).map(([version, count]) => `${version}: ${count} examples valid`);
  console.log(`spec in order; ${counts.join('; ')}`);
}
