import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { appSecret, proof, token } from './canary.ts';
import type { Entry } from './operations.ts';

const client = join(import.meta.dirname, '../..');
const written = JSON.stringify(token);

/** What is changed in the published file so that secrets come out; each must be found there. */
const ways = {
  'nothing is removed from what comes in': [/function scrubber\(\w+\) \{/, '$& return (text) => text;'],
  'causes are passed on as they are': [/function safeCause\((\w+)[^)]*\) \{/, '$& return $1;'],
  'redirects are followed': [/redirect: "manual"/g, 'redirect: "follow"'],
  'raw sends the token wherever it is told to': [/\.startsWith\(`\$\{baseUrl\}\/`\)/, '.length'],
  'onRequest is told the token': [/callHook\(hooks\.onRequest, /, `$& { token: ${written} } ?? `],
  'onResponse is told the token': [/callHook\(hooks\.onResponse, /, `$& { token: ${written} } ?? `],
  'onRetry is told the token': [/hooks\.onRetry\?\.\(/, `$& { token: ${written} } ?? `],
  'onDrift is told the token': [/callHook\(hooks\.onDrift, /, `$& { token: ${written} } ?? `],
  'errors hide the token': [
    /(\bsuper\(message[^;]*);/,
    `$1; Object.defineProperty(this, 'hidden', { value: ${written} });`,
  ],
  'errors have the token under a symbol': [
    /(\bsuper\(message[^;]*);/,
    `$1; this[Symbol('token')] = { of: [${written}] };`,
  ],
  'the token is logged': [/facts\w*\.sent \+= 1;/, `$& console.debug('sending', ${written});`],
  'the app secret is logged': [/facts\w*\.sent \+= 1;/, `$& console.debug('sending', ${JSON.stringify(appSecret)});`],
  'the proof is logged': [/facts\w*\.sent \+= 1;/, `$& console.debug('sending', ${JSON.stringify(proof)});`],
  'the token stands on the client': [/\bconst client\w* = \{/, `$& token: ${written},`],
  'the token stands on the promise': [/started\w*\.withResponse = /, `started.token = ${written}; $&`],
  'the end of a version is told with the token': [/: move to a later version/, `$& ${token}`],
  'the token is warned about': [/facts\w*\.sent \+= 1;/, `$& process.emitWarning(${written});`],
  'images are asked for with the token': [/credentials: "omit",/, `$& headers: { authorization: ${written} },`],
} satisfies Record<string, readonly [RegExp, string]>;

export type Way = keyof typeof ways;

let published: string | undefined;

/** The entry as it is published, in one file. */
async function publishedText(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(client, 'src/generated/v23.0/entry.ts')],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    external: ['openapi-fetch'],
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

/** A copy of the client that gives its secrets away in this way, and `undefined` for none. */
export async function leakyCopy(way: Way | undefined): Promise<Entry> {
  published ??= await publishedText();
  const [place, change] = way ? ways[way] : [/^/, ''];
  if (!place.test(published)) throw new Error(`${place} is not in the built client: see how to do "${way}" there now`);
  const folder = await mkdtemp(join(tmpdir(), 'leaky-client-'));
  try {
    await symlink(join(client, 'node_modules'), join(folder, 'node_modules'));
    const file = join(folder, 'v23.0.mjs');
    await writeFile(file, published.replace(place, change));
    return await import(/* @vite-ignore */ pathToFileURL(file).href);
  } finally {
    await rm(folder, { recursive: true });
  }
}
