// Both benchmarks, one after the other; the process ends non-zero if any target is missed.
await import('./cost.ts');
await import('./speed.ts');

export {};
