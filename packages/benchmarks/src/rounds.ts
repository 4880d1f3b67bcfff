/** The samples of each contender, one per round. */
export type Samples<T> = (name: string) => readonly T[];

/** Measures every contender once in each round, in turn, so that a change of the machine's load is in all of them. */
export async function inRounds<T>(
  title: string,
  names: readonly string[],
  rounds: number,
  measure: (name: string) => T | Promise<T>,
): Promise<Samples<T>> {
  const samples = new Map<string, T[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    console.error(`  ${title}, round ${round + 1} of ${rounds}`);
    for (const name of names) samples.get(name)?.push(await measure(name));
  }
  return (name) => samples.get(name) ?? [];
}
