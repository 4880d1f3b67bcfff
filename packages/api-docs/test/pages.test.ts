// The pages in a real browser, opened as files.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, type SuiteOptions, test, vi } from 'vitest';
import { documentedVersions, writePage } from '../src/pages.ts';

// Starting a browser takes long on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

declare module 'vitest' {
  interface TaskMeta {
    /** The missing requirement for which the test is skipped; `pnpm test` prints it. */
    lacks?: string;
  }
}

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const executablePath = process.env.CHROMIUM_PATH || usualPlaces.find((path) => existsSync(path));
const inChromium: SuiteOptions = executablePath
  ? {}
  : { skip: true, meta: { lacks: 'Chromium, in a usual place or at CHROMIUM_PATH' } };

/** What a reader sees of an operation: its heading, the call of the client, and an example of a response. */
const operations = [
  ['List the QR codes of a phone number', /qrCodes\.list\(/, /"code": "5QBPAD2DC6L5A1"/],
  ['Create a QR code, or change the message of one', /qrCodes\.create\(/, /"code": "ANED2T5QRU7HG1"/],
  ['Get one QR code', /qrCodes\.get\('ANED2T5QRU7HG1'/, /"code": "ANED2T5QRU7HG1"/],
  ['Delete one QR code for good', /qrCodes\.delete\(/, /"success": true/],
] as const;

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'api-docs-'));
  await Promise.all(documentedVersions.map((version) => writePage(version, folder)));
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each(documentedVersions)('the page of %s names no file that it would load', (version) => {
  const html = readFileSync(join(folder, `${version}.html`), 'utf8');
  expect(html).toContain(`<title>WhatsApp Business QR Code API ${version}</title>`);
  expect(html.match(/<script[^>]* src=|<link [^>]*href=|cdn\.redoc\.ly/g)).toBeNull();
});

describe('the pages, opened from files', inChromium, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--disable-gpu'] });
  });
  afterAll(() => browser?.close());

  describe.each(documentedVersions)('%s', (version) => {
    const requests: string[] = [];
    const problems: string[] = [];
    let page: Page;
    beforeAll(async () => {
      page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
      page.on('request', (request) => requests.push(request.url()));
      page.on('console', (message) => ['error', 'warning'].includes(message.type()) && problems.push(message.text()));
      page.on('pageerror', (error) => problems.push(String(error.stack)));
      await page.goto(pathToFileURL(join(folder, `${version}.html`)).href);
      await page.getByRole('link', { name: 'QR codes', exact: true }).click();
    });

    test.each(operations)('"%s" has the call of the client and an example', async (summary, call, example) => {
      await page.getByRole('link', { name: summary }).click();
      const section = page.locator('[data-item-kind]').filter({ has: page.getByRole('heading', { name: summary }) });
      // Each waits until it is visible, or fails.
      const request = section.locator('.panel-request-samples').filter({ hasText: call });
      await request.filter({ hasText: `from '@whatsapp-qr/client/${version}'` }).waitFor();
      await section.locator('.panel-response-samples').filter({ hasText: example }).waitFor();
    });

    test('creating and updating are two calls, beside the documented bodies', async () => {
      const request = page.locator('.panel-request-samples').filter({ hasText: 'POST' });
      await request.getByText('create', { exact: true }).first().click();
      await page.getByRole('menuitem', { name: 'update' }).click();
      await request.filter({ hasText: /qrCodes\.update\('ANED2T5QRU7HG1'/ }).waitFor();
      await request.getByText('update', { exact: true }).first().click();
      await page.getByRole('menuitem', { name: 'Payload' }).click();
      await request.filter({ hasText: '"generate_qr_image": "SVG"' }).waitFor();
    });

    // After all that a reader did.
    test('it has loaded nothing else, and reported no error', () => {
      const elsewhere = requests.filter((url) => !/^(file|blob|data):/.test(url));
      expect(elsewhere).toEqual([]);
      expect(problems).toEqual([]);
    });
  });
});
