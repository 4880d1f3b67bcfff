import { setImmediate as turn } from 'node:timers/promises';

/** How many there are of everything that keeps the process alive, by kind. */
function resources(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  // What waits for its turn here.
  counts.delete('Immediate');
  return counts;
}

/** Notes what is there, to tell later what has come on top of it and stays. */
export function watchLeftovers(): () => Promise<string[]> {
  const before = resources();
  const unhandled: unknown[] = [];
  const onUnhandled = (reason: unknown) => unhandled.push(reason);
  process.on('unhandledRejection', onUnhandled);
  const more = () => [...resources()].filter(([kind, count]) => count > (before.get(kind) ?? 0)).map(([kind]) => kind);

  return async () => {
    // What is closed goes in one of the next turns of the event loop; the limit is for what never goes.
    const until = performance.now() + 2_000;
    while (more().length > 0 && performance.now() < until) await turn();
    process.off('unhandledRejection', onUnhandled);
    return [...more(), ...unhandled.map((reason) => `unhandled rejection: ${reason}`)];
  };
}
