#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Loading the TypeScript compiler takes most of a run, so its compiled code is cached between runs.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/compile'));

const { main } = await import('./cli.ts');
process.exitCode = await main(process.argv.slice(2));
