#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Loading the TypeScript compiler is most of a run, so its compiled code is kept from one run to the next.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/compile'));

const { main } = await import('./cli.ts');
process.exitCode = await main(process.argv.slice(2));
