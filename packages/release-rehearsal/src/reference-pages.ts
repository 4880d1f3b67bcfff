import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** A page of Meta's reference, as it would be downloaded. */
export interface ReferencePage {
  readonly version: string;
  readonly address: string;
  /** The facts that are kept of it, under `reference/` of its version. */
  readonly kept?: Facts;
  /** Whether it is not there yet: it describes a version that the spec has not. */
  readonly isExpected: boolean;
}

export interface Facts {
  readonly 'x-source': { readonly form: string; readonly address: string; readonly pageAddress?: string };
  readonly [part: string]: unknown;
}

interface VersionEntry {
  readonly references: readonly { readonly address: string }[];
}

/** The pages that versions.yaml names, and those of the versions after, at the addresses that Meta gives them. */
export function referencePages(specFolder: string): readonly ReferencePage[] {
  const versions: Record<string, VersionEntry> = parse(readFileSync(join(specFolder, 'versions.yaml'), 'utf8'));
  const named = Object.entries(versions).flatMap(([version, { references }]) => {
    const facts = keptFacts(join(specFolder, version, 'reference'));
    return references
      .filter(({ address }) => address !== 'unknown')
      .map(({ address }): ReferencePage => {
        const kept = facts.find(({ 'x-source': source }) => [source.address, source.pageAddress].includes(address));
        return { version, address, isExpected: true, ...(kept && { kept }) };
      });
  });
  const next = nextVersions(specFolder, Object.keys(versions));
  const later = next.flatMap((version) => {
    const addresses = new Set(named.map((page) => page.address.replaceAll(page.version, version)));
    return [...addresses].map((address): ReferencePage => ({ version, address, isExpected: false }));
  });
  return [...named, ...later];
}

/** Those in use without a folder, or else the one after the newest. */
function nextVersions(specFolder: string, described: readonly string[]): readonly string[] {
  const file: Record<string, unknown> | null = parse(
    readFileSync(join(specFolder, 'undescribed-versions.yaml'), 'utf8'),
  );
  const undescribed = Object.keys(file ?? {});
  const newest = Math.max(...described.map((version) => Number.parseFloat(version.slice(1))));
  return undescribed.length > 0 ? undescribed : [`v${newest + 1}.0`];
}

function keptFacts(folder: string): readonly Facts[] {
  return readdirSync(folder).map((file) => parse(readFileSync(join(folder, file), 'utf8')));
}
