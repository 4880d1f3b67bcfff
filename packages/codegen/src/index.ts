export { InputError } from './input-error.ts';
export { readSpec } from './spec.ts';
export { type GeneratedFile, targets } from './targets.ts';
