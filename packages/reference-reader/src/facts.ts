import type { Json, JsonObject } from '@whatsapp-qr/openapi-document';
import type { Ambiguity } from './reading.ts';

export type Form = 'page-text' | 'markdown-export' | 'openapi';

/** The kinds of facts that a form prints. A missing fact of another kind is not a difference. */
export type FactKind =
  | 'servers'
  | 'security'
  | 'parameters'
  | 'types'
  | 'formats'
  | 'bounds'
  | 'enums'
  | 'required'
  | 'request-bodies'
  | 'statuses'
  | 'media-types'
  | 'schema-names'
  | 'named-enums'
  | 'additional-properties'
  | 'success-examples'
  | 'named-examples'
  | 'error-examples'
  | 'request-examples'
  | 'parameter-examples'
  | 'schema-examples'
  | 'patterns'
  | 'lengths'
  | 'defaults'
  | 'operation-ids'
  | 'compositions'
  | 'deprecations'
  | 'headers';

/** Where the facts come from. What is not known is `unknown`, not left out. */
export type Source = {
  form: Form | 'unknown';
  graphVersion: string;
  address: string;
  /** The page's own "View as Markdown" address, if it shows one. */
  pageAddress?: string;
  read: string;
  sha256: string;
  states: FactKind[];
};

/** The facts themselves, as a part of an OpenAPI document. */
export type FactsDocument = {
  servers?: JsonObject[];
  security?: { [scheme: string]: string[] }[];
  paths: { [path: string]: JsonObject };
  components?: JsonObject;
};

export type Skeleton = FactsDocument & {
  openapi: '3.1.0';
  info: { title: string; version: string };
  'x-source': Source;
  'x-ambiguous': Ambiguity[];
};

export type SchemaFacts = {
  $ref?: string;
  type?: string;
  format?: string;
  minimum?: number;
  maximum?: number;
  const?: Json;
  enum?: Json[];
  items?: SchemaFacts;
  properties?: { [name: string]: SchemaFacts };
  required?: string[];
  additionalProperties?: boolean | SchemaFacts;
  oneOf?: SchemaFacts[];
};

export type Place = 'header' | 'path' | 'query' | 'cookie';

export type ParameterFacts = { name: string; in: Place; required?: true; schema: SchemaFacts };

export type MediaTypeFacts = { schema?: SchemaFacts; example?: Json; examples?: { [name: string]: { value: Json } } };

export type ContentFacts = { [mediaType: string]: MediaTypeFacts };

export type OperationFacts = {
  parameters?: ParameterFacts[];
  requestBody?: { required?: boolean; content: ContentFacts };
  responses: { [status: string]: { content?: ContentFacts } };
};

/** What a reader of one form finds; where it came from is added around it. */
export interface Facts {
  readonly title: string;
  /** The version that the file itself states, if its form has a place for one. */
  readonly version?: string | undefined;
  readonly pageAddress?: string | undefined;
  readonly states: readonly FactKind[];
  readonly document: FactsDocument;
}
