/** For those who call from JavaScript: a misspelt option is an error, not a default. */
export function requireOptions(caller: string, options: object, known: readonly string[]): void {
  const unknown = Object.keys(options).filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw new TypeError(`${caller}: expected the options ${known.join(', ')}; received ${unknown.join(', ')}.`);
}
