import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNode } from './child.ts';
import { median } from './figure.ts';

/** Starts of each program in a round. */
const starts = 24;

/** In a folder of this package, so that imports by name are found as in every other file of it. */
const folder = join(import.meta.dirname, '../node_modules/.cache/imports');

/** Prints the milliseconds of CPU time of the main thread, which is what a start on a machine at rest takes. */
const probe = `
process.on('exit', () => {
  const { user, system } = process.threadCpuUsage();
  process.stdout.write(String((user + system) / 1_000));
});`;

/** Milliseconds that starting each program takes longer than starting an empty one: one sample for each round. */
export async function importTimes(
  programs: Readonly<Record<string, string>>,
  rounds: number,
): Promise<Record<string, number[]>> {
  mkdirSync(folder, { recursive: true });
  const entries = Object.entries({ empty: '', ...programs });
  const files = entries.map(([name]) => join(folder, `${name}.mjs`));
  entries.forEach(([, text], index) => {
    writeFileSync(String(files[index]), text + probe);
  });
  const samples: Record<string, number[]> = Object.fromEntries(Object.keys(programs).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    console.error(`  import, round ${round + 1} of ${rounds}`);
    const times: number[][] = files.map(() => []);
    for (let start = 0; start < starts; start++) {
      for (let turn = 0; turn < files.length; turn++) {
        const index = (start + turn) % files.length;
        times[index]?.push(await runNode([String(files[index])]));
      }
    }
    const [empty = []] = times;
    entries.forEach(([name], index) => {
      samples[name]?.push(median(times[index]?.map((time, start) => time - (empty[start] ?? Number.NaN)) ?? []));
    });
  }
  return samples;
}
