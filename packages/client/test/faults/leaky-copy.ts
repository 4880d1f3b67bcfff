import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { appSecret, proof, token } from './canary.ts';
import type { Entry } from './operations.ts';

const client = join(import.meta.dirname, '../..');
const written = JSON.stringify(token);

/** Patches of the published file, each of which leaks a secret; each pattern must occur there. */
const leakPatches = {
  'the scrubber removes nothing': [/function scrubber\(\w+\) \{/, '$& return (text) => text;'],
  'causes are passed on unchanged': [/function safeCause\((\w+)[^)]*\) \{/, '$& return $1;'],
  'redirects are followed': [/redirect: "manual"/g, 'redirect: "follow"'],
  'raw sends the token to every address': [/\.startsWith\(`\$\{baseUrl\}\/`\)/, '.length'],
  'onRequest receives the token': [/callHook\(hooks\.onRequest, /, `$& { token: ${written} } ?? `],
  'onResponse receives the token': [/callHook\(hooks\.onResponse, /, `$& { token: ${written} } ?? `],
  'onRetry receives the token': [/hooks\.onRetry\?\.\(/, `$& { token: ${written} } ?? `],
  'onDrift receives the token': [/callHook\(hooks\.onDrift, /, `$& { token: ${written} } ?? `],
  'errors have the token in a non-enumerable property': [
    /(\bsuper\(message[^;]*);/,
    `$1; Object.defineProperty(this, 'hidden', { value: ${written} });`,
  ],
  'errors have the token in a symbol property': [
    /(\bsuper\(message[^;]*);/,
    `$1; this[Symbol('token')] = { of: [${written}] };`,
  ],
  'the token is logged': [/call\w*\.sent \+= 1;/, `$& console.debug('sending', ${written});`],
  'the app secret is logged': [/call\w*\.sent \+= 1;/, `$& console.debug('sending', ${JSON.stringify(appSecret)});`],
  'the proof is logged': [/call\w*\.sent \+= 1;/, `$& console.debug('sending', ${JSON.stringify(proof)});`],
  'the token is a property of the client': [/\bconst client\w* = \{/, `$& token: ${written},`],
  'the token is a property of the promise': [/started\w*\.withResponse = /, `started.token = ${written}; $&`],
  'the end-of-version report contains the token': [/: move to a later version/, `$& ${token}`],
  'a process warning contains the token': [/call\w*\.sent \+= 1;/, `$& process.emitWarning(${written});`],
  'images are requested with the token': [/credentials: "omit",/, `$& headers: { authorization: ${written} },`],
} satisfies Record<string, readonly [RegExp, string]>;

export type LeakName = keyof typeof leakPatches;

let published: string | undefined;

/** The bundled entry, as published. */
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

/** A copy of the client with this leak; `undefined` patches nothing. */
export async function leakyCopy(leak: LeakName | undefined): Promise<Entry> {
  published ??= await publishedText();
  const [place, change] = leak ? leakPatches[leak] : [/^/, ''];
  if (!place.test(published))
    throw new Error(`${place} does not occur in the built client: update the patch for "${leak}"`);
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
