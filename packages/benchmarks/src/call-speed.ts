// One contender against openapi-fetch bare, in this process: `node call-speed.ts <contender> [address of a loopback server]`
// prints the calls per second, and how many calls it makes while openapi-fetch makes one.
import { createStub } from './code.ts';
import { type Call, createCall } from './contenders.ts';
import { median } from './figure.ts';

const [name = '', loopback] = process.argv.slice(2);
const baseUrl = loopback ?? 'https://graph.facebook.com';
const fetch = loopback ? globalThis.fetch : createStub(name === 'fields');
const base = await createCall('openapi-fetch', baseUrl, fetch);
const call = await createCall(name, baseUrl, fetch);

/**
 * Milliseconds. With a stub, of this thread's CPU: other programs on the machine then matter little. Over loopback elapsed
 * ones, since the server works meanwhile.
 */
function now(): number {
  if (loopback) return performance.now();
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

async function burst(run: Call, count: number): Promise<number> {
  const startedAt = now();
  for (let index = 0; index < count; index++) await run();
  return now() - startedAt;
}

const [pairs, count] = loopback ? [16, 150] : [24, 700];
const times = [];
for (let pair = -8; pair < pairs; pair++) {
  // Alternating, so that neither always runs after the other's garbage.
  const [first, second] = pair % 2 ? [call, base] : [base, call];
  const firstMs = await burst(first, count);
  const secondMs = await burst(second, count);
  if (pair < 0) continue; // Warm-up.
  times.push(pair % 2 ? { call: firstMs, base: secondMs } : { call: secondMs, base: firstMs });
}
const perSecond = (count * 1_000) / median(times.map((time) => time.call));
const ratio = median(times.map((time) => time.base / time.call));
console.log(JSON.stringify({ perSecond, ratio }));
