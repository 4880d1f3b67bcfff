// From a page that Meta publishes for a new Graph version to a consumer's program and the contract tests of both versions.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ended, installed, RepositoryCopy } from './repository-copy.ts';

const next = 'v98.0';
const cli = 'packages/spec-tools/src/cli.ts';
const item = '/{Version}/{Phone-Number-ID}/message_qrdls/{QR-Code-ID}';

/** The page of v23.0, in which a property has another type, DELETE has a status less, and GET has a parameter more. */
function nextPage(page: string): string {
  const [head = '', get = '', ...others] = page.split('\n## GET ').flatMap((part) => part.split('\n## DELETE '));
  const newGet = get
    .replace('\nfieldsstring\n', '\nsincestring\n\nLeaves out what is older.\n\nfieldsstring\n')
    .replaceAll('creation_timeinteger', 'creation_timestring')
    .replaceAll(/("creation_time":\s)1672531200/g, '$1"1672531200"');
  const remove = others.join('\n## DELETE ');
  const without = remove.slice(0, remove.indexOf('\n429\n')) + remove.slice(remove.indexOf('\n500\n'));
  const statuses = without.replaceAll('404429500', '404500');
  return `${head.replaceAll('v23.0', next)}\n## GET ${newGet}\n## DELETE ${statuses}`;
}

function applyEdits(document: string): string {
  const at = document.indexOf('operationId: deleteQrCode');
  const status = document.indexOf('        "429":', at);
  const without = document.slice(0, status) + document.slice(document.indexOf('        "500":', at));
  const userAgent = without.indexOf(
    '        - $ref: "#/components/parameters/UserAgent"',
    without.indexOf('operationId: getQrCode'),
  );
  const parameter = `        - name: since
          in: query
          description: Leaves out what is older.
          schema:
            type: string
`;
  return (without.slice(0, userAgent) + parameter + without.slice(userAgent))
    .replace('creation_time:\n          type: integer', 'creation_time:\n          type: string')
    .replaceAll('creation_time: 1672531200', 'creation_time: "1672531200"')
    .replaceAll('[1672531200]', '["1672531200"]');
}

/** Each line says in which version it does not compile. */
const consumer = `import { createQrCodeClient, type operations } from '@whatsapp-qr/client/VERSION';

const qrCodes = createQrCodeClient({ phoneNumberId: '1234567890123456', accessToken: 'token' });
const code = await qrCodes.get('ANED2T5QRU7HG1', { fields: ['creation_time'] });
export const message: string = code.prefilled_message;
export const made: number | undefined = code.creation_time; // not in ${next}
export const text: string | undefined = code.creation_time; // not in v23.0
export type NotFound = operations['deleteQrCode']['responses'][404];
export type TooManyReads = operations['getQrCode']['responses'][429];
export type TooManyDeletions = operations['deleteQrCode']['responses'][429]; // not in ${next}
const path = { Version: 'VERSION', 'Phone-Number-ID': '1234567890123456', 'QR-Code-ID': 'ANED2T5QRU7HG1' } as const;
export const fields = qrCodes.raw.GET('${item}', { params: { path, query: { fields: 'code' } } });
export const since = qrCodes.raw.GET('${item}', { params: { path, query: { since: 'x' } } }); // not in v23.0
`;

const withTime = `const withTime = {
  code: 'ANED2T5QRU7HG1',
  prefilled_message: 'Show me Cyber Monday deals!',
  deep_link_url: 'https://wa.me/message/ANED2T5QRU7HG1',
  creation_time: '1672531200',
};
`;
const changesOfNext = `  from: 'v23.0',
  gone: { deleteQrCode: [429] },
  answers: {
    getQrCode: { 200: { with_creation_time: { body: { data: [withTime] }, result: withTime } } },
  },
`;

function linesNotIn(version: string): number[] {
  return consumer.split('\n').flatMap((line, index) => (line.endsWith(`// not in ${version}`) ? [index + 1] : []));
}

describe('a new Graph version, from the page to the consumer', { timeout: 300_000 }, () => {
  let repository: RepositoryCopy;
  let bumped: Ended;
  let page: string;

  const spec = (...args: string[]): Promise<Ended> => repository.run('.', cli, ...args);
  const succeed = async (running: Promise<Ended>): Promise<string> => {
    const { code, output } = await running;
    expect(code, output).toBe(0);
    return output;
  };

  beforeAll(async () => {
    repository = new RepositoryCopy();
    page = repository.path('new-page.md');
    repository.write(
      'new-page.md',
      nextPage(repository.read('packages/reference-reader/test/fixtures/qr-code.page.txt')),
    );
    bumped = await spec('bump', next, '--from', 'v23.0', '--released', '2098-01-01', '--reference', page);
  }, 60_000);

  afterAll(() => repository[Symbol.dispose]());

  it('bump lists exactly the edits that the page asks for', () => {
    expect(bumped.code, bumped.output).toBe(0);
    const edits = bumped.output.split('\n').filter((line) => /^\d+\. /.test(line));
    expect(edits).toEqual([
      `1. GET ${item} > query since`,
      `2. GET ${item} > response 200 > application/json > .data[].creation_time > type`,
      `3. GET ${item} > response 200 > application/json > example with_creation_time > value`,
      `4. DELETE ${item} > response 429`,
    ]);
  });

  it('the audit asks for the edits, and is quiet after them', async () => {
    const before = await spec('audit', next);
    expect(before).toMatchObject({
      code: 1,
      output: expect.stringContaining(`${next}: 4 differences that the ledger does not explain.`),
    });
    repository.edit(`spec/${next}/openapi.yaml`, applyEdits);
    expect(await succeed(spec('audit'))).toMatch(/each with its reason in the ledger\.\n$/);
  });

  it('bump run again finds nothing left to do, and writes the changeset: a minor that says what breaks', async () => {
    expect(await succeed(spec('bump', next, '--from', 'v23.0', '--reference', page))).toContain('No edits:');
    const changeset = repository.read('.changeset/graph-v98-0.md');
    // Of both operations that give it, though the page is about one of them.
    expect(changeset).toMatch(
      /^- `data\[\]\.creation_time` .*`listQrCodes` and `getQrCode`.* `string`.* `integer`\.$/m,
    );
    expect(changeset).toMatch(
      /^---\n'@whatsapp-qr\/client': minor\n'@whatsapp-qr\/mock': minor\n'@whatsapp-qr\/spec': minor\n---\n/,
    );
    expect(changeset).toMatch(/^- .*429.* `deleteQrCode` is no longer documented/m);
    await succeed(spec('changes'));
    await succeed(spec('changes', '--check'));
  });

  it('the spec, the client and the mock have the version without a line written by hand', async () => {
    await succeed(repository.run('spec', 'lint/main.ts'));
    await succeed(repository.run('spec', 'build.ts'));
    const codegen = repository.path('packages/codegen/src/bin.ts');
    for (const name of ['client', 'mock']) {
      await succeed(repository.run(`packages/${name}`, codegen, name));
      await succeed(repository.run(`packages/${name}`, 'build.ts'));
    }
  });

  it("a consumer's program compiles against each version, but for the lines that the change is about", async () => {
    const folder = 'packages/contract-tests/consumer';
    repository.write(`${folder}/tsconfig.json`, '{ "extends": "../../../tsconfig.base.json", "include": ["."] }');
    for (const version of ['v23.0', next])
      repository.write(`${folder}/${version}.ts`, consumer.replaceAll('VERSION', version));
    const { output } = await repository.run(folder, installed('typescript/bin/tsc'), '--pretty', 'false');
    for (const version of ['v23.0', next]) {
      const errors = [...output.matchAll(/^(v[\d.]+)\.ts\((\d+),/gm)].filter(([, file]) => file === version);
      expect(
        errors.map(([, , line]) => Number(line)),
        output,
      ).toEqual(linesNotIn(version));
    }
  });

  it('the contract tests pass for both versions, once what is expected of the new one is written', async () => {
    repository.edit(`packages/contract-tests/expected/${next}/changes.ts`, (frame) =>
      frame.replace("  from: 'v23.0',\n", changesOfNext).replace('/** What', `${withTime}\n/** What`),
    );
    const both = ['--testNamePattern', `v23\\.0|${next}`];
    const output = await succeed(
      repository.run('.', installed('vitest/vitest.mjs'), 'run', '--root', 'packages/contract-tests', ...both),
    );
    expect(output).toMatch(/Contract coverage: (\d+) of \1 documented answers/);
    expect(output).toMatch(/v23\.0 createQrCode.*v98\.0 createQrCode/s);
  });
});
