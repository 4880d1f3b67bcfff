/** Something that is given up when its time comes. */
export interface Expiring {
  /** On the clock of `performance.now()`. */
  readonly expiresAt: number;
  expire(): void;
}

// One timer for all that is under way: a timer for each attempt would cost more than everything else this client adds.
const waiting = new Set<Expiring>();
let timer: ReturnType<typeof setTimeout> | undefined;
let firesAt = 0;
let setBy: typeof setTimeout | undefined;

function drop(): void {
  clearTimeout(timer);
  timer = undefined;
}

function fire(): void {
  timer = undefined;
  const now = performance.now();
  for (const entry of waiting) {
    if (entry.expiresAt <= now) {
      waiting.delete(entry);
      entry.expire();
    } else {
      schedule(entry.expiresAt);
    }
  }
}

function schedule(at: number): void {
  // A test that fakes the timers leaves one behind that never fires: it is not relied on once they are real again.
  if (timer !== undefined && at >= firesAt && setBy === setTimeout) return;
  drop();
  firesAt = at;
  setBy = setTimeout;
  // Rounded up: a timer that fires early would find nothing expired, and be set again.
  timer = setTimeout(fire, Math.ceil(at - performance.now()));
}

// Node and Bun give an object that can let go of the process, the others a number.
const held = (): { ref?(): void; unref?(): void } => Object(timer);

/** Calls `entry.expire()` at `entry.expiresAt`, unless it is dropped before. */
export function watch(entry: Expiring): void {
  waiting.add(entry);
  schedule(entry.expiresAt);
  if (waiting.size === 1) held().ref?.();
}

/** Forgets the entry. With the last one the timer goes too, or at least no longer keeps the process alive. */
export function unwatch(entry: Expiring): void {
  waiting.delete(entry);
  if (waiting.size > 0 || timer === undefined) return;
  const timerObject = held();
  if (timerObject.unref) timerObject.unref();
  else drop();
}
