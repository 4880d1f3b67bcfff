import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** The bytes in use after garbage collection. */
export async function memoryInUse(): Promise<number> {
  // Objects that wait for a finaliser or a closed socket are freed by a later collection.
  for (let round = 0; round < 10; round++) {
    collectGarbage();
    await turn();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
