import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import type { SuiteOptions } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** What this machine would need for the test, which is skipped for that. `pnpm test` tells it. */
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
  // Who names one wants the tests to run.
  if (existsSync(CHROMIUM_PATH)) return CHROMIUM_PATH;
  throw new Error(`CHROMIUM_PATH: expected a program, such as ${usualPlaces[0]}, found nothing at ${CHROMIUM_PATH}`);
}

const path = find();

const lacks = 'Chromium, in a usual place or at CHROMIUM_PATH';
if (!path) console.warn(`Tests are skipped: this machine lacks ${lacks}`);

/** Of tests that need Chromium: they are skipped where it is missing, since nothing but Node is asked of a machine. */
export const inChromium: SuiteOptions = path ? {} : { skip: true, meta: { lacks } };

/** Starts it without a window, and without the services that would look for servers of its maker. */
export function launchChromium(): Promise<Browser> {
  const args = ['--disable-gpu', '--disable-quic', '--disable-sync', '--disable-background-networking'];
  return chromium.launch({ executablePath: path ?? '', args });
}
