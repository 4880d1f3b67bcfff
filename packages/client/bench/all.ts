// Runs both benchmarks in turn; exits non-zero if a target is missed.
await import('./cost.ts');
await import('./speed.ts');

export {};
