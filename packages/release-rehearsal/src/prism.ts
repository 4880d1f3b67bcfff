import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type PublishedDocument, publishedDocuments } from './documents.ts';
import type { CheckResult, Environment } from './environment.ts';
import { withServer } from './server.ts';

const require = createRequire(import.meta.url);

/** Starts `prism mock` and requests an example of each operation. */
async function requestExamples({ path, version }: PublishedDocument, signal?: AbortSignal): Promise<void> {
  const args = [require.resolve('@stoplight/prism-cli'), 'mock', '--port', '0', path];
  await withServer(args, { signal }, async (url) => {
    const headers = { authorization: 'Bearer not-a-real-token', 'content-type': 'application/json' };
    const request = async (method: string, code: string, body?: string) => {
      const address = `${url}/${version}/1234567890123456/message_qrdls${code}`;
      const response = await fetch(address, { method, headers, ...(body ? { body } : {}) });
      const text = await response.text();
      if (response.ok && text.startsWith('{')) return;
      throw new Error(`expected an example of ${method} ${address}, found ${response.status}: ${text}`);
    };
    await request('GET', '');
    await request('POST', '', JSON.stringify({ prefilled_message: 'Hi', generate_qr_image: 'SVG' }));
    await request('GET', '/ANED2T5QRU7HG1');
    await request('DELETE', '/ANED2T5QRU7HG1');
  });
}

export const prismEnvironment: Environment = {
  name: 'prism mock',
  kind: 'OpenAPI tools',
  subjects: ['spec'],
  version() {
    const manifest = readFileSync(require.resolve('@stoplight/prism-cli/package.json'), 'utf8');
    const { version }: { version: string } = JSON.parse(manifest);
    return version;
  },
  async run(setting) {
    const spec: CheckResult[] = [];
    for (const document of publishedDocuments(setting)) {
      await requestExamples(document, setting.signal);
      spec.push({ name: document.name });
    }
    return { spec };
  },
};
