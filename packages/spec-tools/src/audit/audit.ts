import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { DocumentError, parseSource, type SourceText, sameJson } from '@whatsapp-qr/openapi-document';
import { matches } from '../compare/place.ts';
import { apiOf } from '../model/api.ts';
import { readSource } from '../version-folder.ts';
import { type Deviation, type Doubted, findDeviations, noSource } from './deviations.ts';
import { type LedgerPlace, readLedger } from './ledger.ts';
import { type Source, sourceOf } from './source.ts';

/** The files of one version folder. */
export interface VersionDocuments {
  readonly version: string;
  readonly spec: SourceText;
  readonly ledger: SourceText;
  readonly sources: readonly SourceText[];
}

export interface Audit {
  readonly version: string;
  readonly sources: readonly Source[];
  /** Where to add an entry. */
  readonly ledgerFile: string;
  /** Deviations that the ledger does not explain. */
  readonly differences: readonly Deviation[];
  /** Places of the ledger at which there is no such deviation, each with the sources that it is wrong about. */
  readonly stale: readonly StalePlace[];
  readonly explained: number;
  /** What a source's form leaves open. */
  readonly unknown: readonly Doubted[];
}

export interface StalePlace extends LedgerPlace {
  /** What is true there instead, if anything differs at all. */
  readonly instead: readonly Deviation[];
}

/** Holds a version's spec (its folder, or its documents) against the facts of its sources, and both against the ledger. */
export function auditVersion(of: string | VersionDocuments): Audit {
  const documents = typeof of === 'string' ? documentsOf(of) : of;
  const sources = documents.sources.map((source) => sourceOf(source, documents.version));
  if (sources.length === 0) {
    throw new DocumentError(
      `${documents.spec.file}: there are no facts to hold it against; put them into reference/ beside it with: pnpm spec read FILE --graph-version ${documents.version}`,
    );
  }
  const document = parseSource(documents.spec);
  const spec = apiOf(document);
  const stated = spec.facts.get('version');
  if (stated?.value !== documents.version) {
    throw new DocumentError(
      `${document.file}:${document.lineOf('#/info/version')}: expected "info.version: ${documents.version}", the name of the folder, found ${JSON.stringify(stated?.value)}`,
    );
  }
  const { deviations, doubted } = findDeviations(sources, spec);
  const ledger = readLedger(documents.ledger, documents.version);
  refuseUnknownSources(ledger, sources);
  const differences = deviations.filter((deviation) => !ledger.some((place) => explains(place, deviation)));
  return {
    version: documents.version,
    sources,
    ledgerFile: documents.ledger.file,
    differences,
    stale: ledger.flatMap((place) => staleAt(place, deviations)),
    explained: deviations.length - differences.length,
    unknown: doubted,
  };
}

export function documentsOf(folder: string): VersionDocuments {
  const reference = path.join(folder, 'reference');
  const ledger = path.join(folder, 'deviations.yaml');
  const version = path.basename(path.resolve(folder));
  const facts = existsSync(reference) ? readdirSync(reference).filter((name) => name.endsWith('.yaml')) : [];
  return {
    version,
    spec: readSource(path.join(folder, 'openapi.yaml')),
    ledger: existsSync(ledger) ? readSource(ledger) : { file: ledger, text: `version: ${version}\ndeviations: []\n` },
    sources: facts.sort().map((name) => readSource(path.join(reference, name))),
  };
}

/** An entry explains what it says exactly: both sides as they are, by each of its sources on its own. */
export function explains(place: LedgerPlace, { source, at, says, ours }: Deviation): boolean {
  return (
    place.sources.includes(source) && matches(place.at, at) && sameJson(place.says, says) && sameJson(place.ours, ours)
  );
}

/** Every place must be a deviation of each source that it names, or it tells of something that is no more. */
function staleAt(place: LedgerPlace, deviations: readonly Deviation[]): StalePlace[] {
  const idle = place.sources.filter(
    (source) => !deviations.some((deviation) => deviation.source === source && explains(place, deviation)),
  );
  if (idle.length === 0) return [];
  const instead = deviations.filter(({ source, at }) => idle.includes(source) && matches(place.at, at));
  return [{ ...place, sources: idle, instead }];
}

function refuseUnknownSources(ledger: readonly LedgerPlace[], sources: readonly Source[]): void {
  const known = [...sources.map(({ name }) => name), noSource];
  for (const { file, line, sources: named } of ledger) {
    const stranger = named.find((name) => !known.includes(name));
    if (stranger !== undefined) {
      throw new DocumentError(
        `${file}:${line}: no source is called ${JSON.stringify(stranger)}; there are ${known.join(', ')}`,
      );
    }
  }
}
