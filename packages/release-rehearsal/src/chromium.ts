import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import type { CheckResult, Environment, Results, Setting } from './environment.ts';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const executablePath = process.env.CHROMIUM_PATH ?? places.find((path) => existsSync(path));

async function runPage({ project, mockUrl }: Setting): Promise<Results> {
  const { outputFiles } = await build({
    entryPoints: [project.path('client-checks.mjs')],
    write: false,
    bundle: true,
    format: 'iife',
    globalName: 'program',
  });
  // Of an origin other than the mock's, as a page is of another than the API's.
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>A page</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await using browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--disable-gpu'] });
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    await page.addScriptTag({ content: outputFiles[0]?.text ?? '' });
    return { client: await page.evaluate<CheckResult[]>(`program.checkClient(${JSON.stringify(mockUrl)})`) };
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

export const chromiumEnvironment: Environment = {
  name: 'Chromium',
  kind: 'runtimes',
  subjects: ['client'],
  version() {
    if (executablePath === undefined) return undefined;
    return /\d[\d.]+/.exec(
      execFileSync(executablePath, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    )?.[0];
  },
  lacks: () => (executablePath === undefined ? 'Chromium, in a usual place or at CHROMIUM_PATH' : undefined),
  run: runPage,
};
