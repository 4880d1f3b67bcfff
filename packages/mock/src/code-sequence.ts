/** Every code known from Meta is 13 of these characters and a 1. The document allows more: any letter and digit. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const LENGTH = 13;

/** Returns a function that makes codes: the same sequence for the same seed. */
export function codeSequence(seed: number): () => string {
  const random = mulberry32(seed);
  return () => {
    let code = '';
    for (let index = 0; index < LENGTH; index++) code += ALPHABET[random() >>> 27];
    return `${code}1`;
  };
}

/** Tommy Ettinger's generator of 32-bit numbers, in the public domain: small, and good enough for names. */
function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return mixed ^ (mixed >>> 14);
  };
}
