import type { DocumentNode } from './document-node.ts';
import { operationsOf, parametersOf } from './operations.ts';
import type { SpecVersion } from './spec.ts';
import { header } from './typescript-text.ts';

/** The keywords of JSON Schema that the client checks; the API checks the others. */
const KEYWORDS = ['type', 'enum', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum', 'required'] as const;

/** What calls check at run time in one version, and what its entry names. */
export function clientFacts({ version, availableUntil, document }: SpecVersion) {
  const { root } = document;
  const operations = operationsOf(root);
  /** The parameters of one operation, or of all of them. */
  const parameters = (kind: 'path' | 'query', id?: string): Readonly<Record<string, Facts>> => {
    const found = operations.filter((operation) => id === undefined || operation.id === id).flatMap(parametersOf);
    const ofKind = found.filter((parameter) => parameter.text('in') === kind);
    return Object.fromEntries(
      ofKind.map((parameter) => [parameter.text('name') ?? '', facts(parameter.get('schema'))]),
    );
  };
  const { 'Phone-Number-ID': phoneNumberId = {}, 'QR-Code-ID': qrCodeId = {} } = parameters('path');
  const component = (name: string): Facts => {
    const schema = root.get('components')?.get('schemas')?.get(name);
    const reason = `the client needs a schema ${name}, which is missing`;
    if (schema === undefined) document.refuse([{ pointer: '#/components/schemas', reason }]);
    return facts(schema);
  };
  return {
    name: version,
    availableUntil,
    phoneNumberId,
    qrCodeId,
    get: parameters('query', 'getQrCode'),
    list: parameters('query', 'listQrCodes'),
    create: component('CreateQrCodeRequest'),
    update: component('UpdateQrCodeRequest'),
    qrCode: component('QrCodeResponse'),
    qrCodeList: component('QrCodeList'),
    savedQrCode: component('SavedQrCode'),
  };
}

export type ClientFacts = ReturnType<typeof clientFacts>;

/** The image formats of a version. */
export function imageFormatsOf({ create }: ClientFacts): string[] {
  const formats = create.properties?.generate_qr_image?.enum;
  return Array.isArray(formats) ? formats.filter((format) => typeof format === 'string') : [];
}

/** `facts.ts` of a version. */
export function factsSource({ document }: SpecVersion, all: ClientFacts): string {
  // JSON is TypeScript, but for one name: as it is, it would set the prototype.
  const literal = JSON.stringify(all, null, 2).replaceAll(/^( *)"__proto__":/gm, '$1["__proto__"]:');
  return `${header(document.file, 'spec/versions.yaml')}import type { RequestsOf, VersionFacts } from '../../version-facts.ts';
import type { paths } from './schema.ts';

type Accepted = { [K in keyof RequestsOf<paths>]: RequestsOf<paths>[K] };

export const facts: VersionFacts<Accepted> = ${literal};
`;
}

export interface Facts {
  [keyword: string]: unknown;
  items?: Facts;
  properties?: Readonly<Record<string, Facts>>;
}

/** A schema without references, descriptions and keywords that the client does not check. */
function facts(schema: DocumentNode | undefined, seen: readonly string[] = []): Facts {
  // A recursive schema is checked down to the recursion.
  if (schema === undefined || seen.includes(schema.pointer)) return {};
  const inside = (child: DocumentNode) => facts(child, [...seen, schema.pointer]);
  const found: Facts = {};
  for (const keyword of KEYWORDS) {
    const value = schema.get(keyword)?.value;
    if (value !== undefined) found[keyword] = value;
  }
  const constant = schema.get('const');
  if (constant !== undefined) found.enum = [constant.value];
  const items = schema.get('items');
  if (items !== undefined) found.items = inside(items);
  const alternatives = schema.get('anyOf') ?? schema.get('oneOf');
  if (alternatives !== undefined) found.anyOf = alternatives.entries().map(([, option]) => inside(option));
  const properties = schema.get('properties')?.entries() ?? [];
  // `false` forbids a property; unlisted properties are refused anyway.
  const allowed = properties.filter(([, property]) => property.value !== false);
  if (allowed.length > 0)
    found.properties = Object.fromEntries(allowed.map(([name, property]) => [name, inside(property)]));
  return found;
}
