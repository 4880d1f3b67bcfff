import { header, propertyKey, stringLiteral } from './typescript-text.ts';
import type { GraphVersion } from './versions.ts';

/** The client's list of versions with their dates. The dates are typed as strings: a date announced breaks no type. */
export function graphVersionsSource(versions: readonly GraphVersion[]): string {
  const names = versions.map(({ version }) => stringLiteral(version)).join(' | ');
  const rows = versions.map(({ version, released, availableUntil }) => {
    const until = availableUntil === null ? 'null' : stringLiteral(availableUntil);
    return `  ${propertyKey(version)}: { released: ${stringLiteral(released)}, availableUntil: ${until} },\n`;
  });
  return `${header('spec/versions.yaml')}/** A Graph API version that this package has an entry for. */
export type GraphVersion = ${names};

/** Calendar days, such as \`2025-05-29\`. */
export interface GraphVersionDates {
  readonly released: string;
  /** The last day on which this version answers; \`null\` while Meta has not announced it. */
  readonly availableUntil: string | null;
}

/** The Graph API versions that this package has entries for, oldest first. */
export const graphVersions: Readonly<Record<GraphVersion, GraphVersionDates>> = {
${rows.join('')}};
`;
}
