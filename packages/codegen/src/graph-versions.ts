import { clientFacts, imageFormatsOf } from './client-facts.ts';
import type { SpecVersion } from './spec.ts';
import { header, propertyKey, stringLiteral } from './typescript-text.ts';

/** The client's list of versions with their dates. The dates are typed as strings, so that a newly announced date breaks no type. */
export function graphVersionsSource(versions: readonly SpecVersion[]): string {
  const names = versions.map(({ version }) => stringLiteral(version)).join(' | ');
  const rows = versions.map(({ version, released, availableUntil }) => {
    const until = availableUntil === null ? 'null' : stringLiteral(availableUntil);
    return `  ${propertyKey(version)}: { released: ${stringLiteral(released)}, availableUntil: ${until} },\n`;
  });
  const formats = new Set(versions.flatMap((version) => imageFormatsOf(clientFacts(version))));
  const formatType = [...formats].sort().map(stringLiteral).join(' | ') || 'never';
  return `${header('spec/versions.yaml', ...versions.map(({ document }) => document.file))}/** A Graph API version that this package has an entry for. */
export type GraphVersion = ${names};

/** An image format of any of these versions. */
export type QrImageFormat = ${formatType};

/** Calendar days, such as \`2025-05-29\`. */
export interface GraphVersionDates {
  readonly released: string;
  /** The last day on which Meta serves this version; \`null\` while it is not announced. */
  readonly availableUntil: string | null;
}

/** The Graph API versions that this package has entries for, oldest first. */
export const graphVersions: Readonly<Record<GraphVersion, GraphVersionDates>> = {
${rows.join('')}};
`;
}

/** The types that the client is compiled with; the entries of other versions compare theirs with them. */
export function oldestVersionSource([oldest]: readonly SpecVersion[]): string {
  if (oldest === undefined) throw new Error('Expected at least one version.');
  return `${header('spec/versions.yaml')}export type { paths } from './${oldest.version}/schema.ts';
`;
}
