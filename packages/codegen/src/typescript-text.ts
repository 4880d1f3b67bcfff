/** First line of every generated file. */
export function header(...sources: readonly string[]): string {
  const what = sources.length === 1 ? 'the spec' : 'those';
  return `// Generated from ${sources.join(' and ')}; do not edit. Change ${what} and run \`pnpm generate\`.\n\n`;
}

export function stringLiteral(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${escaped}'`;
}

export function propertyKey(name: string): string {
  // Written as a plain key, it would set the prototype of the object.
  if (name === '__proto__') return "['__proto__']";
  return /^(?:[A-Za-z_$][\w$]*|[1-9]\d*)$/.test(name) ? name : stringLiteral(name);
}
