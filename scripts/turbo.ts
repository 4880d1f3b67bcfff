// pnpm build, generate, contract, bench, soak: a task of the packages, with what it depends on (turbo.json).
import { repository, run } from './src/command.ts';

const { code } = await run(['turbo', 'run', ...process.argv.slice(2)], repository, 'inherit');
process.exitCode = code;
