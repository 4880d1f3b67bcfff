// What depends on the version follows the spec: from a document that Meta publishes for a new version to the client, the
// mock and the contract tests, with no line changed outside of spec/ and packages/contract-tests/expected/.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ended, installed, RepositoryCopy } from './repository-copy.ts';

const former = 'v25.0';
const next = 'v98.0';
const cli = 'packages/spec-tools/src/cli.ts';
const list = '/{Version}/{Phone-Number-ID}/message_qrdls';

/** Each edit stands before the first text of its kind that follows the place. */
function inserted(document: string, after: string, before: string, text: string): string {
  const at = document.indexOf(before, document.indexOf(after));
  if (!document.includes(after) || at === -1) throw new Error(`the document has no ${before} after ${after}`);
  return document.slice(0, at) + text + document.slice(at);
}

function replaced(document: string, find: string, text: string): string {
  if (!document.includes(find)) throw new Error(`the document has no ${find}`);
  return document.replace(find, text);
}

const order = `        - name: order
          in: query
          description: Which codes come first.
          schema:
            type: string
            enum: [newest, oldest]
`;
const scanCount = `        scan_count:
          type: integer
          description: How often the code was scanned.
`;
const conflict = `        "409":
          description: Another call changes the same code.
          content:
            application/json:
              schema:
                $ref: "#/components/schemas/GraphAPIError"
              examples:
                conflict:
                  summary: Another call changes the code
                  value:
                    error:
                      message: The code is being changed
                      type: OAuthException
                      code: 999
                      fbtrace_id: AXsgnV2Cm3ZMGF3dF_cfYIn
`;
const withoutLink = `                without_link:
                  summary: A code that has no link yet
                  value:
                    data:
                      - code: ANED2T5QRU7HG1
                        prefilled_message: Show me Cyber Monday deals!
                        scan_count: 7
`;

/** What the new version has: in the document that Meta publishes, and then by hand in ours. */
function withChanges(document: string): string {
  const edits: readonly ((text: string) => string)[] = [
    (text) => inserted(text, 'operationId: listQrCodes', '        - $ref: "#/components/parameters/UserAgent"', order),
    (text) => replaced(text, 'enum: [PNG, SVG]', 'enum: [PNG, SVG, PDF]'),
    (text) => replaced(text, 'maxLength: 140', 'maxLength: 200'),
    (text) => inserted(text, '    QrCodeDetails:\n', '        creation_time:\n', scanCount),
    (text) =>
      replaced(text, 'required: [code, prefilled_message, deep_link_url]', 'required: [code, prefilled_message]'),
    (text) => inserted(text, 'operationId: createOrUpdateQrCode', '        "500":\n', conflict),
    (text) => inserted(text, 'operationId: getQrCode', '                with_creation_time:\n', withoutLink),
  ];
  return edits.reduce((text, edit) => edit(text), document);
}

/** Each line says in which version it does not compile. */
const consumer = `import { createQrCodeClient, type operations } from '@whatsapp-qr/client/VERSION';
import { startMockServer, step } from '@whatsapp-qr/mock';

const qrCodes = createQrCodeClient({ phoneNumberId: '1234567890123456', accessToken: 'token' });
export const oldestFirst = qrCodes.list({ order: 'oldest' }); // not in ${former}
// @ts-expect-error: no version has such an order
export const sideways = qrCodes.list({ order: 'sideways' });
export const created = qrCodes.create({ prefilled_message: 'Hi', generate_qr_image: 'PDF' }); // not in ${former}
const code = await qrCodes.get('ANED2T5QRU7HG1', { fields: ['scan_count'] }); // not in ${former}
export const scans: number | undefined = code.scan_count; // not in ${former}
export const link: string = (await qrCodes.get('ANED2T5QRU7HG1')).deep_link_url; // not in ${next}
export type Conflict = operations['createOrUpdateQrCode']['responses'][409]; // not in ${former}
await using mock = await startMockServer({ version: 'VERSION' });
mock.script('createOrUpdateQrCode', [step.example('conflict')]); // not in ${former}
`;

function linesNotIn(version: string): number[] {
  return consumer.split('\n').flatMap((line, index) => (line.endsWith(`// not in ${version}`) ? [index + 1] : []));
}

/** Calls the client of a version against its mock, and prints what came of each call and what the mock was sent. */
const program = `const version = process.argv[2];
const { createQrCodeClient } = await import('@whatsapp-qr/client/' + version);
const { startMockServer, step } = await import('@whatsapp-qr/mock');
const mock = await startMockServer({ version, log: false });
const options = { phoneNumberId: '1234567890123456', accessToken: 'token', baseUrl: mock.url, maxRetries: 0 };
const qrCodes = createQrCodeClient(options);
const without = { data: [{ code: 'ANED2T5QRU7HG1', prefilled_message: 'Show me Cyber Monday deals!', scan_count: 7 }] };
const conflict = { error: { message: 'The code is being changed', type: 'OAuthException', code: 999 } };
const isNew = version === '${next}';

const settled = async (call) => {
  try {
    return { resolved: await call };
  } catch ({ name, status }) {
    return { rejected: name, status };
  }
};
const answered = async (target, init = {}) => {
  const headers = { authorization: 'Bearer token', 'content-type': 'application/json' };
  const url = mock.url + '/' + version + '/1234567890123456/message_qrdls' + target;
  return (await fetch(url, { ...init, headers })).status;
};
const post = (body) => answered('', { method: 'POST', body: JSON.stringify(body) });

const order = await settled(qrCodes.list({ order: 'oldest' }).then(({ data }) => data.length));
const ordered = mock.requests.at(-1)?.query;
const image = await settled(qrCodes.create({ prefilled_message: 'Hi', generate_qr_image: 'PDF' }).then(({ code }) => code));
const longer = await settled(qrCodes.create({ prefilled_message: 'x'.repeat(200) }).then(({ code }) => code));
const tooLong = await settled(qrCodes.create({ prefilled_message: 'x'.repeat(201) }));
mock.script('getQrCode', [isNew ? step.example('without_link') : step.offSpec({ status: 200, body: without })]);
const noLink = await settled(qrCodes.get('ANED2T5QRU7HG1', isNew ? { fields: ['scan_count'] } : {}));
mock.script('createOrUpdateQrCode', [isNew ? step.example('conflict') : step.offSpec({ status: 409, body: conflict })]);
const conflicting = await settled(qrCodes.update('ANED2T5QRU7HG1', { prefilled_message: 'Hi' }));
const byHand = {
  order: await answered('?order=oldest'),
  sideways: await answered('?order=sideways'),
  image: await post({ prefilled_message: 'Hi', generate_qr_image: 'PDF' }),
  otherImage: await post({ prefilled_message: 'Hi', generate_qr_image: 'GIF' }),
  longer: await post({ prefilled_message: 'x'.repeat(200) }),
  tooLong: await post({ prefilled_message: 'x'.repeat(201) }),
  scanCount: await answered('/ANED2T5QRU7HG1?fields=scan_count'),
};
await mock.close();
console.log(JSON.stringify({ order, ordered, image, longer, tooLong, noLink, conflicting, byHand }));
`;

/** The new version's file of expectations, by hand. */
const changes = `import type { QrCodeClient } from '@whatsapp-qr/client/${next}';
import type { Changes } from '../../src/changes.ts';

const codes = '/${next}/1234567890123456/message_qrdls';
const token = { authorization: 'Bearer any' };
const json = { ...token, 'content-type': 'application/json' };
const withoutLink = { code: 'ANED2T5QRU7HG1', prefilled_message: 'Show me Cyber Monday deals!', scan_count: 7 };
const conflict = {
  outcome: ['GraphApiError', 'unknown'],
  body: {
    error: {
      message: 'The code is being changed',
      type: 'OAuthException',
      code: 999,
      fbtrace_id: 'AXsgnV2Cm3ZMGF3dF_cfYIn',
    },
  },
} as const;

export const changes: Changes<QrCodeClient> = {
  from: '${former}',
  answers: {
    getQrCode: {
      200: {
        without_link: {
          outcome: 'data',
          call: (qrCodes) => qrCodes.get('ANED2T5QRU7HG1', { fields: ['scan_count'] }),
          request: {
            method: 'GET',
            path: codes + '/ANED2T5QRU7HG1',
            query: { fields: 'code,prefilled_message,deep_link_url,scan_count' },
          },
          body: { data: [withoutLink] },
          result: withoutLink,
        },
      },
    },
    createQrCode: { 409: { conflict } },
    updateQrCode: { 409: { conflict } },
  },
  accepted: ['a message of 141 characters', 'an update to 141 characters'],
  refusals: [
    {
      what: 'a message of 201 characters',
      request: { method: 'POST', target: codes, headers: json, body: JSON.stringify({ prefilled_message: 'x'.repeat(201) }) },
      status: 400,
      code: 100,
      reason: 'prefilled_message must NOT have more than 200 characters',
      attempt: (qrCodes) => qrCodes.create({ prefilled_message: 'x'.repeat(201) }),
      argument: 'prefilled_message',
    },
    {
      what: 'an unknown image format',
      request: { method: 'POST', target: codes, headers: json, body: '{"prefilled_message":"Hi","generate_qr_image":"GIF"}' },
      status: 400,
      code: 100,
      reason: 'generate_qr_image must be PNG or SVG or PDF',
      // @ts-expect-error: the compiler refuses it, too
      attempt: (qrCodes) => qrCodes.create({ prefilled_message: 'Hi', generate_qr_image: 'GIF' }),
      argument: 'generate_qr_image',
    },
    {
      what: 'an unknown order',
      request: { method: 'GET', target: codes + '?order=sideways', headers: token },
      status: 400,
      code: 100,
      reason: 'order must be equal to one of the allowed values: newest, oldest',
      // @ts-expect-error: the compiler refuses it, too
      attempt: (qrCodes) => qrCodes.list({ order: 'sideways' }),
      argument: 'order',
    },
  ],
};
`;

describe('a version whose document has other facts', { timeout: 300_000 }, () => {
  let repository: RepositoryCopy;
  let bumped: Ended;

  const spec = (...args: string[]): Promise<Ended> => repository.run('.', cli, ...args);
  const succeed = async (running: Promise<Ended>): Promise<string> => {
    const { code, output } = await running;
    expect(code, output).toBe(0);
    return output;
  };
  /** All that is written by hand. */
  const byHand = (file: string, text: string): void => {
    expect(file).toMatch(/^(spec|packages\/contract-tests\/expected)\//);
    repository.write(file, text);
  };

  beforeAll(async () => {
    repository = new RepositoryCopy();
    const document = repository.read(`spec/${former}/openapi.yaml`).replaceAll(former, next);
    repository.write('meta.yaml', withChanges(document));
    bumped = await spec('bump', next, '--released', '2098-01-01', '--reference', 'meta.yaml');
  }, 60_000);

  afterAll(() => repository[Symbol.dispose]());

  it('bump lists exactly the edits that its document asks for', () => {
    expect(bumped.code, bumped.output).toBe(0);
    const edits = bumped.output.split('\n').filter((line) => /^\d+\. /.test(line));
    const message = (request: string): string =>
      `POST ${list} > body > application/json > (${request}).prefilled_message > maxLength`;
    expect(edits.map((line) => line.replace(/^\d+\. /, '')).sort()).toEqual(
      [
        `GET ${list} > query order`,
        '* > response 200 > application/json > .data[].scan_count',
        '* > response 200 > application/json > .data[].deep_link_url > required',
        message('CreateQrCodeRequest'),
        message('UpdateQrCodeRequest'),
        `POST ${list} > body > application/json > (CreateQrCodeRequest).generate_qr_image > enum`,
        `POST ${list} > response 409`,
        `GET ${list}/{QR-Code-ID} > response 200 > application/json > example without_link`,
      ].sort(),
    );
  });

  it('after the edits in the spec, everything that checks it is quiet', async () => {
    byHand(`spec/${next}/openapi.yaml`, withChanges(repository.read(`spec/${next}/openapi.yaml`)));
    await succeed(spec('audit', next));
    await succeed(repository.run('spec', 'lint/main.ts'));
    expect(await succeed(spec('bump', next))).toContain('.changeset/graph-v98-0.md');
  });

  it('the client and the mock are generated and built from it', async () => {
    byHand(`packages/contract-tests/expected/${next}/changes.ts`, changes);
    await succeed(spec('changes'));
    await succeed(repository.run('spec', 'build.ts'));
    const codegen = repository.path('packages/codegen/src/bin.ts');
    for (const name of ['client', 'mock']) {
      await succeed(repository.run(`packages/${name}`, codegen, name));
      await succeed(repository.run(`packages/${name}`, 'build.ts'));
    }
  });

  it('the new entry types all of it, and the older one as before', async () => {
    const folder = 'packages/contract-tests/consumer';
    repository.write(`${folder}/tsconfig.json`, '{ "extends": "../../../tsconfig.base.json", "include": ["."] }');
    for (const version of [former, next])
      repository.write(`${folder}/${version}.ts`, consumer.replaceAll('VERSION', version));
    const { output } = await repository.run(folder, installed('typescript/bin/tsc'), '--pretty', 'false');
    for (const version of [former, next]) {
      const errors = [...output.matchAll(/^(v[\d.]+)\.ts\((\d+),/gm)].filter(([, file]) => file === version);
      expect(
        errors.map(([, , line]) => Number(line)),
        output,
      ).toEqual(linesNotIn(version));
    }
  });

  it('the new entry accepts and sends all of it, and its mock answers and validates it', async () => {
    expect(await calls(next)).toEqual({
      order: { resolved: 3 },
      ordered: { order: 'oldest' },
      image: { resolved: 'ANED2T5QRU7HG1' },
      longer: { resolved: expect.stringMatching(/^[A-Z0-9]{14}$/) },
      tooLong: { rejected: 'InvalidArgumentError' },
      noLink: {
        resolved: { code: 'ANED2T5QRU7HG1', prefilled_message: 'Show me Cyber Monday deals!', scan_count: 7 },
      },
      conflicting: { rejected: 'GraphApiError', status: 409 },
      byHand: { order: 200, sideways: 400, image: 200, otherImage: 400, longer: 200, tooLong: 400, scanCount: 200 },
    });
  });

  it('the older entry and its mock behave as before', async () => {
    const refused = { rejected: 'InvalidArgumentError' };
    expect(await calls(former)).toEqual({
      order: refused,
      image: refused,
      longer: refused,
      tooLong: refused,
      noLink: { rejected: 'UnexpectedResponseError', status: 200 },
      conflicting: { rejected: 'GraphApiError', status: 409 },
      byHand: { order: 200, sideways: 200, image: 400, otherImage: 400, longer: 400, tooLong: 400, scanCount: 400 },
    });
  });

  it('the contract tests pass for all versions', async () => {
    // whole-way.test.ts has Prism itself respond for a new version.
    const others = ['--exclude', 'test/bare-prism.test.ts'];
    const output = await succeed(
      repository.run('.', installed('vitest/vitest.mjs'), 'run', '--root', 'packages/contract-tests', ...others),
    );
    expect(output).toMatch(/Contract coverage: (\d+) of \1 documented answers/);
    expect(output).toContain(`${next} createQrCode`);
  });

  async function calls(version: string): Promise<unknown> {
    const folder = 'packages/contract-tests/consumer';
    repository.write(`${folder}/program.mjs`, program);
    const output = await succeed(repository.run(folder, 'program.mjs', version));
    return JSON.parse(output.slice(output.indexOf('{"order"')));
  }
});
