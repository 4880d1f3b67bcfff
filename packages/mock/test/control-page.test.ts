import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type MockServer, startMockServer, step } from '../src/index.ts';
import { CODES, get, post } from './calls.ts';
import { inChromium, launchChromium } from './chromium.ts';

// A browser is started, possibly on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const PHONE = '1234567890123456';
const seed = {
  [PHONE]: [
    { prefilled_message: 'Show me Cyber Tuesday deals!', code: '5QBPAD2DC6L5A1' },
    { prefilled_message: 'Show me Cyber Monday deals!', code: 'ANED2T5QRU7HG1' },
  ],
};

describe('the page in Chromium', inChromium, () => {
  let browser: Browser;
  let mock: MockServer<'v23.0'>;
  let page: Page;
  const problems: string[] = [];
  beforeAll(async () => {
    browser = await launchChromium();
    mock = await startMockServer({ version: 'v23.0', control: true, stateful: true, seed, log: false });
    page = await browser.newPage({ viewport: { width: 1000, height: 820 }, deviceScaleFactor: 1 });
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  });
  beforeEach(async () => {
    mock.reset();
    problems.length = 0;
    await page.goto(`${mock.url}/__mock/`);
  });
  afterAll(async () => {
    await browser?.close();
    await mock?.close();
  });

  // Not page.waitForFunction, which evaluates text as a script: the page forbids that.
  const until = (condition: string) =>
    vi.waitFor(async () => expect(await page.evaluate(condition), condition).toBe(true), {
      timeout: 60_000,
      interval: 50,
    });
  const rows = () => page.locator('#requests tr').allInnerTexts();

  test('it shows requests as they come, with status, example and the reason of a rejection', async () => {
    await get(fetch, `${mock.url}${CODES}/AAAAAAAAAAAAA1`);
    await get(fetch, `${mock.url}${CODES}/x?access_token=secret`);
    await post(fetch, mock.url + CODES, { prefilled_message: 'Hi' });
    await until('document.querySelectorAll("#requests tr").length === 3');
    const [created = '', rejected = '', notFound = ''] = await rows();
    expect(created).toMatch(/POST .*message_qrdls[\s\S]*"prefilled_message":"Hi"[\s\S]*200/);
    expect(rejected).toMatch(/400[\s\S]*invalid_parameter[\s\S]*qr-code-id must match pattern/);
    expect(rejected).not.toContain('secret');
    expect(notFound).toMatch(/404[\s\S]*qr_code_not_found/);
    expect(problems).toEqual([]);
  });

  test('it shows the codes of each number with their QR images', async () => {
    await until('document.querySelectorAll("figure").length === 2');
    const loaded = 'Array.from(document.images).every(({ complete, naturalWidth }) => complete && naturalWidth > 0)';
    await until(loaded);
    expect(await page.locator('figure').allInnerTexts()).toEqual([
      expect.stringMatching(/5QBPAD2DC6L5A1\s*Show me Cyber Tuesday deals!/),
      expect.stringMatching(/ANED2T5QRU7HG1\s*Show me Cyber Monday deals!/),
    ]);
    expect(await page.locator('h3').textContent()).toBe(`${PHONE}: 2`);
    await get(fetch, `${mock.url}${CODES}?limit=2`);
    await get(fetch, `${mock.url}${CODES}/x`);
    await until('document.querySelectorAll("#requests tr").length === 2');
    if (process.env.SCREENSHOT) {
      await page.screenshot({ path: fileURLToPath(new URL('../control-page.png', import.meta.url)), fullPage: true });
    }
    expect(problems).toEqual([]);
  });

  test('buttons script the next response, replace the codes, and reset', async () => {
    await page.selectOption('#operation', 'getQrCode');
    await page.selectOption('#example', 'throttled');
    await page.click('#script button[type=submit]');
    await until('document.querySelector("#message").textContent.includes("is throttled")');
    expect(mock.unusedSteps()).toEqual([{ operationId: 'getQrCode', step: step.example('throttled') }]);
    expect((await get(fetch, `${mock.url}${CODES}/ANED2T5QRU7HG1`)).status).toBe(429);

    await page.fill('#json', JSON.stringify({ 1: [{ prefilled_message: 'seeded' }] }));
    await page.click('#seed button');
    await until('document.querySelector("#numbers").textContent.includes("seeded")');
    expect(Object.keys(mock.state())).toEqual(['1']);

    await page.fill('#json', JSON.stringify({ 1: [{}] }));
    await page.click('#seed button');
    await until('document.querySelector("#message").textContent.includes("required property")');

    await page.click('#reset');
    await until('document.querySelector("#numbers").textContent.includes("Cyber Monday")');
    expect(mock.requests).toEqual([]);
  });

  test('text from requests is never markup', async () => {
    const hostile = '<img src=x onerror="window.attacked=1"><script>window.attacked=1</script>';
    await post(fetch, mock.url + CODES, { prefilled_message: hostile });
    await get(fetch, `${mock.url}${CODES}?fields=${encodeURIComponent(hostile)}`);
    await get(fetch, `${mock.url}/${encodeURIComponent(hostile)}`);
    await until('document.querySelectorAll("#requests tr").length === 3');
    await until('document.querySelectorAll("figure").length === 3');
    const text = (await rows()).join('\n') + (await page.locator('#numbers').textContent());
    expect(text).toContain('<img src=x onerror="window.attacked=1">');
    expect(text).toContain('<script>window.attacked=1</script>');
    expect(await page.evaluate('window.attacked')).toBeUndefined();
    expect(await page.locator('img[src=x]').count()).toBe(0);
  });

  test('markup would not run either: only the script of the page does', async () => {
    await page.evaluate('document.body.insertAdjacentHTML("beforeend", `<img src=x onerror="window.attacked=1">`)');
    await page.waitForTimeout(200);
    expect(await page.evaluate('window.attacked')).toBeUndefined();
    problems.length = 0;
  });
});
