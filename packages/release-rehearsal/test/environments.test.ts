// The packed packages where teams use them. `pnpm test:runtimes` runs every environment; those here take seconds.
import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { type MockServer, startMockServer } from '@whatsapp-qr/mock';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { environments } from '../src/environments.ts';
import { Project } from '../src/project.ts';
import { failuresOf, tableOf } from '../src/report.ts';
import { tryEnvironment } from '../src/run-environments.ts';

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
const slow = /^(webpack|Jest, CommonJS|TypeScript (5\.9|6), |TypeScript 5\.7, (bundler|nodenext, lib dom))/;
const quick = environments.filter(({ name }) => !slow.test(name));

describe.for(quick.map((environment) => [`${environment.name}: ${environment.subject}`, environment] as const))(
  '%s',
  ([, environment]) => {
    const { lacks } = environment;
    test('passes every check', lacks === undefined ? {} : { skip: true, meta: { lacks } }, async () => {
      const outcome = await tryEnvironment(environment, { project, mockUrl: mock.url });
      expect(failuresOf(outcome)).toEqual([]);
      expect(outcome.results.length).toBeGreaterThan(0);
    });
  },
);

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
    const users = environments.filter(
      ({ name, subject, lacks }) => names.includes(name) && subject === 'client' && !lacks,
    );
    const outcomes = [];
    for (const user of users) outcomes.push(await tryEnvironment(user, { project, mockUrl: mock.url }));
    expect(outcomes.filter((outcome) => failuresOf(outcome).length > 0).length).toBe(users.length);
    expect(users.length).toBeGreaterThanOrEqual(3);
  } finally {
    swap(whole);
  }
});

test('a check that fails in one environment shows in the table', () => {
  const [environment] = environments;
  if (environment === undefined) throw new Error('expected an environment');
  const results = [{ name: 'first' }, { name: 'second', problem: 'broken' }];
  expect(tableOf([{ environment, results, seconds: 1 }])).toContain('| Node 20.19  | 1 of 2 |');
});

test('the documentation lists every environment, as it was written by the last run', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/supported.md'), 'utf8');
  for (const name of new Set(environments.map((environment) => environment.name))) expect(page).toContain(`| ${name} `);
});
