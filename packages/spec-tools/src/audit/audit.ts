import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { DocumentError, parseSource, type SourceText, sameJson } from '@whatsapp-qr/openapi-document';
import { matches } from '../compare/place.ts';
import { readSource } from '../find-versions.ts';
import { apiOf } from '../model/api.ts';
import type { Node } from '../model/node.ts';
import { type AcknowledgedAmbiguity, acknowledges, type LabelledByHand, readAcknowledged } from './acknowledged.ts';
import { type AmbiguousDifference, type Deviation, findDeviations, noSource } from './deviations.ts';
import { canState } from './form-limits.ts';
import { type LedgerPlace, readLedger } from './ledger.ts';
import { type Ambiguity, type Source, sourceOf } from './source.ts';

/** The files of one version folder. */
export interface VersionDocuments {
  readonly version: string;
  readonly spec: SourceText;
  readonly ledger: SourceText;
  readonly sources: readonly SourceText[];
  /** Where the folders of older versions are: carried decisions are held against their sources. */
  readonly specFolder?: string | undefined;
}

export interface Audit {
  readonly version: string;
  readonly sources: readonly Source[];
  /** Where to add an entry. */
  readonly ledgerFile: string;
  /** All deviations, whether the ledger explains them or not. */
  readonly deviations: readonly Deviation[];
  /** Deviations that the ledger does not explain. */
  readonly differences: readonly Deviation[];
  /** Places of the ledger at which there is no such deviation, each with the sources that it is wrong about. */
  readonly stale: readonly StalePlace[];
  readonly explained: number;
  /** How many places of the ledger are kept for want of a source that could state them. */
  readonly carried: number;
  /** What a source's form leaves open, where the spec differs from how it was read. */
  readonly unknown: readonly AmbiguousDifference[];
  /** Everything that a source's form leaves open. */
  readonly ambiguities: readonly OpenAmbiguity[];
  /** Places of the ledger's `ambiguous`, or entries of its `unlabelled`, that are about nothing. */
  readonly idle: readonly (AcknowledgedAmbiguity | LabelledByHand)[];
  /** Sources that state no version, of which the ledger does not say why they are of this one. */
  readonly unlabelled: readonly Source[];
}

export interface OpenAmbiguity {
  readonly source: Source;
  readonly ambiguity: Ambiguity;
  /** Whether the ledger says how it was settled. */
  readonly acknowledged: boolean;
}

/** What a source says otherwise than the spec at a place; nothing if it says the same, or nothing at all. */
export function otherSays({ deviations }: Audit, source: string, at: string): Deviation | undefined {
  return deviations.find((deviation) => deviation.source === source && deviation.at === at);
}

/** Whether nothing is left for a person to do. */
export function isQuiet({ differences, stale, ambiguities, idle, unlabelled }: Audit): boolean {
  return (
    [...differences, ...stale, ...idle, ...unlabelled].length === 0 &&
    ambiguities.every(({ acknowledged }) => acknowledged)
  );
}

export interface StalePlace extends LedgerPlace {
  /** Set for a carried place that the spec no longer has: the version of the sources that it was held against. */
  readonly heldAgainst?: string;
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
  const { deviations, ambiguous } = findDeviations(sources, spec);
  const ledger = readLedger(documents.ledger, documents.version);
  refuseUnknownSources(ledger, sources);
  const differences = deviations.filter((deviation) => !ledger.some((place) => explains(place, deviation)));
  const acknowledged = readAcknowledged(documents.ledger);
  const open = sources.flatMap((source) => source.ambiguities.map((ambiguity) => ({ source, ambiguity })));
  return {
    version: documents.version,
    sources,
    ledgerFile: documents.ledger.file,
    deviations,
    differences,
    stale: [
      ...ledger.flatMap((place) => staleAt(place, deviations, sources)),
      ...carriedInVain(ledger, spec, documents.specFolder),
    ],
    explained: deviations.length - differences.length,
    carried: ledger.filter((place) => place.carried !== undefined).length,
    unknown: ambiguous,
    ambiguities: open.map(({ source, ambiguity }) => ({
      source,
      ambiguity,
      acknowledged: acknowledged.ambiguities.some((place) => acknowledges(place, source, ambiguity)),
    })),
    idle: [
      ...acknowledged.ambiguities.filter(
        (place) => !open.some(({ source, ambiguity }) => acknowledges(place, source, ambiguity)),
      ),
      ...acknowledged.unlabelled.filter(({ source: name }) => !isUnlabelled(sources, name)),
    ],
    unlabelled: sources.filter(
      (source) => !source.labelled && !acknowledged.unlabelled.some(({ source: name }) => name === source.name),
    ),
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
    specFolder: path.dirname(path.resolve(folder)),
    sources: facts.sort().map((name) => readSource(path.join(reference, name))),
  };
}

/**
 * An entry explains what it says exactly: both sides as they are, by each of its sources on its own. One that is carried
 * explains it of any source, as the page that states it now may have another name.
 */
export function explains(place: LedgerPlace, { source, at, says, ours }: Deviation): boolean {
  const isOfSource = place.carried === undefined ? place.sources.includes(source) : source !== noSource;
  return isOfSource && matches(place.at, at) && sameJson(place.says, says) && sameJson(place.ours, ours);
}

/** Every place must be a deviation of each source that it names, or it is about something that no longer exists. */
function staleAt(place: LedgerPlace, deviations: readonly Deviation[], sources: readonly Source[]): StalePlace[] {
  const names = place.carried === undefined ? place.sources : namesTelling(place, deviations, sources);
  const idle = names.filter(
    (source) =>
      place.carried !== undefined ||
      !deviations.some((deviation) => deviation.source === source && explains(place, deviation)),
  );
  if (idle.length === 0) return [];
  const instead = deviations.filter(({ source, at }) => idle.includes(source) && matches(place.at, at));
  return [{ ...place, sources: idle, instead }];
}

/**
 * Carried places that are no difference any more between the spec and the sources that they are from, as these still stand
 * in the folder of their version.
 */
function carriedInVain(ledger: readonly LedgerPlace[], spec: Node, specFolder: string | undefined): StalePlace[] {
  const known = new Map<string, readonly Deviation[] | undefined>();
  const deviationsFrom = (version: string, name: string): readonly Deviation[] | undefined => {
    const file = path.join(specFolder ?? '', version, 'reference', `${name}.yaml`);
    if (!known.has(file)) {
      const source = existsSync(file) ? sourceOf(readSource(file), version) : undefined;
      known.set(file, source === undefined ? undefined : findDeviations([source], spec).deviations);
    }
    return known.get(file);
  };
  return ledger.flatMap((place) => {
    const { carried, at, sources } = place;
    if (carried === undefined || specFolder === undefined) return [];
    const idle = sources.filter((name) => {
      const deviations = deviationsFrom(carried, name);
      return deviations !== undefined && !deviations.some((deviation) => explains(place, deviation));
    });
    if (idle.length === 0) return [];
    const instead = idle
      .flatMap((name) => deviationsFrom(carried, name) ?? [])
      .filter(({ at: own }) => matches(at, own));
    return [{ ...place, sources: idle, heldAgainst: carried, instead }];
  });
}

/** The sources of this version that state a carried place, or that it was about and that could state it. */
function namesTelling(place: LedgerPlace, deviations: readonly Deviation[], sources: readonly Source[]): string[] {
  const stating = (name: string): boolean =>
    deviations.some((deviation) => deviation.source === name && explains(place, deviation));
  return sources
    .filter((source) => stating(source.name) || (place.sources.includes(source.name) && canState(source, place.at)))
    .map(({ name }) => name);
}

function isUnlabelled(sources: readonly Source[], name: string): boolean {
  return sources.some((source) => source.name === name && !source.labelled);
}

function refuseUnknownSources(ledger: readonly LedgerPlace[], sources: readonly Source[]): void {
  const known = [...sources.map(({ name }) => name), noSource];
  for (const { file, line, sources: named, carried } of ledger) {
    const stranger = carried === undefined ? named.find((name) => !known.includes(name)) : undefined;
    if (stranger !== undefined) {
      throw new DocumentError(
        `${file}:${line}: no source is called ${JSON.stringify(stranger)}; there are ${known.join(', ')}`,
      );
    }
  }
}
