import fc from 'fast-check';

// The same inputs on every run, so that a failure is due to a change. FAST_CHECK_SEED=$RANDOM tries others.
fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 20_261_123) });
