import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { main } from '../src/cli.ts';

export interface Run {
  readonly exitCode: number;
  readonly output: string;
}

/** The exit code and the output of the command with these arguments. */
export async function run(...args: readonly string[]): Promise<Run> {
  const printed: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((line) => printed.push(line));
  const error = vi.spyOn(console, 'error').mockImplementation((line) => printed.push(line));
  try {
    return { exitCode: await main(args), output: printed.join('\n') };
  } finally {
    log.mockRestore();
    error.mockRestore();
  }
}

/** A temporary repository with only the input of codegen. It is removed at the end of the test. */
export class TemporaryRoot {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  static async with(...versions: readonly string[]): Promise<TemporaryRoot> {
    const root = new TemporaryRoot(await mkdtemp(join(tmpdir(), 'codegen-')));
    onTestFinished(() => rm(root.path, { recursive: true }));
    await root.write('package.json', '{ "type": "module" }\n');
    await root.write('packages/client/package.json', MANIFEST);
    for (const version of versions) await root.write(`spec/${version}/openapi.yaml`, openApiDocument(version));
    await root.write('spec/versions.yaml', versions.map(versionEntry).join(''));
    return root;
  }

  run(...args: readonly string[]): Promise<Run> {
    return run(...args, '--root', this.path);
  }

  read(file: string): Promise<string> {
    return readFile(join(this.path, file), 'utf8');
  }

  async write(file: string, content: string): Promise<void> {
    await mkdir(dirname(join(this.path, file)), { recursive: true });
    await writeFile(join(this.path, file), content);
  }

  /** Replaces a text that must occur in the file. */
  async edit(file: string, from: string, to: string): Promise<void> {
    const content = await this.read(file);
    if (!content.includes(from)) throw new Error(`${file} does not contain ${from}`);
    await this.write(file, content.replace(from, to));
  }

  async remove(path: string): Promise<void> {
    await rm(join(this.path, path), { recursive: true });
  }

  /** Every file below packages/ with its content and modification time. */
  async packages(): Promise<Record<string, { content: string; changed: number }>> {
    const entries = await readdir(join(this.path, 'packages'), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    const states = files.sort().map(async (file): Promise<[string, { content: string; changed: number }]> => {
      const { mtimeMs } = await stat(file);
      return [file.slice(this.path.length + 1), { content: await readFile(file, 'utf8'), changed: mtimeMs }];
    });
    return Object.fromEntries(await Promise.all(states));
  }
}

export const MANIFEST = `{
  "name": "@whatsapp-qr/client",
  "type": "module",
  "engines": { "node":   ">=20" },
  "exports": {
    ".": {
      "types": "./dist/index.d.ts",
      "default": "./dist/index.js"
    },
    "./package.json": "./package.json"
  },
  "files": ["dist"]
}
`;

export function versionEntry(version: string): string {
  return `${version}:\n  released: 2025-05-29\n  availableUntil: null\n`;
}

/** A minimal document with the schemas of this API, and one of everything else that is used for generation. */
export function openApiDocument(version: string): string {
  return `openapi: 3.1.0
info: { title: Codes, version: ${version} }
paths:
  /{Version}/codes:
    get:
      operationId: listCodes
      summary: List the codes
      description: |
        Newest first.

        | name | gives |
        | --- | --- |
        | \`code\` | the code |
      parameters:
        - $ref: '#/components/parameters/Version'
        - { name: limit, in: query, schema: { type: integer, default: 25 } }
      responses:
        '200':
          description: The codes
          content:
            application/json:
              schema: { type: array, items: { $ref: '#/components/schemas/QrCodeDetails' } }
              examples:
                default_fields: { value: [{ code: A }] }
                empty_response: { value: [] }
        '429':
          $ref: '#/components/responses/Throttled'
    post:
      operationId: create-code
      parameters:
        - $ref: '#/components/parameters/Version'
      requestBody:
        required: true
        content:
          application/json:
            schema: { $ref: '#/components/schemas/CreateQrCodeRequest' }
      responses:
        '204': { description: Created }
        '429':
          $ref: '#/components/responses/Throttled'
components:
  parameters:
    Version:
      name: Version
      in: path
      required: true
      schema: { type: string, enum: [${version}] }
  responses:
    Throttled:
      description: Too many calls
      content:
        application/json:
          schema: { $ref: '#/components/schemas/GraphAPIError' }
          examples:
            it's_too_much: { value: { code: 4 } }
  schemas:
    QrCodeDetails:
      description: One code.
      type: object
      required: [code]
      properties:
        code:
          description: |
            Names the code
            for good.
          type: string
          format: uri
          examples: [A]
        prefilled_message: { type: string }
        deep_link_url: { type: string }
        qr_image_url: { type: string }
        creation_time: { type: integer }
    QrCodeResponse:
      type: object
      properties: { data: { type: array, items: { $ref: '#/components/schemas/QrCodeDetails' } } }
    QrCodeList:
      type: object
      properties: { paging: { type: object } }
    SavedQrCode:
      type: object
      required: [code]
      properties: { code: { type: string } }
    CreateQrCodeRequest:
      type: object
      properties:
        format:
          type: string
          enum: [PNG, SVG]
          default: SVG
    UpdateQrCodeRequest:
      type: object
      properties: { prefilled_message: { type: string } }
    GraphAPIError:
      type: object
      required: [code]
      properties:
        code: { type: integer }
        details: { type: object }
`;
}
