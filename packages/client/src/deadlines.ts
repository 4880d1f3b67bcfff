/** Something that is given up when its time comes. */
export interface Watched {
  /** On the clock of `performance.now()`. */
  readonly expiresAt: number;
  /** Where it stands in the list; kept by this file. */
  slot: number;
  expire(): void;
}

// Node and Bun give an object that can let go of the process, the others a number.
type Timer = Partial<Record<'ref' | 'unref', () => void>>;

// One timer for all that is under way, and a list that is cheap to join and leave: a timer for each attempt, or a Set of
// them, would cost as much as everything else that this client adds to a call.
const waiting: Watched[] = [];
let timer: Timer | undefined;
let firesAt = 0;
let setBy: unknown;

function fire(): void {
  timer = undefined;
  const now = performance.now();
  for (const entry of [...waiting]) {
    if (entry.expiresAt > now) schedule(entry.expiresAt);
    else {
      unwatch(entry);
      entry.expire();
    }
  }
}

function schedule(at: number): void {
  // A test that fakes the timers leaves one behind that never fires: it is not relied on once they are real again.
  if (timer && at >= firesAt && setBy === setTimeout) return;
  stop();
  firesAt = at;
  setBy = setTimeout;
  // Rounded up: a timer that fires early would find nothing expired, and be set again. Node warns of negative times.
  timer = setTimeout(fire, Math.max(0, Math.ceil(at - performance.now()))) as unknown as Timer;
}

function stop(): void {
  clearTimeout(timer as never);
  timer = undefined;
}

/** Calls `entry.expire()` when its time comes, unless it is forgotten before. */
export function watch(entry: Watched): void {
  entry.slot = waiting.push(entry) - 1;
  schedule(entry.expiresAt);
  if (!entry.slot) timer?.ref?.();
}

/** Forgets the entry. With the last one the timer goes too, or at least no longer keeps the process alive. */
export function unwatch(entry: Watched): void {
  if (waiting[entry.slot] !== entry) return;
  const last = waiting.pop() as Watched;
  if (last !== entry) {
    last.slot = entry.slot;
    waiting[entry.slot] = last;
  }
  if (waiting.length) return;
  if (timer?.unref) timer.unref();
  else stop();
}
