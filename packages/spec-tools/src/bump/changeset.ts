import type { Deviation } from '../audit/deviations.ts';
import type { Difference } from '../compare/compare.ts';
import { findingsOf } from '../diff/diff.ts';
import { markdownLine } from '../markdown.ts';

const packages = ['@whatsapp-qr/client', '@whatsapp-qr/mock', '@whatsapp-qr/spec'];

/**
 * A version more is a minor of the packages. What breaks for those who change their import is told in words: what the
 * pages say otherwise than the former version's document.
 */
export function changesetFor(version: string, from: string, edits: readonly Deviation[]): string {
  const findings = findingsOf(
    edits.map(({ difference }) => reversed(difference)),
    [from, version],
  );
  const sentences = (wanted: string): string[] => [
    ...new Set(
      findings.filter((finding) => finding.class === wanted).map(({ sentence }) => `- ${markdownLine(sentence)}`),
    ),
  ];
  const breaking = sentences('breaking');
  const additive = sentences('additive');
  const parts = [
    `Graph API ${version}: import from \`@whatsapp-qr/client/${version}\`, start the mock with \`version: '${version}'\`. Nothing changes for programs that stay with ${from}.`,
    ...(breaking.length === 0
      ? [`Changing the import from ${from} breaks nothing.`]
      : [`What breaks when the import is changed from ${from}:`, breaking.join('\n')]),
    ...(additive.length === 0 ? [] : ['What is new:', additive.join('\n')]),
  ];
  const front = packages.map((name) => `'${name}': minor`).join('\n');
  return `---\n${front}\n---\n\n${parts.join('\n\n')}\n`;
}

/** From the spec, which still says what the former version said, to the page. */
function reversed({ place, before, after, ...difference }: Difference): Difference {
  const pairs = place.pairs.map((pair) => ({ before: pair.after, after: pair.before }));
  return { ...difference, place: { text: place.text, pairs }, before: after, after: before };
}
