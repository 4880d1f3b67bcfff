import { defineConfig } from 'vitest/config';

// Processes are started, on machines that may be busy.
export default defineConfig({
  test: { globalSetup: 'test/install-tools.ts', testTimeout: 120_000, hookTimeout: 120_000 },
});
