export type { FactKind, Skeleton } from './facts.ts';
export { printFacts } from './print.ts';
export { formatProblem } from './reading.ts';
export { type ReadReference, readReference, versionIn, versionPattern } from './reference.ts';
