import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { type Audit, auditVersion, documentsOf, type VersionDocuments } from '../src/audit/audit.ts';
import { auditAsText } from '../src/audit/report.ts';
import { versionsIn } from '../src/find-versions.ts';

const specFolder = path.join(import.meta.dirname, '../../../spec');

describe.each(versionsIn(specFolder))('the spec of %s', (version) => {
  const documents = documentsOf(path.join(specFolder, version));

  it('says what its sources say, save for what the ledger explains', () => {
    expect(auditAsText(auditVersion(documents))).toMatch(/deviations, each with its reason in the ledger\.\n$/);
  });

  it('needs every entry of its ledger', () => {
    const ledger = parseDocument(documents.ledger.text);
    const entries: readonly { carried?: string }[] = JSON.parse(JSON.stringify(ledger.toJS())).deviations;
    for (const [index, { carried }] of entries.entries()) {
      // Kept for a source that this version does not have.
      if (carried !== undefined) continue;
      const without = parseDocument(documents.ledger.text);
      without.deleteIn(['deviations', index]);
      const audit = auditVersion({ ...documents, ledger: { ...documents.ledger, text: String(without) } });
      expect(audit.differences.length, `without entry ${index}`).toBeGreaterThan(0);
    }
  });
});

describe('a decision that is carried', () => {
  const [, next] = versionsIn(specFolder);
  const documents = documentsOf(path.join(specFolder, next ?? ''));

  it.each([
    ['a pattern', 'pattern: ^[A-Z0-9]{14}$', 'pattern: ^[A-Z0-9]{13}$', 'path QR-Code-ID > pattern'],
    ['an operationId', 'operationId: getQrCode', 'operationId: getCode', 'operationId'],
    ['a length', 'minLength: 1', 'minLength: 2', 'minLength'],
  ])('is held against the sources of its version: the audit sees %s broken', (_kind, find, put, at) => {
    expect(documents.spec.text).toContain(find);
    const text = documents.spec.text.replaceAll(find, put);
    const audit = auditVersion({ ...documents, spec: { ...documents.spec, text } });
    expect(audit.stale.map((place) => place.at)).toContainEqual(expect.stringContaining(at));
    expect(auditAsText(audit)).toMatch(
      /carried from v23\.0, but the spec differs otherwise from message-qrdls there\n/,
    );
  });
});

/** One fact of the spec broken: what stood there, what stands there now, and where the audit must see it. */
const broken: readonly [kind: string, find: string, put: string, at: string][] = [
  ['a version', 'version: v23.0', 'version: v22.0', ''],
  ['a server', 'https://graph.facebook.com\n', 'https://graph.example.com\n', 'servers'],
  ['security', 'security:\n  - bearerAuth: []\n', 'security: []\n', 'GET ITEM > security'],
  ['a method', '\n    delete:\n', '\n    put:\n', 'DELETE ITEM'],
  ['a path', '/message_qrdls/{QR-Code-ID}:\n', '/message_qrdl/{QR-Code-ID}:\n', 'GET ITEM'],
  ['an operation id', 'operationId: getQrCode', 'operationId: getCode', 'GET ITEM > operationId'],
  ['a parameter that is dropped', '        - name: after\n', '        - name: next\n', 'GET LIST > query after'],
  [
    'a required flag of a parameter',
    'name: QR-Code-ID\n      in: path\n      required: true',
    'name: QR-Code-ID\n      in: path\n      required: false',
    'GET ITEM > path QR-Code-ID > required',
  ],
  [
    'the type of a parameter',
    '            type: integer\n            minimum: 1',
    '            type: number\n            minimum: 1',
    'GET LIST > query limit > type',
  ],
  [
    'a bound',
    '            minimum: 1\n          example: 10',
    '            minimum: 0\n          example: 10',
    'GET LIST > query limit > minimum',
  ],
  ['an example of a parameter', 'example: 10\n', 'example: 11\n', 'GET LIST > query limit > example'],
  [
    'the required flag of the body',
    '        required: true\n        content',
    '        required: false\n        content',
    'POST LIST > body > required',
  ],
  [
    'an enumeration',
    'enum: [PNG, SVG]',
    'enum: [PNG, GIF]',
    'POST LIST > body > application/json > (CreateQrCodeRequest).generate_qr_image > enum',
  ],
  [
    'a length',
    'maxLength: 140',
    'maxLength: 141',
    'POST LIST > body > application/json > (UpdateQrCodeRequest).prefilled_message > maxLength',
  ],
  ['oneOf', '              oneOf:\n', '              anyOf:\n', 'POST LIST > body > application/json > union'],
  [
    'a property that is renamed',
    '        creation_time:\n          type',
    '        created:\n          type',
    'GET ITEM > response 200 > application/json > .data[].creation_time',
  ],
  [
    'a property that is invented',
    '        creation_time:\n          type',
    '        scans: { type: integer }\n        creation_time:\n          type',
    'GET ITEM > response 200 > application/json > .data[].scans',
  ],
  [
    'the type of a property',
    '        creation_time:\n          type: integer',
    '        creation_time:\n          type: string',
    'GET ITEM > response 200 > application/json > .data[].creation_time > type',
  ],
  [
    'a type that is dropped',
    '    QrCodeList:\n      type: object\n',
    '    QrCodeList:\n',
    'GET LIST > response 200 > application/json > type',
  ],
  [
    'a format',
    '        deep_link_url:\n          type: string\n          format: uri\n',
    '        deep_link_url:\n          type: string\n',
    'GET ITEM > response 200 > application/json > .data[].deep_link_url > format',
  ],
  ['a pattern', 'pattern: ^[A-Z0-9]{14}$', 'pattern: ^[A-Z0-9]{13}$', 'GET ITEM > path QR-Code-ID > pattern'],
  [
    'a required property',
    'required: [message, type, code]',
    'required: [message, type]',
    'GET ITEM > response 404 > application/json > .error.code > required',
  ],
  [
    'a property that becomes required',
    'required: [message, type, code]',
    'required: [message, type, code, fbtrace_id]',
    'GET ITEM > response 404 > application/json > .error.fbtrace_id > required',
  ],
  [
    'a reference',
    '#/components/schemas/QrCodeResponse"',
    '#/components/schemas/SavedQrCode"',
    'GET ITEM > response 200 > application/json > name',
  ],
  ['the name of a schema', 'GraphAPIError', 'GraphError', 'DELETE ITEM > response 500 > application/json > name'],
  [
    'the name of an example',
    'with_creation_time:',
    'with_time:',
    'GET ITEM > response 200 > application/json > example with_creation_time',
  ],
  [
    'the value of an example',
    'creation_time: 1672531200\n',
    'creation_time: 1672531201\n',
    'GET ITEM > response 200 > application/json > example with_creation_time > value',
  ],
  [
    'the code of an error',
    'code: 190',
    'code: 191',
    'GET ITEM > response 401 > application/json > example (code 190, subcode 463)',
  ],
];

describe('in a copy of v23.0 with one fact broken in the spec', () => {
  let documents: VersionDocuments;
  beforeAll(() => {
    documents = documentsOf(path.join(specFolder, 'v23.0'));
  });

  for (const [kind, find, put, at] of broken) {
    it(`the audit sees ${kind}`, () => {
      expect(documents.spec.text, `the spec has no ${JSON.stringify(find)} any more`).toContain(find);
      const edited = () =>
        auditVersion({ ...documents, spec: { ...documents.spec, text: documents.spec.text.replaceAll(find, put) } });
      if (at === '') expect(edited).toThrow('expected "info.version: v23.0"');
      else expect(places(edited())).toContain(inFull(at));
    });
  }
});

/** The same for the facts: what a page says otherwise must be seen as well as what the spec says otherwise. */
const stated: readonly [kind: string, source: string, find: string, put: string, at: string][] = [
  ['a server', 'page', 'url: https://graph.facebook.com', 'url: https://graph.example.com', 'servers'],
  [
    'a parameter more',
    'page',
    '        - name: fields\n',
    '        - name: since\n          in: query\n          schema: { type: string }\n        - name: fields\n',
    'GET ITEM > query since',
  ],
  [
    'a required flag',
    'page',
    'name: fields\n          in: query\n',
    'name: fields\n          in: query\n          required: true\n',
    'GET ITEM > query fields > required',
  ],
  ['a status less', 'page', '        "429":', '        "428":', 'GET ITEM > response 429'],
  [
    'a type',
    'page',
    'creation_time:\n          type: integer',
    'creation_time:\n          type: string',
    'GET ITEM > response 200 > application/json > .data[].creation_time > type',
  ],
  [
    'a format',
    'page',
    'qr_image_url:\n          type: string\n          format: uri',
    'qr_image_url:\n          type: string\n          format: url',
    'GET ITEM > response 200 > application/json > .data[].qr_image_url > format',
  ],
  [
    'a required property',
    'page',
    '        - prefilled_message\n',
    '',
    'GET ITEM > response 200 > application/json > .data[].prefilled_message > required',
  ],
  [
    'a property less',
    'page',
    '        is_transient:\n          ',
    '        transient:\n          ',
    'DELETE ITEM > response 500 > application/json > .error.is_transient',
  ],
  [
    'the name of a schema',
    'page',
    'DeleteQrCodeResponse',
    'DeletedQrCode',
    'DELETE ITEM > response 200 > application/json > name',
  ],
  [
    'an example value',
    'page',
    'creation_time: 1672531200',
    'creation_time: 1672531201',
    'GET ITEM > response 200 > application/json > example with_creation_time > value',
  ],
  ['a pattern', 'meta', 'pattern: ^[0-9]+$', 'pattern: ^[1-9]+$', 'POST LIST > path Phone-Number-ID > pattern'],
  [
    'a length',
    'meta',
    'maxLength: 140',
    'maxLength: 150',
    'POST LIST > body > application/json > (CreateQrCodeRequest).prefilled_message > maxLength',
  ],
  [
    'the code of an error',
    'meta',
    'error_subcode: 463',
    'error_subcode: 464',
    'GET LIST > response 401 > application/json > example (code 190, subcode 464)',
  ],
  [
    'an enumeration',
    'meta',
    '- SVG\n',
    '- PDF\n',
    'POST LIST > body > application/json > (CreateQrCodeRequest).generate_qr_image > enum',
  ],
];

describe('in a copy of v23.0 with one fact changed in a source', () => {
  const names: Readonly<Record<string, string>> = { page: 'whatsapp-business-qr-code-api', meta: 'message-qrdls' };
  let documents: VersionDocuments;
  beforeAll(() => {
    documents = documentsOf(path.join(specFolder, 'v23.0'));
  });

  for (const [kind, name, find, put, at] of stated) {
    it(`the audit sees ${kind} (${name})`, () => {
      const sources = documents.sources.map((source) => {
        if (path.basename(source.file, '.yaml') !== names[name]) return source;
        expect(source.text, `${source.file} has no ${JSON.stringify(find)} any more`).toContain(find);
        return { ...source, text: source.text.replaceAll(find, put) };
      });
      expect(places(auditVersion({ ...documents, sources }))).toContain(inFull(at));
    });
  }
});

function places({ differences }: Audit): string[] {
  return differences.map(({ at }) => at);
}

function inFull(at: string): string {
  const list = '/{Version}/{Phone-Number-ID}/message_qrdls';
  return at.replace('ITEM', `${list}/{QR-Code-ID}`).replace('LIST', list);
}
