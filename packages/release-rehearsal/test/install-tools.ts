import { installTools } from '../src/tools.ts';

/** Once for all test files. */
export async function setup(): Promise<void> {
  await installTools();
}
