/** Something that is given up when its time comes. */
export interface Watched {
  /** On the clock of `performance.now()`. */
  readonly expiresAt: number;
  /** Where it stands in the list of this file, which keeps it. */
  slot: number;
  /** A timer of its own, where none is shared; kept by this file. */
  timer: Timer | undefined;
  expire(): void;
}

// Some runtimes give an object that can let go of the process, the others a number.
type Timer = Partial<Record<'ref' | 'unref', () => void>>;

// One timer for all that is under way, and a list that is cheap to join and leave: a timer for each attempt, or a Set of
// them, would cost as much as everything else that this client adds to a call.
const waiting: Watched[] = [];
let shared: Timer | undefined;
let firesAt = 0;

const usualSetTimeout = setTimeout;
let outlivesRequests: boolean | undefined;

/**
 * Whether a timer may serve several calls. Not where it ends with the request that it was set in, and not the timers of a
 * test that fakes them and may drop them.
 */
function mayShare(): boolean {
  outlivesRequests ??= globalThis.navigator?.userAgent !== 'Cloudflare-Workers';
  return outlivesRequests && setTimeout === usualSetTimeout;
}

// Rounded up: a timer that fires early would find nothing expired, and be set again. Node warns of negative times.
const setTimer = (callback: () => void, at: number): Timer =>
  setTimeout(callback, Math.max(0, Math.ceil(at - performance.now()))) as unknown as Timer;

const clearTimer = (timer: Timer | undefined): void => clearTimeout(timer as never);

function fire(): void {
  shared = undefined;
  const now = performance.now();
  for (const entry of [...waiting]) {
    // What expires may end others that are still to come.
    if (waiting[entry.slot] !== entry) continue;
    if (entry.expiresAt > now) share(entry.expiresAt);
    else {
      unwatch(entry);
      entry.expire();
    }
  }
}

function share(at: number): void {
  if (shared && at >= firesAt) return;
  clearTimer(shared);
  firesAt = at;
  shared = setTimer(fire, at);
}

/** Calls `entry.expire()` when its time comes, unless it is forgotten before. */
export function watch(entry: Watched): void {
  if (!mayShare()) {
    entry.timer = setTimer(() => entry.expire(), entry.expiresAt);
    return;
  }
  entry.slot = waiting.push(entry) - 1;
  share(entry.expiresAt);
  if (!entry.slot) shared?.ref?.();
}

/** Forgets the entry. With the last one the timer goes too, or at least no longer keeps the process alive. */
export function unwatch(entry: Watched): void {
  if (entry.timer) clearTimer(entry.timer);
  entry.timer = undefined;
  if (waiting[entry.slot] !== entry) return;
  const last = waiting.pop() as Watched;
  if (last !== entry) {
    last.slot = entry.slot;
    waiting[entry.slot] = last;
  }
  if (waiting.length) return;
  if (shared?.unref) shared.unref();
  else {
    clearTimer(shared);
    shared = undefined;
  }
}
