import { canonical, isObject, parseSource } from '@whatsapp-qr/openapi-document';
import { formatProblem, printFacts, type ReadReference, readReference } from '@whatsapp-qr/reference-reader';
import { apiOf } from '../model/api.ts';
import { operationKey, operationsOf } from '../model/node.ts';
import { selectOperations } from './select-operations.ts';

/** One of Meta's pages as downloaded. */
export interface ReferenceFile {
  readonly file: string;
  readonly text: string;
  /** `unknown`: somebody looked, and vouches for the version all the same. */
  readonly address?: string | undefined;
}

/** A page that was read, and found to be about this API. */
export interface Reference {
  readonly file: string;
  /** The facts as they will be written. */
  readonly facts: string;
  readonly title: string;
  readonly form: string;
  readonly address: string;
  readonly sha256: string;
  /** Whether the page, its address or whoever gave it says which version it is of. */
  readonly vouchedFor: boolean;
  readonly operations: readonly string[];
  /** Operations of other APIs that the file has besides; they are not kept. */
  readonly leftOut: readonly string[];
}

/** Refuses the same page given twice, as one file or as two copies of it. */
export function refuseTwice(references: readonly { readonly file: string; readonly facts: string }[]): void {
  for (const [index, { file, facts }] of references.entries()) {
    const same = references.slice(0, index).find((other) => factsAlone(other.facts) === factsAlone(facts));
    if (same !== undefined) {
      throw new Error(`${file} has the same facts as ${same.file}, in the same form: expected each page once`);
    }
  }
}

/** Without where and when they were read, and without lines. */
function factsAlone(facts: string): string {
  const { root } = parseSource({ file: 'facts', text: facts });
  const { 'x-ambiguous': _ambiguities, 'x-source': source, ...rest } = isObject(root) ? root : {};
  return canonical({ ...rest, form: isObject(source) ? (source.form ?? null) : null });
}

/** Refuses a page that cannot be read whole, is one of another version, or is about another API. */
export function readReferenceFile(
  reference: ReferenceFile,
  version: string,
  known: readonly string[],
  now: Date,
): Reference {
  const { file, text, address } = reference;
  const read = readReference(text, {
    graphVersion: version,
    address: address === 'unknown' ? undefined : address,
    now,
  });
  if (read.problems.length > 0) {
    throw new Error(
      `${file} cannot be taken for ${version}:\n${read.problems.map((problem) => `  ${file}: ${formatProblem(problem)}`).join('\n')}`,
    );
  }
  const all = operationsIn(file, read);
  // A page is about one API as a whole, what is new in it included. An OpenAPI document may be about many.
  const skeleton =
    read.skeleton['x-source'].form === 'openapi' ? selectOperations(read.skeleton, known) : read.skeleton;
  const operations = operationsIn(file, { ...read, skeleton });
  const ours = new Set(known.map(operationKey));
  if (!operations.some((operation) => ours.has(operationKey(operation)))) {
    throw new Error(
      `${file} is about another API: it has ${all.join(', ') || 'no operation'}; expected at least one of ${known.join(', ')}`,
    );
  }
  const source = skeleton['x-source'];
  return {
    file,
    facts: printFacts({ ...read, skeleton }, 'yaml'),
    title: skeleton.info.title,
    form: source.form,
    address: source.address === 'unknown' ? (source.pageAddress ?? 'unknown') : source.address,
    sha256: source.sha256,
    vouchedFor: read.statesVersion || address !== undefined,
    operations,
    leftOut: all.filter((operation) => !operations.includes(operation)),
  };
}

function operationsIn(file: string, read: ReadReference): string[] {
  return operationsOf(apiOf(parseSource({ file, text: printFacts(read, 'yaml') })));
}
