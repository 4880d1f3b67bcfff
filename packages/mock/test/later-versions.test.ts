// Graph v24.0 changed creation_time to a text of digits and no longer documents 429. These tests change the document of
// v23.0 in the same way, so that the folder of a later version works without a change here.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { CodeStore } from '../src/code-store.ts';
import { operationsOf } from '../src/contract.ts';
import { fieldNames } from '../src/fields.ts';
import { isJsonObject, type Json, type JsonObject } from '../src/json.ts';
import { samplesOf } from '../src/samples.ts';
import { statefulResponse } from '../src/stateful-response.ts';

const file = createRequire(import.meta.url).resolve('@whatsapp-qr/spec/v23.0/openapi.dereferenced.json');
const document: JsonObject = JSON.parse(readFileSync(file, 'utf8'));

function changed(value: Json): Json {
  if (Array.isArray(value)) return value.map(changed);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value)
    .filter(([name]) => name !== '429')
    .map(([name, child]): [string, Json] => {
      if (name !== 'creation_time') return [name, changed(child)];
      if (typeof child === 'number') return [name, String(child)];
      return [name, isJsonObject(child) ? { ...child, type: 'string', examples: ['1672531200'] } : child];
    });
  return Object.fromEntries(entries);
}

test('creation_time has the type that the document gives it', async () => {
  const later = changed(document);
  const operations = await operationsOf(isJsonObject(later) ? later : {});
  const operation = operations.find(({ id }) => id === 'getQrCode');
  const samples = samplesOf(operations).get('getQrCode') ?? expect.fail('no samples');
  const store = new CodeStore({ anyPhoneNumber: true, randomSeed: 1 });
  const { code } = store.create('1', { prefilled_message: 'Hi', creation_time: 1_700_000_000 });
  const path = `/v23.0/1/message_qrdls/${code}`;
  const request = { method: 'GET', origin: '', path, query: {}, headers: {}, body: '', bodyBytes: 0 };
  const valid = { request, phoneNumberId: '1', code, body: undefined, imageUrl: undefined };
  const result = statefulResponse('getQrCode', store, samples, { ...valid, properties: new Set(['creation_time']) });
  const body = 'body' in result ? result.body : expect.fail('no body');
  expect(body).toMatchObject({ data: [{ code, creation_time: '1700000000' }] });
  expect(operation?.validator.response(200, body)).toEqual([]);
  expect(operation?.responses.has(429)).toBe(false);
});

test('a property and an image format that a version adds can be named in fields', () => {
  expect(fieldNames(['code', 'scan_count', 'qr_image_url'], ['PDF', 'SVG'])).toEqual([
    'code',
    'scan_count',
    'qr_image_url.format(PDF)',
    'qr_image_url.format(SVG)',
  ]);
});
