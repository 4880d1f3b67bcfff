import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** The bytes in use once everything that can go has gone. */
export async function memoryInUse(): Promise<number> {
  // What waits for a finaliser or a closed socket goes with a later collection.
  for (let round = 0; round < 10; round++) {
    collectGarbage();
    await turn();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
