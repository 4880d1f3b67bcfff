import { createHash } from 'node:crypto';
import { readExport } from './export/read-export.ts';
import type { Facts, Skeleton } from './facts.ts';
import { type Recognized, recognize } from './form.ts';
import { readOpenApi } from './openapi/read-openapi.ts';
import { readPage } from './page/read-page.ts';
import { type Problem, quoted, Reading } from './reading.ts';

export interface ReadOptions {
  /** `vNN.N`. It may be left out if the page, its address or the document states the version. */
  readonly graphVersion?: string | undefined;
  /** Where the page was downloaded. */
  readonly address?: string | undefined;
  /** The day of the reading; today unless given. */
  readonly now?: Date | undefined;
}

export interface ReadReference {
  readonly skeleton: Skeleton;
  /** Whether the page, its address or its document states the version; else only the caller says so. */
  readonly statesVersion: boolean;
  /** Not empty: the skeleton lacks facts that the page has. */
  readonly problems: readonly Problem[];
}

/** Reads one of Meta's reference pages, in any of its forms, into an OpenAPI skeleton: its facts, and none of its prose. */
export function readReference(text: string, options: ReadOptions = {}): ReadReference {
  const reading = new Reading();
  const recognized = recognize(text);
  const facts = readForm(recognized, reading);
  const own = ownVersions(options, facts);
  const graphVersion = versionOf(options, own, reading);
  const source: Skeleton['x-source'] = {
    form: recognized.form ?? 'unknown',
    graphVersion,
    address: options.address ?? 'unknown',
    ...(facts.pageAddress === undefined ? {} : { pageAddress: facts.pageAddress }),
    read: (options.now ?? new Date()).toISOString().slice(0, 10),
    sha256: createHash('sha256').update(text, 'utf8').digest('hex'),
    states: [...facts.states],
  };
  const skeleton: Skeleton = {
    openapi: '3.1.0',
    info: { title: facts.title, version: graphVersion },
    'x-source': source,
    ...facts.document,
    'x-ambiguous': reading.notes,
  };
  const problems = reading.problems.toSorted((a, b) => a.line - b.line);
  return { skeleton, statesVersion: own.length > 0, problems };
}

function readForm({ form, lines }: Recognized, reading: Reading): Facts {
  switch (form) {
    case 'page-text':
      return readPage(lines, reading);
    case 'markdown-export':
      return readExport(lines, reading);
    case 'openapi':
      return readOpenApi(lines, reading);
    default: {
      const first = lines.find((line) => line.text.trim() !== '');
      const found = first === undefined ? 'an empty file' : `a file that begins with ${quoted(first.text)}`;
      reading.problem(
        first?.number ?? 1,
        found,
        "page text, a Markdown export or an OpenAPI document of one of Meta's reference pages",
      );
      return { title: 'unknown', states: [], document: { paths: {} } };
    }
  }
}

export const versionPattern = /^v\d+\.\d+$/;

interface OwnVersion {
  readonly version: string | undefined;
  readonly where: string;
}

/** The versions that the page, its address or its document states. */
function ownVersions({ address }: ReadOptions, { pageAddress, version: stated }: Facts): OwnVersion[] {
  return [
    { version: versionIn(pageAddress), where: `the page's own address, ${pageAddress}` },
    { version: versionIn(address), where: `the address ${address}` },
    { version: stated !== undefined && versionPattern.test(stated) ? stated : undefined, where: 'info.version' },
  ].filter(({ version }) => version !== undefined);
}

/** The requested version, which the page must not contradict; or else the one that the page or its address states. */
function versionOf({ graphVersion }: ReadOptions, own: readonly OwnVersion[], reading: Reading): string {
  const version = graphVersion ?? own[0]?.version;
  if (version === undefined) {
    reading.problem(
      1,
      'no Graph API version: this form does not carry one',
      'the version, such as v23.0, or an address that has it',
    );
    return 'unknown';
  }
  if (!versionPattern.test(version)) reading.problem(1, `the version ${quoted(version)}`, 'a version such as v23.0');
  for (const other of own) {
    if (other.version !== version) reading.problem(1, `${other.version} in ${other.where}`, version);
  }
  return version;
}

/** `…/v23.0.md/`, `…/v23.0/`, and the `v26.0.0` that some pages write. */
export function versionIn(address: string | undefined): string | undefined {
  return /[/_](v\d+\.\d+)(?:\.0)?(?=[./?#]|$)/.exec(address ?? '')?.[1];
}
