/** Counts of the calls so far. Its size is constant, so that memory can be compared. */
export class CallCounts {
  /** How often each call has settled, and whether it returned a created code. */
  readonly settled: Uint8Array;
  readonly created: Uint8Array;
  /** The numbers of the codes that were deleted. */
  readonly #deleted: Uint32Array;
  #deletions = 0;
  #done = 0;
  readonly #violations: string[] = [];
  #furtherViolations = 0;
  readonly outcomes: Record<string, number> = {};

  constructor(calls: number) {
    this.settled = new Uint8Array(calls);
    this.created = new Uint8Array(calls);
    this.#deleted = new Uint32Array(calls);
  }

  settle(call: number, operation: string, outcome: string): void {
    this.settled[call] = (this.settled[call] ?? 0) + 1;
    this.#done += 1;
    const name = `${operation}: ${outcome}`;
    this.outcomes[name] = (this.outcomes[name] ?? 0) + 1;
  }

  delete(codeNumber: number): void {
    this.#deleted[this.#deletions++] = codeNumber;
  }

  /** Records a violated invariant. */
  violation(text: string): void {
    if (this.#violations.length < 500) this.#violations.push(text);
    else this.#furtherViolations += 1;
  }

  get violations(): readonly string[] {
    const further = this.#furtherViolations;
    return further > 0 ? [...this.#violations, `and ${further} more`] : this.#violations;
  }

  /** How many calls have settled. */
  get done(): number {
    return this.#done;
  }

  get deleted(): Uint32Array {
    return this.#deleted.subarray(0, this.#deletions);
  }
}
