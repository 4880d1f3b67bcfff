// How many files a call enters: `node files-entered.ts <contender>` prints those with a function that runs during one call, as
// V8's coverage counts them.
import { readFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { fileURLToPath } from 'node:url';
import { createStub } from './code.ts';
import { createCall } from './contenders.ts';

const call = await createCall(process.argv[2] ?? '', 'https://graph.facebook.com', createStub(false));
await call(); // The first one may load or prepare something.

const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
await call();
const { result } = await session.post('Profiler.takePreciseCoverage');
session.disconnect();

const files = new Set<string>();
for (const { url, functions } of result) {
  // Not the platform's, nor those of this package.
  if (!url.startsWith('file:') || url.startsWith(import.meta.resolve('./'))) continue;
  const text = readFileSync(fileURLToPath(url), 'utf8');
  for (const { ranges } of functions) {
    const [range] = ranges;
    if (range && range.count > 0) files.add(sourceOf(url, text.slice(0, range.startOffset)));
  }
}
console.log(JSON.stringify([...files]));

/** In a bundle, esbuild names the source above what it made of it. */
function sourceOf(url: string, before: string): string {
  const names = [...before.matchAll(/^\/\/ (\S+\.[jt]s)$/gm)];
  return `${url}${names.length > 0 ? ` ${names.at(-1)?.[1]}` : ''}`;
}
