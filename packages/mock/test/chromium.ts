import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import type { SuiteOptions } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** What this machine would need for the test, which is skipped without it. `pnpm test` prints it. */
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

export const chromiumPath: string | undefined =
  process.env.CHROMIUM_PATH || usualPlaces.find((path) => existsSync(path));

/** For tests that need Chromium. */
export const inChromium: SuiteOptions = chromiumPath
  ? {}
  : { skip: true, meta: { lacks: 'Chromium, in a usual place or at CHROMIUM_PATH' } };

export function launchChromium(): Promise<Browser> {
  const args = ['--disable-gpu', '--disable-quic', '--disable-sync', '--disable-background-networking'];
  return chromium.launch({ executablePath: chromiumPath ?? '', args });
}
