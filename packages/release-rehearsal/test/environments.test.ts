// The packed packages where teams use them. `pnpm test:runtimes` runs every environment; those here take seconds.
import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { type MockServer, startMockServer } from '@whatsapp-qr/mock';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { problemsIn, subjects } from '../src/environment.ts';
import { environments } from '../src/environments.ts';
import { Project } from '../src/project.ts';
import { withGenerated } from '../src/readme.ts';
import { tableOf } from '../src/report.ts';
import { tryEnvironment } from '../src/run-environments.ts';
import { rowsOf, supportedBlock, supportedPage } from '../src/supported.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** What this machine would need for the test, which is skipped without it. `pnpm test` prints it. */
    lacks?: string;
  }
}

let project: Project;
let mock: MockServer<'v25.0'>;
beforeAll(async () => {
  [project, mock] = await Promise.all([Project.create(), startMockServer({ version: 'v25.0', log: false })]);
});
afterAll(async () => {
  project?.[Symbol.dispose]();
  await mock?.close();
});

/** Left to `pnpm test:runtimes`: each takes more than two seconds of a processor. Their kind is here in a faster form. */
const slow = /^(webpack|Jest \(CommonJS\)|TypeScript (5\.9|6)|Parcel|Next\.js|prism mock)$/;
// The longest first: they run at the same time.
const quick = environments.filter(({ name }) => !slow.test(name)).toReversed();

for (const environment of quick) {
  const lacks = environment.lacks?.();
  const options = lacks === undefined ? { timeout: 240_000 } : { skip: true, meta: { lacks } };
  test.concurrent(`${environment.name}: every check passes`, options, async ({ expect }) => {
    const outcome = await tryEnvironment(environment, { project, mockUrl: mock.url, short: true });
    expect(problemsIn(outcome.results)).toEqual([]);
    expect(Object.keys(outcome.results)).toEqual([...environment.subjects]);
  });
}

test('a planted break in exports fails wherever the client is used', async () => {
  const manifest = 'node_modules/@whatsapp-qr/client/package.json';
  const whole = readFileSync(project.path(manifest), 'utf8');
  const broken = JSON.parse(whole);
  broken.exports['./v25.0'] = { types: './dist/v25.0.d.ts', default: './dist/v25.0.mjs' };
  // The store of pnpm has the same file: write another one beside it, and swap them.
  const swap = (text: string) => renameSync(project.write('manifest.json', text), project.path(manifest));
  swap(JSON.stringify(broken));
  try {
    const names = ['Node 24', 'Bun', 'esbuild', 'rollup', 'node:test'];
    const users = environments.filter(({ name, lacks }) => names.includes(name) && lacks?.() === undefined);
    const outcomes = [];
    for (const user of users) outcomes.push(await tryEnvironment(user, { project, mockUrl: mock.url }));
    expect(outcomes.filter(({ results }) => problemsIn(results).length > 0).length).toBe(users.length);
    expect(users.length).toBeGreaterThanOrEqual(3);
  } finally {
    swap(whole);
  }
});

test('a published document without one of its operations fails', async () => {
  const file = 'node_modules/@whatsapp-qr/spec/v25.0/openapi.yaml';
  const whole = readFileSync(project.path(file), 'utf8');
  const swap = (text: string) => renameSync(project.write('document.yaml', text), project.path(file));
  swap(whole.replace(/^ {4}delete:\n(?: {6}.*\n|\n)+/m, ''));
  try {
    const tool = environments.find(({ name }) => name === "Postman's converter");
    if (tool === undefined) throw new Error("expected Postman's converter among the environments");
    const { results } = await tryEnvironment(tool, { project, mockUrl: mock.url, short: true });
    expect(problemsIn(results)).toEqual([
      { name: 'v25.0/openapi.yaml', problem: 'expected the four operations, found GET,GET,POST' },
    ]);
  } finally {
    swap(whole);
  }
});

test('a check that fails in one environment shows in the table', () => {
  const [environment] = environments;
  if (environment === undefined) throw new Error('expected an environment');
  const results = { client: [{ name: 'first' }, { name: 'second', problem: 'broken' }], mock: [{ name: 'third' }] };
  expect(tableOf([{ environment, results, seconds: 1 }])).toMatch(
    /\| Node 20.19 +\| 20\.19\.\d+ +\| 1 of 2 +\| 1 of 1/,
  );
});

describe('the documentation', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/supported.md'), 'utf8');

  test('lists every environment, as it was written by the last run', () => {
    expect(rowsOf(page).map(([name]) => name)).toEqual(environments.map(({ name }) => name));
  });

  test.each(subjects)('of the %s lists them in its README', (subject) => {
    const { text, found } = withGenerated(subject, supportedBlock(page, subject, environments));
    expect(found).toBe(text);
  });

  test('lists an environment only where every check passed', () => {
    const some = (name: string) => environments.filter((environment) => environment.name === name);
    const [node, bun, vitest] = [some('Node 22'), some('Bun'), some('vitest')].flat();
    if (!node || !bun || !vitest) throw new Error('expected Node, Bun and vitest');
    const passed = [{ name: 'first' }];
    const failed = [...passed, { name: 'second', problem: 'broken' }];
    const written = supportedPage([
      { environment: node, results: { client: failed, mock: passed }, seconds: 1 },
      { environment: bun, results: {}, seconds: 0 },
      { environment: vitest, results: { client: passed, mock: passed }, seconds: 1 },
    ]);
    expect(supportedBlock(written, 'client', environments)).toMatch(/^.+\n.+\n\| test runners +\| vitest 5\.1 +\|$/);
    expect(supportedBlock(written, 'mock', environments)).toMatch(/\| Node 22 +\|\n.*vitest/);
  });
});

test('in a fresh clone, a runtime that was installed after the start is not missing', async () => {
  let installed = false;
  vi.resetModules();
  vi.doMock('node:fs', async (original) => ({ ...(await original<object>()), existsSync: () => installed }));
  const { environments: early } = await import('../src/environments.ts');
  vi.doUnmock('node:fs');
  const node = early.find(({ name }) => name === 'Node 22');
  expect(node?.lacks?.()).toBe('Node 22');
  installed = true;
  expect(node?.lacks?.()).toBeUndefined();
});
