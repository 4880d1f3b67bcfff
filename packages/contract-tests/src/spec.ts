import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** The folder of the published documents, one folder for each Graph API version in it. */
export const specFolder: string = dirname(fileURLToPath(import.meta.resolve('@whatsapp-qr/spec/versions.yaml')));

/** The part of an OpenAPI document that the contract tests read. The checks of the spec validate its structure. */
interface SpecDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, SpecOperation>>>>;
}

interface SpecOperation {
  readonly operationId: string;
  readonly parameters?: readonly SpecParameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, SpecResponse>>;
}

export interface SpecResponse {
  readonly content?: Content;
}

export interface SpecParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}

type Content = Readonly<Record<string, { readonly schema: Schema; readonly examples?: Record<string, object> }>>;

export interface Schema {
  readonly type?: string;
}

/** An operation with its method and path. */
export interface PlacedOperation extends SpecOperation {
  /** In upper case. */
  readonly method: string;
  /** `/{Version}/{Phone-Number-ID}/message_qrdls`, for instance. */
  readonly path: string;
}

/** The keys of a path item that are operations. */
const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** The versions that have a folder. */
export function versionsIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory() && /^v\d+\.\d+$/.test(entry.name)).map(({ name }) => name);
}

export function documentFile(folder: string, version: string): string {
  return join(folder, version, 'openapi.yaml');
}

/** The operations of a version's document, with references resolved. */
export function operationsIn(folder: string, version: string): PlacedOperation[] {
  const root: unknown = parse(readFileSync(documentFile(folder, version), 'utf8'));
  const inline = (_key: string, value: unknown): unknown =>
    isReference(value) ? JSON.parse(JSON.stringify(valueAt(root, value.$ref)), inline) : value;
  const { paths }: SpecDocument = JSON.parse(JSON.stringify(root), inline);
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, operation]) =>
      methods.includes(method) ? { ...operation, method: method.toUpperCase(), path } : [],
    ),
  );
}

function isReference(value: unknown): value is { readonly $ref: string } {
  return typeof value === 'object' && value !== null && '$ref' in value && typeof value.$ref === 'string';
}

/** The target of a reference within its document. */
function valueAt(root: unknown, reference: string): unknown {
  return reference
    .split('/')
    .slice(1)
    .map((token) => decodeURIComponent(token).replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((parent: unknown, name) => {
      const found: unknown = typeof parent === 'object' && parent !== null ? Reflect.get(parent, name) : undefined;
      if (found === undefined) throw new Error(`${reference} does not exist in the document.`);
      return found;
    }, root);
}
