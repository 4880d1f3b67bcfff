import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { forbiddenImports } from '../src/imports.ts';

/** A package with files, and with others installed by name. */
interface Package {
  readonly folder: string;
  readonly files: Readonly<Record<string, string>>;
  readonly dependencies?: readonly string[];
  /** Installed without being declared, as what the root has. */
  readonly undeclared?: readonly string[];
}

const foldersOf = (name: string) =>
  name === 'spec' || name === 'spec/lint' ? name : name === 'spec-lint' ? 'spec/lint' : `packages/${name}`;

/** The violations in a repository of these packages, without their explanations. */
async function violationsIn(...packages: readonly Package[]): Promise<string[]> {
  const root = mkdtempSync(join(tmpdir(), 'imports-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  for (const { folder, files, dependencies = [], undeclared = [] } of packages) {
    const scoped = dependencies.map((name) => [`@whatsapp-qr/${name}`, 'workspace:*']);
    const manifest = { name: folder, exports: './index.ts', dependencies: Object.fromEntries(scoped) };
    write(join(folder, 'package.json'), JSON.stringify(manifest));
    for (const [file, text] of Object.entries(files)) write(join(folder, file), text);
    for (const name of [...dependencies, ...undeclared]) {
      const link = join(root, folder, 'node_modules/@whatsapp-qr', name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(join(root, foldersOf(name)), link);
    }
  }
  const { violations } = await forbiddenImports(root);
  return violations.map((violation) => violation.replace(/: .*$/, '').replace('\n  ', ': '));
}

const exportsOne = { 'index.ts': 'export const one = 1;\nexport type One = 1;\n' };

test('packages that import each other by declared names, in the direction of the design, pass', async () => {
  expect(
    await violationsIn(
      { folder: 'packages/openapi-document', files: exportsOne },
      {
        folder: 'packages/reference-reader',
        files: {
          'index.ts':
            "import { one } from '@whatsapp-qr/openapi-document';\nimport { two } from './two.ts';\nexport { one, two };\n",
          'two.ts': 'export const two = 2;\n',
        },
        dependencies: ['openapi-document'],
      },
    ),
  ).toEqual([]);
});

test('a cycle is refused', async () => {
  const files = {
    'a.ts': "import { b } from './b.ts';\nexport const a = () => b;\n",
    'b.ts': "import { a } from './a.ts';\nexport const b = () => a;\n",
  };
  expect(await violationsIn({ folder: 'packages/codegen', files })).toEqual([
    'packages/codegen/a.ts -> packages/codegen/b.ts -> packages/codegen/a.ts: cycle',
  ]);
});

test('a cycle of imports for types alone is refused', async () => {
  const files = {
    'a.ts': "import type { B } from './b.ts';\nexport type A = B | 1;\n",
    'b.ts': "import type { C } from './c.ts';\nexport type B = C | 2;\n",
    'c.ts': "export type C = import('./a.ts').A;\n",
  };
  expect(await violationsIn({ folder: 'packages/codegen', files })).toEqual([
    'packages/codegen/a.ts -> packages/codegen/b.ts -> packages/codegen/c.ts -> packages/codegen/a.ts: cycle',
  ]);
});

test.each([
  ['packages/openapi-document', 'codegen'],
  ['packages/codegen', 'spec-tools'],
  ['packages/reference-reader', 'spec-tools'],
  ['packages/spec-tools', 'spec-mutation'],
  ['packages/client', 'mock'],
  ['packages/mock', 'client'],
  ['packages/client', 'codegen'],
  ['spec', 'codegen'],
  ['spec/lint', 'spec'],
  ['packages/anything-new', 'client'],
])('an import against the direction of the design is refused: from %s to %s', async (folder, name) => {
  const files = { 'index.ts': `export type { One } from '@whatsapp-qr/${name}';\n` };
  const target = { folder: foldersOf(name), files: exportsOne };
  const [violation, ...others] = await violationsIn(target, { folder, files, dependencies: [name] });
  expect(violation).toMatch(
    new RegExp(`^${folder}/index\\.ts -> ${folder}/node_modules/@whatsapp-qr/${name}/.*: direction of `),
  );
  expect(others).toEqual([]);
});

test.each([
  ['packages/codegen', '../openapi-document/index.ts', 'packages/openapi-document/index.ts', 'relative-import'],
  ['spec', './lint/index.ts', 'spec/lint/index.ts', 'relative-import of spec'],
  ['spec/lint', '../index.ts', 'spec/index.ts', 'relative-import'],
  ['scripts', '../packages/openapi-document/index.ts', 'packages/openapi-document/index.ts', 'relative-import'],
])('a relative import that leaves its package is refused: from %s to %s', async (folder, path, target, rule) => {
  const violations = await violationsIn(
    { folder: dirname(target), files: exportsOne },
    { folder, files: { 'source.ts': `import type { One } from '${path}';\nexport type Two = One;\n` } },
  );
  expect(violations).toEqual([`${folder}/source.ts -> ${target}: ${rule}`]);
});

test('an import that the package does not declare is refused', async () => {
  const violations = await violationsIn(
    { folder: 'packages/openapi-document', files: exportsOne },
    {
      folder: 'packages/codegen',
      files: { 'index.ts': "export { one } from '@whatsapp-qr/openapi-document';\n" },
      undeclared: ['openapi-document'],
    },
  );
  expect(violations).toEqual([
    'packages/codegen/index.ts -> packages/codegen/node_modules/@whatsapp-qr/openapi-document/index.ts: undeclared',
  ]);
});

test('an import of what a package does not export, or of nothing, is refused', async () => {
  const violations = await violationsIn(
    { folder: 'packages/openapi-document', files: { ...exportsOne, 'inside.ts': 'export const inside = 1;\n' } },
    {
      folder: 'packages/codegen',
      files: {
        'index.ts':
          "export { inside } from '@whatsapp-qr/openapi-document/inside.ts';\nexport { a } from './nothing.ts';\n",
      },
      dependencies: ['openapi-document'],
    },
  );
  expect(violations).toEqual([
    'packages/codegen/index.ts -> ./nothing.ts: unresolvable',
    'packages/codegen/index.ts -> @whatsapp-qr/openapi-document/inside.ts: unresolvable',
  ]);
});
