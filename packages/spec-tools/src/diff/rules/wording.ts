import type { Change } from '../change.ts';
import { onlyIn } from '../direction.ts';
import { inWords } from '../words.ts';

export function quoted(value: unknown): string {
  return typeof value === 'string' ? `\`${value}\`` : `\`${JSON.stringify(value)}\``;
}

export function nowAndBefore({ before, after }: Change): string {
  if (before === undefined) return `now ${quoted(after)}, and was not stated before`;
  if (after === undefined) return `no longer stated, and was ${quoted(before)}`;
  return `now ${quoted(after)}, and was ${quoted(before)}`;
}

/** The members of a list that came, or that went. */
export function gained({ before, after }: Change): string {
  return inWords(onlyIn(after, before).map((value) => `\`${JSON.stringify(value)}\``));
}

export function lost({ before, after }: Change): string {
  return inWords(onlyIn(before, after).map((value) => `\`${JSON.stringify(value)}\``));
}

/** What a wider or a narrower schema means to the one who sends and to the one who receives. */
export function room({ side, change }: Change): string {
  const ofRequests = { wider: 'takes more than before', narrower: 'takes less than before' };
  const ofAnswers = { wider: 'can be more than before', narrower: 'is always within narrower limits' };
  const words = side === 'request' ? ofRequests : ofAnswers;
  if (change === 'wider' || change === 'narrower') return words[change];
  return side === 'request' ? 'takes other values than before' : 'can be something else than before';
}
