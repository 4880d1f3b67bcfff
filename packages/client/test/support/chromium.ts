import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import type { SuiteOptions } from 'vitest';

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

function find(): string | undefined {
  const { CHROMIUM_PATH } = process.env;
  if (!CHROMIUM_PATH) return usualPlaces.find((path) => existsSync(path));
  // An explicit path must not be skipped silently.
  if (existsSync(CHROMIUM_PATH)) return CHROMIUM_PATH;
  throw new Error(`CHROMIUM_PATH: expected a program, such as ${usualPlaces[0]}, found nothing at ${CHROMIUM_PATH}`);
}

const path = find();

const lacks = 'Chromium, in a usual place or at CHROMIUM_PATH';
if (!path) console.warn(`Tests are skipped: this machine lacks ${lacks}`);

/** Skips tests that need Chromium if it is missing, since only Node is required. */
export const inChromium: SuiteOptions = path ? {} : { skip: true, meta: { lacks } };

/** Starts it headless, without background requests to its vendor. */
export function launchChromium(): Promise<Browser> {
  const args = ['--disable-gpu', '--disable-quic', '--disable-sync', '--disable-background-networking'];
  return chromium.launch({ executablePath: path ?? '', args });
}
