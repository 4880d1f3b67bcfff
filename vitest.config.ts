import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['spec', 'packages/*', 'examples', 'scripts'],
    // The process that starts them is idle: without this, one worker would run on two cores.
    maxWorkers: '100%',
  },
});
