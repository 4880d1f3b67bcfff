import path from 'node:path';
import {
  type At,
  child,
  DocumentError,
  elements,
  expectObject,
  isArray,
  isObject,
  type Json,
  parseSource,
  place,
  rootOf,
  type SourceText,
} from '@whatsapp-qr/openapi-document';
import { versionIn } from '@whatsapp-qr/reference-reader';
import { apiOf } from '../model/api.ts';
import type { Node } from '../model/node.ts';

/** The facts that were read from one of Meta's files, and what is known of that file. */
export interface Source {
  /** The name of the facts' file without its ending: what the ledger calls the source. */
  readonly name: string;
  readonly file: string;
  readonly api: Node;
  readonly form: string;
  readonly address: string;
  readonly read: string;
  /** Of the file that was read. */
  readonly sha256: string;
  /** Whether the page or its address states the version. If not, the ledger has to say why it is of this version. */
  readonly labelled: boolean;
  readonly states: ReadonlySet<string>;
  readonly ambiguities: readonly Ambiguity[];
}

/** Something that the form of a page leaves open, in the words of the tool that read it. */
export interface Ambiguity {
  readonly line: number;
  readonly note: string;
  readonly pointer: string;
  /** The other places at which the page may mean to have it. */
  readonly alternatives: readonly string[];
}

export function sourceOf(text: SourceText, version: string): Source {
  const document = parseSource(text);
  const root = rootOf(document);
  const about = child(root, 'x-source');
  if (about === undefined) {
    throw new DocumentError(
      `${document.file}: expected "x-source", which states where the facts are from; make the file with: pnpm spec read`,
    );
  }
  const unread = child(root, 'x-unread');
  if (unread !== undefined) {
    throw new DocumentError(
      `${place(unread)}: these facts are not whole; read the page again: ${JSON.stringify(unread.value)}`,
    );
  }
  const stated = expectObject(about, 'x-source').value;
  const graphVersion = textOr(stated.graphVersion, 'unknown');
  if (graphVersion !== version) {
    throw new DocumentError(
      `${place(child(about, 'graphVersion') ?? about)}: these are facts of ${graphVersion}, but they stand in the folder of ${version}`,
    );
  }
  const form = textOr(stated.form, 'unknown');
  // Where the file was read from, and the address that the page itself states: either is evidence of the version.
  const addresses = [stated.address, stated.pageAddress].map((address) => textOr(address, 'unknown'));
  return {
    name: path.basename(document.file).replace(/\.(ya?ml|json)$/, ''),
    file: document.file,
    api: apiOf(document),
    form,
    address: addresses.find((address) => address !== 'unknown') ?? 'unknown',
    labelled: form === 'openapi' || addresses.some((address) => versionIn(address) !== undefined),
    read: textOr(stated.read, 'unknown'),
    sha256: textOr(stated.sha256, 'unknown'),
    states: new Set((isArray(stated.states) ? stated.states : []).map(String)),
    ambiguities: elements(child(root, 'x-ambiguous')).map(ambiguityOf),
  };
}

function ambiguityOf(at: At): Ambiguity {
  const { line, pointer, note, alternatives } = isObject(at.value) ? at.value : {};
  if (typeof pointer !== 'string' || typeof note !== 'string') {
    throw new DocumentError(`${place(at)}: expected { line, pointer, note }, found ${JSON.stringify(at.value)}`);
  }
  const others = isArray(alternatives) ? alternatives.filter((other) => typeof other === 'string') : [];
  return { line: typeof line === 'number' ? line : 0, note, pointer, alternatives: others };
}

function textOr(value: Json | undefined, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : otherwise;
}
