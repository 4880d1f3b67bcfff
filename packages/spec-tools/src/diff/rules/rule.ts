import type { Side } from '../../compare/place.ts';
import type { Change, Class, Verdict } from '../change.ts';

/**
 * A row of the table: which changes it is about, what they mean for somebody whose program was written against the older
 * document, and how to tell that person. `says` completes a sentence that begins with the thing that changed.
 */
export interface Rule {
  readonly id: string;
  readonly about: About;
  readonly class: Class;
  readonly says: (change: Change) => string;
}

export interface About {
  readonly what: string | readonly string[] | ((what: string) => boolean);
  /** Any, if left out. */
  readonly change?: Verdict | readonly Verdict[];
  readonly side?: Side;
  readonly when?: (change: Change) => boolean;
}

type Says = string | ((change: Change) => string);

export function breaking(id: string, about: About, says: Says): Rule {
  return rule('breaking', id, about, says);
}

export function additive(id: string, about: About, says: Says): Rule {
  return rule('additive', id, about, says);
}

export function docs(id: string, about: About, says: Says): Rule {
  return rule('docs', id, about, says);
}

function rule(level: Class, id: string, about: About, says: Says): Rule {
  return { id, about, class: level, says: typeof says === 'string' ? () => says : says };
}

export function isAbout({ about }: Rule, change: Change): boolean {
  const { what, when, side } = about;
  const thing = typeof what === 'function' ? what(change.what) : [what].flat().includes(change.what);
  const verdict = about.change === undefined || [about.change].flat().includes(change.change);
  return thing && verdict && (side === undefined || side === change.side) && (when?.(change) ?? true);
}
