import type { JsonObject } from './json.ts';
import { type GraphVersion, scenariosOf } from './scenarios.ts';

const json = (schema: JsonObject): JsonObject => ({ 'application/json': { schema } });
const ok = (description: string, schema: JsonObject): JsonObject => ({ description, content: json(schema) });

const ERROR = ok('The request is rejected.', {
  type: 'object',
  required: ['error'],
  properties: {
    error: { type: 'object', required: ['message'], properties: { message: { type: 'string' } } },
  },
});

const STEP: JsonObject = {
  type: 'object',
  description: 'A step as step.status(…) and its like return it.',
  required: ['kind'],
  properties: {
    kind: {
      enum: ['status', 'example', 'offSpec', 'html', 'empty', 'malformed', 'reset', 'lost', 'truncate', 'delay'],
    },
    status: { type: 'integer', description: 'Of status, html and empty.' },
    example: { type: 'string', description: 'Of example: the name of a documented example.' },
    headers: { type: 'object', additionalProperties: { type: 'string' }, description: 'Of status and example.' },
    response: {
      type: 'object',
      description: 'Of offSpec.',
      required: ['status'],
      properties: {
        status: { type: 'integer' },
        headers: { type: 'object', additionalProperties: { type: 'string' } },
        body: { description: 'Text is sent as it is, everything else as JSON.' },
      },
    },
    as: { enum: ['cut', 'invalid'], description: 'Of malformed.' },
    ms: { type: 'number', description: 'Of delay, in milliseconds.' },
    // biome-ignore lint/suspicious/noThenProperty: the schema of the property of that name, which is never awaited.
    then: { type: 'object', description: 'Of delay: the step that follows.' },
  },
};

const UNUSED = ok('The steps that no request has used.', {
  type: 'object',
  required: ['unused'],
  properties: {
    unused: {
      type: 'array',
      items: {
        type: 'object',
        required: ['operationId', 'step'],
        properties: { operationId: { type: 'string' }, step: STEP, times: { type: 'integer' } },
      },
    },
  },
});

const STATE: JsonObject = {
  type: 'object',
  description: 'The codes of each phone number by its id, the newest first.',
  additionalProperties: {
    type: 'array',
    items: {
      type: 'object',
      required: ['prefilled_message'],
      properties: {
        code: { type: 'string' },
        prefilled_message: { type: 'string' },
        creation_time: { description: 'In seconds since 1970-01-01 UTC.' },
      },
    },
  },
};

/** The OpenAPI document of the control API. Requests to it are validated by it. */
export function controlDocument(version: GraphVersion): JsonObject {
  const operations = scenariosOf(version).map(([id]) => id);
  const SCRIPT: JsonObject = {
    type: 'object',
    required: ['operation', 'steps'],
    properties: {
      operation: { enum: operations },
      steps: { type: 'array', items: STEP },
      times: { description: "How often the steps are used: a number or 'always'. Default: 1." },
      when: {
        type: 'object',
        description: 'Only requests that have these values use a step: {"query": {"limit": "2"}}, for instance.',
      },
    },
  };
  return {
    openapi: '3.1.0',
    info: { title: 'Control API of the WhatsApp QR mock', version },
    paths: {
      '/__mock/requests': {
        get: {
          operationId: 'getRequests',
          summary: 'The requests since the start or the last reset, oldest first.',
          responses: {
            200: ok('The requests, with status and example of their responses.', {
              type: 'object',
              required: ['requests'],
              properties: { requests: { type: 'array', items: { type: 'object' } } },
            }),
          },
        },
      },
      '/__mock/script': {
        get: { operationId: 'getUnusedSteps', summary: 'The unused steps.', responses: { 200: UNUSED } },
        post: {
          operationId: 'addScript',
          summary: 'Scripts the next responses of an operation.',
          requestBody: { required: true, content: json(SCRIPT) },
          responses: { 200: UNUSED, 400: ERROR },
        },
      },
      '/__mock/state': {
        get: {
          operationId: 'getState',
          summary: 'All codes.',
          responses: { 200: ok('The state.', STATE), 400: ERROR },
        },
        put: {
          operationId: 'putState',
          summary: 'Replaces all codes.',
          requestBody: { required: true, content: json(STATE) },
          responses: { 200: ok('The state as it is now.', STATE), 400: ERROR },
        },
      },
      '/__mock/usage': {
        get: {
          operationId: 'getUsage',
          summary: 'How each operation was used.',
          responses: {
            200: ok('By operation.', {
              type: 'object',
              required: ['usage'],
              properties: { usage: { type: 'array', items: { type: 'object' } } },
            }),
          },
        },
      },
      '/__mock/reset': {
        post: {
          operationId: 'reset',
          summary: 'Removes requests and steps, and restores the seed.',
          responses: {
            200: ok('Done.', { type: 'object', required: ['success'], properties: { success: { type: 'boolean' } } }),
          },
        },
      },
    },
  };
}
