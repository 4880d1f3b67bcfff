import { createHook } from 'node:async_hooks';
import { setImmediate as turn } from 'node:timers/promises';

/** Closed handles disappear within a few turns of the event loop. Short, so that a leaked short timer is still found. */
const graceMs = 200;

/** vitest reports the progress of tests after a timer of this duration. Tests set none. */
const vitestMs = 100;

/** The resources that keep the process alive, except timers, counted by kind. */
function resources(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  // Immediates are used here; timers are tracked one by one.
  for (const kind of ['Immediate', 'Timeout']) counts.delete(kind);
  return counts;
}

type Timer = NodeJS.Timeout & { readonly _destroyed: boolean; readonly _idleTimeout: number };

/** Tracks every timer set from now on. Counts are not enough: a timer that ends would hide a leaked one. */
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
        .filter((timer) => !timer._destroyed && timer.hasRef() && timer._idleTimeout !== vitestMs)
        .map(({ _idleTimeout }) => `a timer of ${_idleTimeout} ms`),
    stop: () => hook.disable(),
  };
}

/** Records the open handles; the returned function reports those that were leaked since. */
export function watchHandles(): () => Promise<string[]> {
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
    const until = performance.now() + graceMs;
    while (left().length > 0 && performance.now() < until) await turn();
    timers.stop();
    process.off('unhandledRejection', onUnhandled);
    return [...left(), ...unhandled.map((reason) => `unhandled rejection: ${reason}`)];
  };
}
