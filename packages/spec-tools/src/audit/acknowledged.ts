import {
  type At,
  child,
  DocumentError,
  elements,
  isArray,
  keysOf,
  parseSource,
  place,
  rootOf,
  type SourceText,
} from '@whatsapp-qr/openapi-document';
import { withKeys, withReasons } from './ledger.ts';
import type { Ambiguity, Source } from './source.ts';

/** A place of the ledger's `ambiguous`: what pages leave open there was looked at and settled. */
export interface AcknowledgedAmbiguity {
  readonly file: string;
  readonly line: number;
  readonly sources: readonly string[];
  /** A JSON pointer into the facts of the sources, in which `*` stands for any one key. */
  readonly at: string;
}

/** An entry of the ledger's `unlabelled`: why a page that states no version is taken for one of this version. */
export interface LabelledByHand {
  readonly file: string;
  readonly line: number;
  readonly source: string;
}

export interface Acknowledged {
  readonly ambiguities: readonly AcknowledgedAmbiguity[];
  readonly unlabelled: readonly LabelledByHand[];
}

export function readAcknowledged(text: SourceText): Acknowledged {
  const root = rootOf(parseSource(text));
  return {
    ambiguities: listAt(root, 'ambiguous').flatMap((entry) => {
      const sources = withReasons(entry, ['sources', 'why', 'evidence', 'places']);
      return elements(child(entry, 'places')).map((at) => {
        if (typeof at.value !== 'string' || !at.value.startsWith('#'))
          throw new DocumentError(`${place(at)}: expected a pointer such as "#/components/schemas/A/properties/*"`);
        return { ...spotOf(at), sources, at: at.value };
      });
    }),
    unlabelled: listAt(root, 'unlabelled').map((entry) => {
      const { source, evidence } = withKeys(entry, ['source', 'evidence'], ['source', 'evidence']);
      if (typeof source !== 'string' || typeof evidence !== 'string' || evidence.trim() === '')
        throw new DocumentError(`${place(entry)}: expected "source", a file of reference/, and "evidence", a sentence`);
      return { ...spotOf(entry), source };
    }),
  };
}

/** Whether the ledger has settled what this page leaves open. */
export function acknowledges({ sources, at }: AcknowledgedAmbiguity, source: Source, ambiguity: Ambiguity): boolean {
  const wanted = keysOf(at);
  const keys = keysOf(ambiguity.pointer);
  return (
    sources.includes(source.name) &&
    wanted.length === keys.length &&
    wanted.every((key, index) => key === '*' || key === keys[index])
  );
}

function listAt(root: At, key: string): At[] {
  const list = child(root, key);
  if (list === undefined) return [];
  if (!isArray(list.value)) throw new DocumentError(`${place(list)}: expected "${key}", a list`);
  return elements(list);
}

function spotOf({ document, pointer }: At): { file: string; line: number } {
  return { file: document.file, line: document.lineOf(pointer) };
}
