import { createHook } from 'node:async_hooks';
import { setImmediate as turn } from 'node:timers/promises';

/** What is closed goes in one of the next turns of the event loop; no longer, or a short timer would be waited out. */
const patienceMs = 200;

/** How many there are of everything but timers that keeps the process alive, by kind. */
function resources(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  // What waits for its turn here, and what is looked at one by one.
  for (const kind of ['Immediate', 'Timeout']) counts.delete(kind);
  return counts;
}

type Timer = NodeJS.Timeout & { readonly _destroyed: boolean; readonly _idleTimeout: number };

/** Hears of every timer that is set from now on. One by one: where they are counted, one that ends hides one that stays. */
function watchTimers() {
  const timers: Timer[] = [];
  const hook = createHook({
    init(_id, type, _trigger, resource) {
      if (type === 'Timeout') timers.push(resource as Timer);
    },
  });
  hook.enable();
  return {
    left: () =>
      timers
        .filter((timer) => !timer._destroyed && timer.hasRef())
        .map(({ _idleTimeout }) => `a timer of ${_idleTimeout} ms`),
    stop: () => hook.disable(),
  };
}

/** Notes what is there, to tell later what has come on top of it and stays. */
export function watchLeftovers(): () => Promise<string[]> {
  const before = resources();
  const timers = watchTimers();
  const unhandled: unknown[] = [];
  const onUnhandled = (reason: unknown) => unhandled.push(reason);
  process.on('unhandledRejection', onUnhandled);
  const left = () => [
    ...[...resources()].filter(([kind, count]) => count > (before.get(kind) ?? 0)).map(([kind]) => kind),
    ...timers.left(),
  ];

  return async () => {
    const until = performance.now() + patienceMs;
    while (left().length > 0 && performance.now() < until) await turn();
    timers.stop();
    process.off('unhandledRejection', onUnhandled);
    return [...left(), ...unhandled.map((reason) => `unhandled rejection: ${reason}`)];
  };
}
