import { expect, test, vi } from 'vitest';
import { bundledBytes } from '../src/bundle-size.ts';
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

test('a program that does not compile is not counted', () => {
  expect(() => typeInstantiations(`${smallest}const wrong: string = 1;`)).toThrow(/Type 'number' is not assignable/);
});
