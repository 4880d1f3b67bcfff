import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What a collection frees at most when nothing is left to free. */
const negligibleBytes = 10_000;

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** The bytes in use after garbage collection. */
export async function memoryInUse(): Promise<number> {
  // Objects that wait for a finaliser or a closed socket are freed by a later collection.
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0, unchanged = 0; round < 10 && unchanged < 2; round++) {
    collectGarbage();
    await turn();
    const { heapUsed, external } = process.memoryUsage();
    unchanged = heapUsed + external > least - negligibleBytes ? unchanged + 1 : 0;
    least = Math.min(least, heapUsed + external);
  }
  return least;
}
