/** The checks that a mutant can be noticed by, in the order in which they are told. */
export const checkNames = ['lint', 'structure and examples', 'audit', 'generator', 'types', 'contract'] as const;
export type CheckName = (typeof checkNames)[number];

/** What a check said against a mutant, in a line; nothing of a check that noticed nothing. */
export type Findings = Readonly<Partial<Record<CheckName, string>>>;

/** The first line of a message, at a length that a terminal has. */
export function inOneLine(message: string): string {
  const [line = ''] = message.trim().split('\n');
  return line.length > 160 ? `${line.slice(0, 159)}…` : line;
}
