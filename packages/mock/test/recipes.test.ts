// Runs the recipes of the README in a project that has installed the packed package.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { chromiumPath, inChromium } from './chromium.ts';
import { Consumer, MOCK } from './consumer.ts';

// The tests start processes, possibly on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** The code blocks that name their file in the first line. */
const recipes = new Map(
  [...readFileSync(join(MOCK, 'README.md'), 'utf8').matchAll(/```\w+\n(?:\/\/|#) ([\w.-]+)[^\n]*\n[\s\S]*?```/g)].map(
    ([block, file = '']) => [file, block.replace(/^```\w+\n/, '').replace(/```$/, '')],
  ),
);

function recipe(file: string): string {
  const text = recipes.get(file);
  if (text === undefined) throw new Error(`Expected a recipe ${file} in the README, found ${[...recipes.keys()]}.`);
  return text;
}

let project: Consumer;
beforeAll(() => {
  project = new Consumer();
  for (const name of ['jest', 'msw', '@playwright/test']) project.link(name);
  for (const [file, text] of recipes) project.write(file, text);
});
afterAll(() => project?.remove());

test('Vitest: the first example', () => {
  const [, example = ''] = /```ts\n(import [\s\S]*?)```/.exec(readFileSync(join(MOCK, 'README.md'), 'utf8')) ?? [];
  expect(example).toContain("import { greet } from '../src/greet.ts';");
  const vitest = join(MOCK, '../../node_modules/vitest');
  project.link('vitest', vitest);
  for (const folder of ['src', 'test']) mkdirSync(join(project.folder, folder));
  project.write('test/greet.test.ts', example);
  project.write(
    'src/greet.ts',
    `export async function greet(prefilled_message: string, { baseUrl }: { baseUrl: string }): Promise<void> {
      const body = JSON.stringify({ prefilled_message, generate_qr_image: 'SVG' });
      const headers = { authorization: 'Bearer any', 'content-type': 'application/json' };
      const send = () => fetch(baseUrl + '/v25.0/1/message_qrdls', { method: 'POST', headers, body });
      const response = await send();
      if (response.status === 500) await send();
    }`,
  );
  const args = [join(vitest, 'vitest.mjs'), 'run', '--root', project.folder, 'test/greet.test.ts'];
  expect(project.run(process.execPath, args, { NO_COLOR: '1' })).toMatch(/Tests +1 passed/);
});

const JEST = join(MOCK, 'node_modules/jest/bin/jest.js');

test('Jest with CommonJS', () => {
  recipe('jest.test.cjs');
  project.run(process.execPath, [JEST, '--rootDir', project.folder, '--testMatch', '**/jest.test.cjs']);
});

test('Jest with ES modules', () => {
  recipe('jest-esm.test.mjs');
  const args = ['--experimental-vm-modules', JEST, '--rootDir', project.folder, '--testMatch', '**/jest-esm.test.mjs'];
  project.run(process.execPath, args);
});

test.each(['node.test.mjs', 'msw.test.mjs'])('node:test: %s', (file) => {
  recipe(file);
  expect(project.run(process.execPath, ['--test', '--test-reporter=tap', file])).toMatch(/^# pass 1$/m);
});

test('node:test: proxy.test.mjs, with a mock in the place of Meta', async () => {
  recipe('proxy.test.mjs');
  // In a process of its own, since the recipe is run synchronously.
  const meta = spawn(process.execPath, [join(MOCK, 'src/cli.ts'), '--graph-version', 'v25.0', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    let url: string | undefined;
    for await (const line of createInterface(meta.stdout)) {
      url = /mocked at (http:\S+)/.exec(line)?.[1];
      if (url !== undefined) break;
    }
    const env = { META_URL: url, WHATSAPP_TOKEN: 'EAArecipe0123456789', WHATSAPP_PHONE_NUMBER_ID: '1234567890123456' };
    const args = ['--test', '--test-reporter=tap', 'proxy.test.mjs'];
    expect(project.run(process.execPath, args, env)).toMatch(/^# pass 1$/m);
  } finally {
    meta.kill();
    await once(meta, 'exit');
  }
});

test('Playwright', inChromium, () => {
  recipe('playwright.spec.mjs');
  const config = recipe('playwright.config.mjs')
    .replace('npx whatsapp-qr-mock', `node ${project.folder}/node_modules/@whatsapp-qr/mock/dist/cli.js`)
    .replace('export default {', `export default { use: { launchOptions: { executablePath: '${chromiumPath}' } },`);
  project.write('playwright.config.mjs', config);
  const output = project.run(process.execPath, [join(MOCK, 'node_modules/@playwright/test/cli.js'), 'test']);
  expect(output).toContain('1 passed');
});

test('docker-compose: its command, and its health check', async () => {
  const { command, healthcheck } = parse(recipe('compose.yaml')).services.mock;
  const [npx, yes, name, ...args] = command.split(' ');
  expect([npx, yes, name]).toEqual(['npx', '--yes', '@whatsapp-qr/mock']);
  const cli = join(project.folder, 'node_modules/@whatsapp-qr/mock/dist/cli.js');
  const child = spawn(process.execPath, [cli, ...args.with(args.indexOf('4010'), '0')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  try {
    let port: string | undefined;
    for await (const line of createInterface(child.stdout)) {
      port = /mocked at http:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1];
      if (port !== undefined) break;
    }
    const [, node, ...check] = healthcheck.test;
    expect(node).toBe('node');
    project.run(process.execPath, check.with(-1, check.at(-1).replace('4010', port)));
  } finally {
    child.kill();
    await ended;
  }
});

test('every recipe is run', () => {
  expect([...recipes.keys()].sort()).toEqual([
    'compose.yaml',
    'jest-esm.test.mjs',
    'jest.test.cjs',
    'msw.test.mjs',
    'node.test.mjs',
    'playwright.config.mjs',
    'playwright.spec.mjs',
    'proxy.test.mjs',
  ]);
});
