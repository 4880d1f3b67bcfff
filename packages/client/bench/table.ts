/** One measured figure beside its peer and its target. */
export interface Row {
  readonly what: string;
  readonly ours: number;
  readonly peer?: number | undefined;
  readonly target: number;
  /** Whether the target is a minimum or a maximum. */
  readonly is: 'at most' | 'at least';
  readonly digits?: number;
}

/** Prints the rows as a table; sets a non-zero exit code if a target is missed. */
export function report(title: string, peer: string, rows: readonly Row[]): void {
  const lines = rows.map(({ what, ours, peer, target, is, digits = 0 }) => {
    const isMet = is === 'at most' ? ours <= target : ours >= target;
    if (!isMet) process.exitCode = 1;
    const figure = (value: number | undefined) => value?.toFixed(digits) ?? '';
    return [what, figure(ours), `${is} ${target}`, isMet ? 'met' : 'MISSED', figure(peer)];
  });
  const all = [[title, 'client', 'target', '', peer], ...lines];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((line) => line[column]?.length ?? 0))) ?? [];
  for (const line of all) {
    console.log(
      line
        .map((cell, column) => (column ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[0] ?? 0)))
        .join('  '),
    );
  }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? (sorted[middle] ?? Number.NaN) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
