// A change of a version's document reaches the client: as a compiler error if the client's requests no longer match,
// and otherwise as types, checks and requests of the version's entry, without a hand-written line.
import { cp, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { compile, REPOSITORY } from './compile.ts';
import { TemporaryRoot, versionEntry } from './temporary-root.ts';

// The compiler takes long on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const OLDER = 'v23.0';
const NEWER = 'v99.0';
const documentOf = (version: string) => `spec/${version}/openapi.yaml`;
const entryOf = (version: string) => `packages/client/src/generated/${version}/entry.ts`;

type Edit = readonly [from: string, to: string];

/** The client with two versions of the same document, one of them edited. */
async function clientWith(version: string, edits: readonly Edit[]): Promise<TemporaryRoot> {
  const root = await TemporaryRoot.with(OLDER);
  const client = join(REPOSITORY, 'packages/client');
  await cp(join(client, 'src'), join(root.path, 'packages/client/src'), { recursive: true });
  await symlink(join(client, 'node_modules'), join(root.path, 'packages/client/node_modules'));
  for (const folder of [OLDER, NEWER]) {
    await cp(join(REPOSITORY, documentOf(OLDER)), join(root.path, documentOf(folder)), { recursive: true });
  }
  await root.edit(documentOf(NEWER), `enum: [${OLDER}]`, `enum: [${NEWER}]`);
  await root.write('spec/versions.yaml', versionEntry(OLDER) + versionEntry(NEWER));
  for (const [from, to] of edits) await root.edit(documentOf(version), from, to);
  expect(await root.run('client')).toMatchObject({ exitCode: 0 });
  return root;
}

const errorsOf = (root: TemporaryRoot) =>
  compile(...[entryOf(NEWER), entryOf(OLDER), 'packages/client/src/client.ts'].map((file) => join(root.path, file)));

const limit: Edit = [
  '- name: limit\n          in: query',
  '- name: limit\n          in: query\n          required: true',
];

describe('a change that breaks the requests of the client is a compiler error with its name', () => {
  it.each<[what: string, version: string, edits: readonly Edit[], name: string]>([
    ['a query parameter that becomes required', NEWER, [limit], 'limit'],
    ['a query parameter that becomes required in the oldest version', OLDER, [limit], 'limit'],
    [
      'a body property that becomes required',
      NEWER,
      [['required: [prefilled_message]', 'required: [prefilled_message, generate_qr_image]']],
      'generate_qr_image',
    ],
    [
      'a body property that becomes required in the oldest version',
      OLDER,
      [['required: [prefilled_message]', 'required: [prefilled_message, generate_qr_image]']],
      'generate_qr_image',
    ],
    [
      'a template that is renamed',
      NEWER,
      [
        [
          '/{Version}/{Phone-Number-ID}/message_qrdls/{QR-Code-ID}:',
          '/{Version}/{Phone-Number-ID}/qr_codes/{QR-Code-ID}:',
        ],
      ],
      '/{Version}/{Phone-Number-ID}/message_qrdls/{QR-Code-ID}',
    ],
    [
      'a template that is renamed in the oldest version',
      OLDER,
      [['/{Version}/{Phone-Number-ID}/message_qrdls:', '/{Version}/{Phone-Number-ID}/qr_codes:']],
      '/{Version}/{Phone-Number-ID}/message_qrdls',
    ],
    [
      'a path parameter that is renamed',
      NEWER,
      [
        ['name: QR-Code-ID', 'name: QR-Code-Key'],
        ['message_qrdls/{QR-Code-ID}:', 'message_qrdls/{QR-Code-Key}:'],
      ],
      'QR-Code',
    ],
    [
      'the type of a query parameter that changes',
      NEWER,
      [['type: integer\n            minimum: 1', 'type: string']],
      'limit',
    ],
    [
      'the type of a body property that changes',
      NEWER,
      [['PrefilledMessage:\n      type: string', 'PrefilledMessage:\n      type: integer']],
      'prefilled_message',
    ],
    ['an enum value that goes', NEWER, [['enum: [PNG, SVG]', 'enum: [PNG]']], 'SVG'],
    [
      'a method that goes',
      NEWER,
      [['    delete:\n      operationId: deleteQrCode', '    put:\n      operationId: deleteQrCode']],
      'delete',
    ],
  ])('%s', async (_what, version, edits, name) => {
    const errors = await errorsOf(await clientWith(version, edits));
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.join('\n')).toContain(name);
  });

  it('a misspelled property in the code of the client', async () => {
    const root = await clientWith(NEWER, []);
    expect(await errorsOf(root)).toEqual([]);
    await root.edit('packages/client/src/client.ts', 'save({ ...body, code })', 'save({ ...body, cod: code })');
    expect((await errorsOf(root)).join('\n')).toContain("'cod'");
  });
});

const additions: readonly Edit[] = [
  [
    '- name: limit\n          in: query',
    '- name: created_after\n          in: query\n          schema: { type: integer, minimum: 0 }\n        - name: limit\n          in: query',
  ],
  ['enum: [PNG, SVG]', 'enum: [PNG, SVG, WEBP]'],
  ['maxLength: 140', 'maxLength: 150'],
  [
    '        creation_time:\n',
    '        scan_count:\n          type: integer\n          description: How often it was scanned.\n        creation_time:\n',
  ],
  [
    '        generate_qr_image:\n',
    '        label:\n          type: string\n          maxLength: 3\n        generate_qr_image:\n',
  ],
  ['required: [code, prefilled_message, deep_link_url]', 'required: [code, prefilled_message]'],
];

const program = (version: string, statements: string) => `
import { createQrCodeClient, qrImage } from './generated/${version}/entry.ts';
const qrCodes = createQrCodeClient({ phoneNumberId: '1', accessToken: 'EAA' });
${statements}
`;

describe('additions of a version are usable in its entry', () => {
  it('at compile time, and in no other entry', async () => {
    const root = await clientWith(NEWER, additions);
    expect(await errorsOf(root)).toEqual([]);
    const file = 'packages/client/src/program.ts';
    const used = `
for await (const { code } of qrCodes.list({ created_after: 1 })) code satisfies string;
const counted = await qrCodes.get('A', { fields: ['scan_count'] });
counted.scan_count satisfies number | undefined;
counted.code satisfies string;
const withImage = await qrCodes.get('A', { fields: ['scan_count', qrImage('WEBP')] });
withImage.qr_image_url satisfies string;
withImage.scan_count satisfies number | undefined;
withImage.deep_link_url satisfies string | undefined;
(await qrCodes.create({ prefilled_message: 'Hi', generate_qr_image: 'WEBP', label: 'abc' })).qr_image_url satisfies string;
`;
    await root.write(file, program(NEWER, used));
    expect(compile(join(root.path, file))).toEqual([]);
    await root.write(file, program(NEWER, 'export const link: string = (await qrCodes.get("A")).deep_link_url;'));
    expect(compile(join(root.path, file)).join('\n')).toContain("'undefined' is not assignable to type 'string'");
    await root.write(file, program(OLDER, used));
    const errors = compile(join(root.path, file)).join('\n');
    for (const name of ['created_after', 'scan_count', 'WEBP']) expect(errors).toContain(name);
  });

  it('at run time, and in no other entry', async () => {
    const root = await clientWith(NEWER, additions);
    const sent: { url: string; body?: string }[] = [];
    const code = { code: 'ANED2T5QRU7HG1', prefilled_message: 'Hi', qr_image_url: 'https://a.example' };
    const drifted: string[] = [];
    const clientOf = async (version: string) => {
      const { createQrCodeClient } = await import(join(root.path, entryOf(version)));
      return createQrCodeClient({
        phoneNumberId: '1',
        accessToken: 'EAA',
        hooks: { onDrift: ({ pointer }: { pointer: string }) => drifted.push(pointer) },
        fetch: async (url: string, { body }: { body?: string }) => {
          sent.push({ url, ...(body && { body }) });
          return Response.json({ ...code, deep_link_url: 'x', data: [{ ...code, scan_count: '7' }] });
        },
      });
    };
    const newer = await clientOf(NEWER);
    const message = { prefilled_message: 'x'.repeat(150), generate_qr_image: 'WEBP', label: 'abc' };
    await newer.list({ created_after: 5, fields: ['scan_count', 'qr_image_url.format(WEBP)'] });
    expect(await newer.create(message)).toMatchObject(code);
    const fields = 'code,prefilled_message,deep_link_url,scan_count,qr_image_url.format(WEBP)';
    expect(
      sent.map(({ url, body }) => [Object.fromEntries(new URL(url).searchParams), body && JSON.parse(body)]),
    ).toEqual([
      [{ created_after: '5', fields }, undefined],
      [{}, message],
    ]);
    // The type of an added property is checked, and a property that is no longer required may be absent.
    expect(drifted).toEqual(['/data/0/scan_count']);
    await expect(newer.create({ ...message, label: 'abcd' })).rejects.toMatchObject({
      argument: 'label',
      expected: 'at most 3 characters',
    });
    await expect(newer.create({ prefilled_message: 'x'.repeat(151) })).rejects.toMatchObject({
      expected: '1 to 150 characters',
    });
    await expect(newer.list({ created_after: -1 })).rejects.toMatchObject({ argument: 'created_after' });

    const older = await clientOf(OLDER);
    await expect(older.create(message)).rejects.toMatchObject({ name: 'InvalidArgumentError' });
    await expect(older.list({ created_after: 5 })).rejects.toMatchObject({ argument: 'created_after' });
    await expect(older.get(code.code)).rejects.toMatchObject({
      message: expect.stringContaining('/data/0/deep_link_url'),
    });
  });
});
