/** The checks that can notice a mutant, in the order of the report. */
export const checkNames = ['lint', 'structure and examples', 'audit', 'generator', 'types', 'contract'] as const;
export type CheckName = (typeof checkNames)[number];

/** The finding of each check that noticed a mutant, in one line. */
export type Findings = Readonly<Partial<Record<CheckName, string>>>;

/** The first line of a message, at a length that a terminal has. */
export function inOneLine(message: string): string {
  const [line = ''] = message.trim().split('\n');
  return line.length > 160 ? `${line.slice(0, 159)}…` : line;
}
