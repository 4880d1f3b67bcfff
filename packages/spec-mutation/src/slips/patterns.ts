/** A regular expression with one thing about it wrong, in each of the ways in which the text of one goes wrong. */
export function otherPatterns(pattern: string): string[] {
  const changed = changes.flatMap(([found, ...replacements]) =>
    [...pattern.matchAll(found)].flatMap((match) =>
      replacements.map((replacement) => {
        const text = typeof replacement === 'string' ? replacement : replacement(match[0]);
        return pattern.slice(0, match.index) + text + pattern.slice(match.index + match[0].length);
      }),
    ),
  );
  return [...new Set(changed)].filter((other) => other !== pattern);
}

type Replacement = string | ((found: string) => string);

const changes: readonly (readonly [found: RegExp, ...replacements: Replacement[]])[] = [
  // Open at an end.
  [/^\^/g, ''],
  [/\$$/g, ''],
  // Another number of characters.
  [
    /\{\d+\}/g,
    (count) => count.replace(/\d+/, (n) => `${Number(n) + 1}`),
    (count) => count.replace('}', ',}'),
    '+',
    '',
  ],
  [/\+/g, '*', ''],
  // Other characters.
  [/A-Z/g, 'A-Za-z', 'a-z', ''],
  [/0-9/g, '2-7', '1-9', '0-9a-z'],
];
