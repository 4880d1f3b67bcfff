// The client that hey-api generates from the same document, made when the benchmarks begin.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { version } from './code.ts';

export const heyApiFolder: string = join(import.meta.dirname, '../node_modules/.cache/hey-api');
const bundle = join(heyApiFolder, 'bundle.js');

/** What the benchmarks use of the generated client. */
interface HeyApiClient {
  readonly client: { setConfig(config: { baseUrl: string; fetch: typeof globalThis.fetch; auth: string }): void };
  getQrCode(options: { path: Record<string, string>; throwOnError: true }): Promise<unknown>;
}

export async function generateHeyApiClient(): Promise<void> {
  const { createClient } = await import('@hey-api/openapi-ts');
  await createClient({
    input: fileURLToPath(import.meta.resolve(`@whatsapp-qr/spec/${version}/openapi.yaml`)),
    output: heyApiFolder,
    plugins: ['@hey-api/client-fetch', '@hey-api/sdk', '@hey-api/typescript'],
    logs: { level: 'silent' },
  });
  const { build } = await import('esbuild');
  const contents = "export { client } from './client.gen.js';\nexport { getQrCode } from './sdk.gen.js';\n";
  const stdin = { contents, loader: 'ts', resolveDir: heyApiFolder } as const;
  await build({ stdin, bundle: true, format: 'esm', target: 'es2022', outfile: bundle });
}

export const loadHeyApiClient = (): Promise<HeyApiClient> => import(bundle);
