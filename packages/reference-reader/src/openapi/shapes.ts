/** What is done with the value of a key: kept as it is, dropped as prose, or read as an object of its own shape. */
export type Rule =
  | 'fact'
  | 'prose'
  | { readonly one: ShapeName }
  | { readonly map: ShapeName }
  | { readonly list: ShapeName };

export type ShapeName =
  | 'document'
  | 'components'
  | 'server'
  | 'server variable'
  | 'path item'
  | 'operation'
  | 'parameter'
  | 'header'
  | 'request body'
  | 'media type'
  | 'encoding'
  | 'response'
  | 'example'
  | 'link'
  | 'callback'
  | 'security scheme'
  | 'flows'
  | 'flow'
  | 'schema';

export interface Shape {
  readonly keys: { readonly [key: string]: Rule };
  /** For objects whose keys are names of their own, such as the paths of a callback. */
  readonly otherwise?: Rule;
}

const one = (shape: ShapeName): Rule => ({ one: shape });
const map = (shape: ShapeName): Rule => ({ map: shape });
const list = (shape: ShapeName): Rule => ({ list: shape });

function all(rule: Rule, ...keys: readonly string[]): { [key: string]: Rule } {
  return Object.fromEntries(keys.map((key) => [key, rule]));
}

const parameter = {
  ...all('fact', '$ref', 'required', 'deprecated', 'allowEmptyValue', 'style', 'explode', 'allowReserved', 'example'),
  ...all('prose', 'description', 'summary'),
  schema: one('schema'),
  examples: map('example'),
  content: map('media type'),
};

/** The objects of OpenAPI 3.1 (and what 3.0 has besides), key by key. A key that is not here is reported, not guessed. */
export const shapes: { readonly [name in ShapeName]: Shape } = {
  document: {
    keys: {
      ...all('prose', 'openapi', 'info', 'tags', 'externalDocs'),
      ...all('fact', 'security', 'jsonSchemaDialect'),
      servers: list('server'),
      paths: map('path item'),
      webhooks: map('path item'),
      components: one('components'),
    },
  },
  components: {
    keys: {
      schemas: map('schema'),
      responses: map('response'),
      parameters: map('parameter'),
      examples: map('example'),
      requestBodies: map('request body'),
      headers: map('header'),
      securitySchemes: map('security scheme'),
      links: map('link'),
      callbacks: map('callback'),
      pathItems: map('path item'),
    },
  },
  server: { keys: { url: 'fact', ...all('prose', 'description', 'name'), variables: map('server variable') } },
  'server variable': { keys: { ...all('fact', 'enum', 'default'), description: 'prose' } },
  'path item': {
    keys: {
      $ref: 'fact',
      ...all('prose', 'summary', 'description'),
      ...all(one('operation'), 'get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'),
      servers: list('server'),
      parameters: list('parameter'),
    },
  },
  operation: {
    keys: {
      ...all('fact', 'operationId', 'deprecated', 'security'),
      ...all('prose', 'summary', 'description', 'tags', 'externalDocs'),
      parameters: list('parameter'),
      requestBody: one('request body'),
      responses: map('response'),
      callbacks: map('callback'),
      servers: list('server'),
    },
  },
  parameter: { keys: { ...all('fact', 'name', 'in'), ...parameter } },
  header: { keys: parameter },
  'request body': {
    keys: { ...all('fact', '$ref', 'required'), ...all('prose', 'description', 'summary'), content: map('media type') },
  },
  'media type': {
    keys: { example: 'fact', schema: one('schema'), examples: map('example'), encoding: map('encoding') },
  },
  encoding: { keys: { ...all('fact', 'contentType', 'style', 'explode', 'allowReserved'), headers: map('header') } },
  response: {
    keys: {
      $ref: 'fact',
      ...all('prose', 'description', 'summary'),
      headers: map('header'),
      content: map('media type'),
      links: map('link'),
    },
  },
  example: { keys: { ...all('fact', '$ref', 'value', 'externalValue'), ...all('prose', 'summary', 'description') } },
  link: {
    keys: {
      ...all('fact', '$ref', 'operationRef', 'operationId', 'parameters', 'requestBody'),
      description: 'prose',
      server: one('server'),
    },
  },
  callback: { keys: { $ref: 'fact' }, otherwise: one('path item') },
  'security scheme': {
    keys: {
      ...all('fact', '$ref', 'type', 'name', 'in', 'scheme', 'bearerFormat', 'openIdConnectUrl'),
      description: 'prose',
      flows: one('flows'),
    },
  },
  flows: { keys: all(one('flow'), 'implicit', 'password', 'clientCredentials', 'authorizationCode') },
  flow: { keys: all('fact', 'authorizationUrl', 'tokenUrl', 'refreshUrl', 'scopes') },
  schema: {
    keys: {
      ...all(
        'fact',
        '$ref',
        '$id',
        '$anchor',
        '$dynamicRef',
        '$dynamicAnchor',
        '$schema',
        'type',
        'format',
        'enum',
        'const',
      ),
      ...all(
        'fact',
        'default',
        'example',
        'examples',
        'minimum',
        'maximum',
        'exclusiveMinimum',
        'exclusiveMaximum',
        'multipleOf',
      ),
      ...all(
        'fact',
        'minLength',
        'maxLength',
        'pattern',
        'minItems',
        'maxItems',
        'uniqueItems',
        'minContains',
        'maxContains',
      ),
      ...all(
        'fact',
        'minProperties',
        'maxProperties',
        'required',
        'dependentRequired',
        'contentEncoding',
        'contentMediaType',
      ),
      ...all('fact', 'deprecated', 'readOnly', 'writeOnly', 'nullable', 'discriminator', 'xml'),
      ...all('prose', 'title', 'description', '$comment', 'externalDocs'),
      ...all(one('schema'), 'items', 'not', 'if', 'then', 'else', 'contains', 'propertyNames', 'contentSchema'),
      ...all(one('schema'), 'additionalProperties', 'unevaluatedProperties', 'unevaluatedItems'),
      ...all(map('schema'), 'properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'),
      ...all(list('schema'), 'allOf', 'anyOf', 'oneOf', 'prefixItems'),
    },
  },
};
