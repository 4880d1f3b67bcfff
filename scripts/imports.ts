// A check of pnpm test: no import breaks the rules in src/dependency-rules.ts.
import { repository } from './src/command.ts';
import { forbiddenImports } from './src/imports.ts';

const { violations, files } = await forbiddenImports(repository);
for (const violation of violations) console.error(violation);
if (violations.length > 0) {
  console.error(`\n${violations.length} imports break the rules in scripts/src/dependency-rules.ts`);
  process.exitCode = 1;
} else console.log(`no import in ${files} files breaks the rules`);
