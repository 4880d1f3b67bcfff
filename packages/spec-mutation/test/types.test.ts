import path from 'node:path';
import { type GeneratedFile, readSpec, targets } from '@whatsapp-qr/codegen';
import { expect, test } from 'vitest';
import { TypeTests } from '../src/checks/types.ts';

const repository = path.join(import.meta.dirname, '../../..');

/** What is generated for the client, and the same for a version that no type test imports. */
async function generatedForTwo(): Promise<{ files: readonly GeneratedFile[]; next: readonly GeneratedFile[] }> {
  const versions = await readSpec(repository);
  const files = await targets.client.generate(repository, versions);
  const newest = versions.at(-1)?.version ?? '';
  const next = files
    .filter((file) => file.path.includes(`/${newest}/`))
    .map(({ path: name, content }) => ({ path: name.replace(newest, 'v98.0'), content }));
  return { files, next };
}

test('the types of every version are compiled, also those that no type test imports', { timeout: 60_000 }, async () => {
  const { files, next } = await generatedForTwo();
  const types = new TypeTests();
  expect(types.finding([...files, ...next])).toBeUndefined();

  const broken = next.map((file) =>
    file.path.endsWith('/schema.ts')
      ? { ...file, content: `${file.content}\nexport type Broken = NoSuchType;\n` }
      : file,
  );
  expect(types.finding([...files, ...broken])).toMatch(/^schema\.ts:\d+ Cannot find name 'NoSuchType'/);
});
