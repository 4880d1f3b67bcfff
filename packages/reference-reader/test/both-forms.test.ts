import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isArray, isObject, type Json } from '@whatsapp-qr/openapi-document';
import { expect, test } from 'vitest';
import { formatProblem } from '../src/reading.ts';
import { readReference } from '../src/reference.ts';

const errors: { [status: string]: Json } = Object.fromEntries(
  ['400', '401', '403', '404', '429', '500'].map((status) => [status, json('GraphAPIError')]),
);

const page = facts('qr-code.page.txt');
const exported = facts('qr-code.export.txt');

test('both forms of one page give the same facts where both have them', () => {
  expect(withoutExamples(page)).toEqual(withoutExamples(exported));
});

test('each form gives the examples that it alone has', () => {
  const item = ['paths', '/{Version}/{Phone-Number-ID}/message_qrdls/{QR-Code-ID}', 'get', 'responses'];
  const media = ['content', 'application/json'];
  expect(page).toHaveProperty(
    [...item, '200', ...media, 'examples', 'with_creation_time', 'value', 'data', 0, 'creation_time'],
    1672531200,
  );
  expect(exported).not.toHaveProperty([...item, '200', ...media, 'examples']);
  expect(exported).toHaveProperty([...item, '429', ...media, 'example', 'error', 'code'], 4);
  expect(page).not.toHaveProperty([...item, '429', ...media, 'example']);
});

test('the page of the single code has the facts that its readers rely on', () => {
  expect(withoutExamples(page)).toEqual({
    servers: [{ url: 'https://graph.facebook.com' }],
    security: [{ bearerAuth: [] }],
    paths: {
      '/{Version}/{Phone-Number-ID}/message_qrdls/{QR-Code-ID}': {
        get: {
          parameters: [
            { name: 'User-Agent', in: 'header', schema: { type: 'string' } },
            { name: 'Authorization', in: 'header', required: true, schema: { type: 'string' } },
            { name: 'Version', in: 'path', required: true, schema: { type: 'string' } },
            { name: 'Phone-Number-ID', in: 'path', required: true, schema: { type: 'string' } },
            { name: 'QR-Code-ID', in: 'path', required: true, schema: { type: 'string' } },
            { name: 'fields', in: 'query', schema: { type: 'string' } },
          ],
          responses: { 200: json('QrCodeResponse'), ...errors },
        },
        delete: {
          parameters: [
            { name: 'User-Agent', in: 'header', schema: { type: 'string' } },
            { name: 'Authorization', in: 'header', required: true, schema: { type: 'string' } },
            { name: 'Version', in: 'path', required: true, schema: { type: 'string' } },
            { name: 'Phone-Number-ID', in: 'path', required: true, schema: { type: 'string' } },
            { name: 'QR-Code-ID', in: 'path', required: true, schema: { type: 'string' } },
          ],
          responses: { 200: json('DeleteQrCodeResponse'), ...errors },
        },
      },
    },
    components: {
      schemas: {
        QrCodeResponse: {
          type: 'object',
          properties: { data: { type: 'array', items: { $ref: '#/components/schemas/QrCodeDetails' } } },
          required: ['data'],
        },
        QrCodeDetails: {
          type: 'object',
          properties: {
            code: { type: 'string' },
            prefilled_message: { type: 'string' },
            deep_link_url: { type: 'string', format: 'uri' },
            creation_time: { type: 'integer' },
            qr_image_url: { type: 'string', format: 'uri' },
          },
          required: ['code', 'prefilled_message', 'deep_link_url'],
        },
        DeleteQrCodeResponse: { type: 'object', properties: { success: { type: 'boolean' } }, required: ['success'] },
        GraphAPIError: {
          type: 'object',
          properties: {
            error: {
              type: 'object',
              properties: {
                message: { type: 'string' },
                type: { type: 'string' },
                code: { type: 'integer' },
                error_subcode: { type: 'integer' },
                fbtrace_id: { type: 'string' },
                is_transient: { type: 'boolean' },
                error_user_title: { type: 'string' },
                error_user_msg: { type: 'string' },
              },
              required: ['message', 'type', 'code'],
            },
          },
          required: ['error'],
        },
      },
      securitySchemes: { bearerAuth: { type: 'http', scheme: 'bearer' } },
    },
  });
});

test('the page leaves open only where the properties of an error end', () => {
  const { skeleton } = readReference(text('qr-code.page.txt'), { graphVersion: 'v23.0' });
  const properties = [
    'type',
    'code',
    'error_subcode',
    'fbtrace_id',
    'is_transient',
    'error_user_title',
    'error_user_msg',
  ];
  expect(skeleton['x-ambiguous'].map(({ pointer, alternatives }) => [pointer, alternatives])).toEqual(
    properties.map((name) => [
      `#/components/schemas/GraphAPIError/properties/error/properties/${name}`,
      [`#/components/schemas/GraphAPIError/properties/${name}`],
    ]),
  );
});

function json(schema: string): Json {
  return { content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } } };
}

function text(name: string): string {
  return readFileSync(path.join(import.meta.dirname, 'fixtures', name), 'utf8');
}

function facts(name: string): Json {
  const { skeleton, problems } = readReference(text(name), { graphVersion: 'v23.0' });
  expect(problems.map(formatProblem)).toEqual([]);
  const { servers = [], security = [], paths, components = {} } = skeleton;
  return { servers, security, paths, components };
}

function withoutExamples(value: Json): Json {
  if (isArray(value)) return value.map(withoutExamples);
  if (!isObject(value)) return value;
  const members = Object.entries(value).filter(([key]) => key !== 'example' && key !== 'examples');
  return Object.fromEntries(members.map(([key, member]) => [key, withoutExamples(member)]));
}
