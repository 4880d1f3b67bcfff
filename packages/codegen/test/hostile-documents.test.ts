import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { TemporaryRoot } from './temporary-root.ts';

const DOCUMENT = 'spec/v24.0/openapi.yaml';
const bin = join(import.meta.dirname, '../src/bin.ts');

/** Runs the command in a process with a heap of 64 MB, where a document that grows without end is fatal. */
function runWithSmallHeap(root: TemporaryRoot): Promise<{ code: number | undefined; output: string }> {
  return new Promise((resolve) => {
    const args = ['--max-old-space-size=64', bin, 'mock', '--root', root.path];
    execFile(process.execPath, args, { timeout: 60_000 }, (error, out, err) => {
      resolve({
        code: error === null ? 0 : typeof error.code === 'number' ? error.code : undefined,
        output: out + err,
      });
    });
  });
}

/** Where a document may refer to an address, and the message about it. */
const places: { what: string; from: string; to: (address: string) => string; line: number; problem: string }[] = [
  {
    what: 'an example with externalValue',
    from: 'default_fields: { value: [{ code: A }] }',
    to: (address) => `default_fields: { externalValue: '${address}' }`,
    line: 24,
    problem: 'externalValue ADDRESS is not of this document',
  },
  {
    what: 'a discriminator mapping',
    from: '        details: { type: object }\n',
    to: (address) =>
      `        details: { type: object }\n      discriminator: { propertyName: code, mapping: { a: '${address}' } }\n`,
    line: 99,
    problem: 'the mapping to ADDRESS is not of this document',
  },
  {
    what: 'a $ref',
    from: "'#/components/schemas/CreateQrCodeRequest'",
    to: (address) => `'${address}'`,
    line: 36,
    problem: '$ref ADDRESS is not of this document',
  },
  {
    what: 'the operation of a link',
    from: "'204': { description: Created }",
    to: (address) => `'204': { description: Created, links: { a: { operationRef: '${address}' } } }`,
    line: 38,
    problem: 'operationRef ADDRESS is not of this document',
  },
];

it.each(places)('nothing is downloaded for $what', async ({ from, to, line, problem }) => {
  let requests = 0;
  const server = createServer((_request, response) => {
    requests++;
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('expected a port');
  const url = `http://127.0.0.1:${address.port}/a.json`;

  const root = await TemporaryRoot.with('v24.0');
  await root.edit(DOCUMENT, from, to(url));
  const { exitCode, output } = await root.run();

  expect(output).toContain(`${DOCUMENT}:${line}: ${problem.replace('ADDRESS', url)}`);
  expect({ exitCode, requests }).toEqual({ exitCode: 1, requests: 0 });
});

it('YAML aliases that stand for 10^8 values are refused at their line', async () => {
  const root = await TemporaryRoot.with('v24.0');
  const levels = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name, index, names) => {
    const item = index === 0 ? 'x' : `*${names[index - 1]}`;
    return `  x-${name}: &${name} [${Array(10).fill(item).join(', ')}]\n`;
  });
  await root.edit(DOCUMENT, 'info: {', `x-all:\n${levels.join('')}info: {`);
  expect(await runWithSmallHeap(root)).toEqual({
    code: 1,
    output: expect.stringContaining(`${DOCUMENT}:6: not valid YAML: Excessive alias count`),
  });
});

it('a YAML alias within its own anchor is refused at its line', async () => {
  const root = await TemporaryRoot.with('v24.0');
  await root.edit(DOCUMENT, '      required: [code]\n', '      required: [code]\n      x-self: &a { again: *a }\n');
  expect(await runWithSmallHeap(root)).toEqual({
    code: 1,
    output: expect.stringContaining(`${DOCUMENT}:61: not valid YAML: the alias *a is used within its own anchor`),
  });
});

it('values nested without end are refused', async () => {
  const root = await TemporaryRoot.with('v24.0');
  await root.edit(DOCUMENT, 'default: 25', `default: ${'['.repeat(20_000)}${']'.repeat(20_000)}`);
  const { code, output } = await runWithSmallHeap(root);
  expect(output).toContain(`${DOCUMENT}:16: not valid YAML: values are nested too deeply`);
  expect(code).toBe(1);
});

it('a name such as __proto__ becomes a property like any other, never a prototype', async () => {
  const root = await TemporaryRoot.with('v24.0');
  await root.edit(DOCUMENT, 'operationId: listCodes', 'operationId: __proto__');
  await root.edit(DOCUMENT, '        creation_time:', '        __proto__: { type: boolean }\n        creation_time:');
  expect((await root.run()).exitCode).toBe(0);
  const { scenarios } = await import(join(root.path, 'packages/mock/src/generated/scenarios.ts'));
  expect(Object.keys(scenarios['v24.0'])).toEqual(['__proto__', 'create-code']);
  expect(Object.getPrototypeOf(scenarios['v24.0'])).toBe(Object.prototype);
  const facts = await root.read('packages/client/src/generated/v24.0/facts.ts');
  expect(facts).toContain('["__proto__"]: {');
  expect(facts).not.toMatch(/^ *"?__proto__"?:/m);
});

it('escape sequences and line breaks of an operationId are escaped in messages', async () => {
  const root = await TemporaryRoot.with('v24.0');
  for (const id of ['listCodes', 'create-code']) {
    await root.edit(DOCUMENT, `operationId: ${id}`, 'operationId: "x\\e[2J\\nFORGED\\u009b\\u2028"');
  }
  const { exitCode, output } = await root.run();
  expect(output).toContain(`${DOCUMENT}:29: operationId x\\u001b[2J\\nFORGED\\u009b\\u2028 of POST`);
  expect(exitCode).toBe(1);
});
