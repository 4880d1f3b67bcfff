// The memory that calls leave behind: `node --expose-gc memory.ts <contender>` prints by how many kilobytes the heap grew over
// 50,000 calls. Faults and concurrent calls are for `pnpm soak`.
import { setImmediate as turn } from 'node:timers/promises';
import { createStub } from './code.ts';
import { createCall } from './contenders.ts';

const call = await createCall(process.argv[2] ?? '', 'https://graph.facebook.com', createStub(false));

async function inUse(): Promise<number> {
  // Objects that wait for a finaliser are freed by a later collection.
  for (let round = 0; round < 10; round++) {
    gc?.();
    await turn();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function make(calls: number): Promise<void> {
  for (let count = 0; count < calls; count++) await call();
}

// After 14 000 calls or more V8 frees what it no longer needs.
await make(20_000);
const before = await inUse();
await make(50_000);
console.log(JSON.stringify(((await inUse()) - before) / 1_000));
