import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checkSpec } from './check.ts';
import { describe } from './problem.ts';

const folder = resolve(process.argv[2] ?? join(import.meta.dirname, '..'));
if (existsSync(folder)) report();
else {
  console.error(`${folder} does not exist: expected a folder with versions.yaml and a folder for each version`);
  process.exitCode = 1;
}

function report(): void {
  const { problems, examples } = checkSpec(folder);
  if (problems.length > 0) {
    for (const problem of problems) console.error(describe(problem));
    console.error(`${problems.length} ${problems.length === 1 ? 'problem' : 'problems'} in ${folder}`);
    process.exitCode = 1;
    return;
  }
  const counts = Object.entries(examples).map(([version, count]) => `${version}: ${count} examples valid`);
  console.log(`spec in order; ${counts.join('; ')}`);
}
