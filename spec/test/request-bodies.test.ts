import { join } from 'node:path';
import { dialectsOf, readYaml, versionFolders } from '@whatsapp-qr/spec-lint';
import { describe, expect, test } from 'vitest';
import { specFolder } from './temp-spec.ts';

const code = 'ANED2T5QRU7HG1';
const body = '/paths/~1{Version}~1{Phone-Number-ID}~1message_qrdls/post/requestBody/content/application~1json/schema';

const accepted: [what: string, body: unknown][] = [
  ['a create', { prefilled_message: 'Hi' }],
  ['a create with an image', { prefilled_message: 'Hi', generate_qr_image: 'PNG' }],
  ['an update', { code, prefilled_message: 'Hi' }],
  ['a message of one character', { prefilled_message: 'x' }],
  ['a message of 140 characters', { prefilled_message: 'x'.repeat(140) }],
  ['140 characters outside the basic plane, each one character', { prefilled_message: '\u{1F600}'.repeat(140) }],
  ['a code of any letters and digits', { code: 'A0B1C8D9E2F3G4', prefilled_message: 'Hi' }],
];

const refused: [what: string, body: unknown][] = [
  ['nothing', {}],
  ['an update without a message', { code }],
  ['an empty message', { prefilled_message: '' }],
  ['an update with an empty message', { code, prefilled_message: '' }],
  ['a message of 141 characters', { prefilled_message: 'x'.repeat(141) }],
  ['an update with a message of 141 characters', { code, prefilled_message: 'x'.repeat(141) }],
  ['a message that is no text', { prefilled_message: 5 }],
  ['a code of 13 characters', { code: code.slice(1), prefilled_message: 'Hi' }],
  ['a code of 15 characters', { code: `${code}1`, prefilled_message: 'Hi' }],
  ['a code in lower case', { code: code.toLowerCase(), prefilled_message: 'Hi' }],
  ['an image of an unknown format', { prefilled_message: 'Hi', generate_qr_image: 'GIF' }],
];

describe.each(versionFolders(specFolder))('%s', (version) => {
  const { root } = readYaml(join(specFolder, version, 'openapi.yaml'));

  describe.each(dialectsOf(root))('by $name', (dialect) => {
    const validate = dialect.validator(body);

    test.each(accepted)('%s is a valid body', (_what, value) => {
      expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
    });

    test.each(refused)('%s is no valid body', (_what, value) => {
      expect(validate(value)).toBe(false);
    });

    test('an answer may have properties that the document does not know', () => {
      const list = dialect.validator('/components/schemas/QrCodeList');
      const item = { code, prefilled_message: 'Hi', deep_link_url: `https://wa.me/message/${code}`, scans: 3 };
      expect(list({ data: [item], summary: {} }), JSON.stringify(list.errors)).toBe(true);
    });
  });
});
