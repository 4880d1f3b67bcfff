import { dirname, join } from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, test } from 'vitest';

const root = dirname(import.meta.dirname);
const file = join(import.meta.dirname, 'hovered.ts');

const program = `
import { createQrCodeClient, isGraphApiError, isNotFound, qrImage } from '../src/generated/v23.0/entry.ts';
const qrCodes = createQrCodeClient({ phoneNumberId: '1', accessToken: 'EAA' });
const plain = await qrCodes.get('A');
const withImage = await qrCodes.get('A', { fields: ['prefilled_message', qrImage('SVG')] });
const withTime = await qrCodes.get('A', { fields: ['creation_time'] });
const withBoth = await qrCodes.get('A', { fields: ['creation_time', qrImage('PNG')] });
const started = qrCodes.get('A', { fields: [qrImage('SVG')] });
const listing = qrCodes.list({ fields: [qrImage('SVG')] });
const page = await qrCodes.list();
const created = await qrCodes.create({ prefilled_message: 'Hi' });
const createdWithImage = await qrCodes.create({ prefilled_message: 'Hi', generate_qr_image: 'SVG' });
const updated = await qrCodes.update('A', { prefilled_message: 'Hi' });
const deleted = await qrCodes.delete('A');
const detailed = await qrCodes.get('A').withResponse();
function handle(thrown: unknown) {
  if (isGraphApiError(thrown)) {
    const apiError = thrown;
    const category = apiError.category;
  }
}
const address = withImage.qr_image_url;
qrCodes.get('A', { fields: ['code', ''] });
`;

let service: ts.LanguageService;

beforeAll(() => {
  const config = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
  service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [file],
    getScriptVersion: () => '1',
    getScriptSnapshot: (name) => {
      const text = name === file ? program : ts.sys.readFile(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (name) => name === file || ts.sys.fileExists(name),
    readFile: (name) => (name === file ? program : ts.sys.readFile(name)),
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  });
});

/** The quick info that an editor shows for a name. */
function hover(text: string): { shown: string; documentation: string } {
  const info = service.getQuickInfoAtPosition(file, program.indexOf(text));
  return {
    shown: ts.displayPartsToString(info?.displayParts),
    documentation: ts.displayPartsToString(info?.documentation),
  };
}

describe('an editor shows', () => {
  test.each([
    ['plain', 'QrCode'],
    ['withImage', 'QrCodeWithImage'],
    ['withTime', 'QrCodeWithCreationTime'],
    ['withBoth', 'QrCodeWithImageAndCreationTime'],
    ['started', 'QrCodeCall<QrCodeWithImage>'],
    ['listing', 'QrCodeListCall<QrCodeWithImage, QrCodePage<QrCodeWithImage>>'],
    ['page', 'QrCodePage<QrCode>'],
    ['created', 'SavedQrCode'],
    ['createdWithImage', 'SavedQrCodeWithImage'],
    ['updated', 'SavedQrCode'],
    ['deleted', 'DeletedQrCode'],
    ['detailed', 'WithResponse<QrCode>'],
    ['qrCodes', 'QrCodeClient'],
    ['apiError', 'GraphApiError'],
    ['category', 'GraphErrorCategory'],
    ['address', 'string'],
  ])('%s as %s', (name, type) => {
    expect(hover(`${name} =`).shown).toBe(`const ${name}: ${type}`);
  });

  test.each([
    'createQrCodeClient(',
    'get(',
    'list(',
    'create(',
    'update(',
    'delete(',
    'qrImage(',
    'isGraphApiError(thrown',
    'qr_image_url;',
  ])('documentation for %s', (name) => expect(hover(name).documentation.length).toBeGreaterThan(20));

  test('no error in the program itself', () => {
    const messages = [...service.getSyntacticDiagnostics(file), ...service.getSemanticDiagnostics(file)]
      .filter(({ category }) => category === ts.DiagnosticCategory.Error)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
      // The program only declares names to hover over.
      .filter((text) => !text.includes('never read') && !text.includes(`Type '""'`));
    expect(messages).toEqual([]);
  });
});

test('a completion of fields offers every name', () => {
  const at = program.indexOf("'code', ''") + 9;
  const names = service.getCompletionsAtPosition(file, at, undefined)?.entries.map(({ name }) => name) ?? [];
  expect(names.toSorted()).toEqual([
    'code',
    'creation_time',
    'deep_link_url',
    'prefilled_message',
    'qr_image_url.format(PNG)',
    'qr_image_url.format(SVG)',
  ]);
});
