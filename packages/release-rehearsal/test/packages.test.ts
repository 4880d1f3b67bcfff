// What is in the tarballs, and that nothing else can be packed.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand, runPnpm } from '../src/command.ts';
import { packageFolders, packageNames } from '../src/packages.ts';
import { Project } from '../src/project.ts';
import { definitionOf } from '../src/tsserver.ts';

let project: Project;
beforeAll(async () => {
  project = await Project.create();
});
afterAll(() => project?.[Symbol.dispose]());

const filesOf = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' });
const installed = (name: string) => project.path(join('node_modules', name));

describe.each(packageNames)('%s', (name) => {
  test('says where it comes from, in its package.json, which it exports', async () => {
    const manifest = JSON.parse(readFileSync(join(installed(name), 'package.json'), 'utf8'));
    expect(manifest.exports['./package.json']).toBe('./package.json');
    const directory = name === '@whatsapp-qr/spec' ? 'spec' : name.replace('@whatsapp-qr', 'packages');
    expect(manifest.repository).toEqual({ type: 'git', url: expect.stringMatching(/^git\+https:.*\.git$/), directory });
    const base = manifest.repository.url.slice('git+'.length, -'.git'.length);
    expect(manifest.homepage).toBe(`${base}/tree/main/${directory}#readme`);
    expect(manifest.bugs).toBe(`${base}/issues`);
  });

  test('depends on versions that a registry has', () => {
    const { dependencies = {} } = JSON.parse(readFileSync(join(installed(name), 'package.json'), 'utf8'));
    for (const specifier of Object.values(dependencies)) expect(specifier).toMatch(/^[~^]?\d+\.\d+\.\d+$/);
  });

  test('is not packed by npm, which leaves workspace:* in it', async () => {
    // As in a shell: pnpm, which runs these tests, calls itself the user agent.
    const env = { npm_config_user_agent: undefined };
    const packing = runCommand('npm', ['pack', '--dry-run'], { cwd: packageFolders[name], env });
    await expect(packing).rejects.toThrow(/Expected pnpm, found npm\/.*npx --yes pnpm@12 pack/s);
  });
});

test.each(['@whatsapp-qr/client', '@whatsapp-qr/mock'])('the maps of %s lead to sources that are packed', (name) => {
  const dist = join(installed(name), 'dist');
  const maps = filesOf(dist).filter((file) => file.endsWith('.map'));
  expect(maps).toContain(name === '@whatsapp-qr/client' ? 'types/generated/v25.0/entry.d.ts.map' : 'index.d.ts.map');
  for (const map of maps) {
    const { sources } = JSON.parse(readFileSync(join(dist, map), 'utf8'));
    const paths: string[] = sources.map((source: string) => resolve(dist, dirname(map), source));
    for (const path of paths) expect(() => readFileSync(path), `${map} leads to ${path}`).not.toThrow();
  }
});

test.each(['@whatsapp-qr/client', '@whatsapp-qr/mock'])(
  'the declarations of %s are those that its entries reach',
  (name) => {
    const folder = installed(name);
    const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const entries = [...JSON.stringify(exports).matchAll(/"types":"(.+?)"/g)].map(([, path = '']) =>
      join(folder, path),
    );
    const reached = new Set(entries);
    for (const file of reached) {
      for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(/(?:from |import\()['"](\..+?)['"]/g)) {
        reached.add(resolve(dirname(file), path.replace(/\.(c?)js$/, '.d.$1ts')));
      }
    }
    const packed = filesOf(join(folder, 'dist')).filter((file) => /\.d\.c?ts$/.test(file));
    expect(packed.map((file) => join(folder, 'dist', file)).toSorted()).toEqual([...reached].toSorted());
  },
);

test.each([
  ['createQrCodeClient', '@whatsapp-qr/client/v25.0', /@whatsapp-qr\/client\/src\/generated\/v25\.0\/entry\.ts$/],
  ['startMockServer', '@whatsapp-qr/mock', /@whatsapp-qr\/mock\/src\/server\.ts$/],
])('"go to definition" of %s ends in its source', async (name, from, source) => {
  const program = `import { ${name} } from '${from}';\n`;
  project.write('tsconfig.json', '{ "compilerOptions": { "module": "nodenext" } }');
  const file = project.write('definition.ts', program);
  expect(await definitionOf(file, { line: 1, offset: program.indexOf(name) + 1 })).toMatch(source);
});

test('the READMEs describe one way to install from a private registry, and name no other host than an example', () => {
  const sections = packageNames.map((name) => {
    const readme = readFileSync(join(installed(name), 'README.md'), 'utf8');
    return readme.slice(readme.indexOf('## Installing'), readme.indexOf('\n## ', readme.indexOf('## Installing')));
  });
  expect(new Set(sections).size).toBe(1);
  expect(sections[0]).toContain('npx @whatsapp-qr/mock');
  const hosts = sections[0]?.match(/\/\/[\w.-]+\//g) ?? [];
  expect(new Set(hosts)).toEqual(new Set(['//registry.example.com/']));
});

test('packing without a build builds first', async () => {
  const root = join(packageFolders['@whatsapp-qr/spec'], '..');
  const copy = mkdtempSync(join(tmpdir(), 'never-built-'));
  try {
    const isSource = (path: string) => !/\/(dist|test|reports|\.turbo|tools)$/.test(path);
    for (const part of ['package.json', 'pnpm-workspace.yaml', 'tsconfig.base.json', 'LICENSE', 'scripts', 'spec']) {
      cpSync(join(root, part), join(copy, part), { recursive: true, verbatimSymlinks: false, filter: isSource });
    }
    const tarball = join(copy, 'spec.tgz');
    await runPnpm(['pack', '--config.verify-deps-before-run=false', '--out', tarball], { cwd: join(copy, 'spec') });
    const files = await runCommand('tar', ['-tzf', tarball]);
    expect(files).toContain('package/dist/v25.0/openapi.json');
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});
