import { expect, test, vi } from 'vitest';
import { bundledBytes } from '../src/bundle-size.ts';
import { filesEntered } from '../src/cost.ts';
import { limits } from '../src/limits.ts';
import { allOperations, smallest } from '../src/programs.ts';
import { typeInstantiations } from '../src/type-instantiations.ts';

// The compiler takes long on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

test('the smallest program stays within its limit of bytes', async () => {
  const bytes = await bundledBytes(smallest, import.meta.dirname);
  expect(bytes).toBeLessThanOrEqual(limits.bundledBytes);
  // The client is in it.
  expect(bytes).toBeGreaterThan(5_000);
});

test.each([
  ['the smallest program', smallest, limits.smallest],
  ['a program with all five operations', allOperations, limits.allOperations],
])('%s stays within its limit of type instantiations', (_name, program, limit) => {
  const count = typeInstantiations(program);
  expect(count).toBeLessThanOrEqual(limit);
  expect(count).toBeGreaterThan(0);
});

test('a get enters no more files than its limit', async () => {
  const files = await filesEntered('client', '/client/dist/');
  expect(files.length, files.join('\n')).toBeLessThanOrEqual(limits.filesEntered);
  expect(files.join()).toContain('src/call.ts');
});

test('a program that does not compile is not counted', () => {
  expect(() => typeInstantiations(`${smallest}const wrong: string = 1;`)).toThrow(/Type 'number' is not assignable/);
});
