import { type Figure, figureOf } from './figure.ts';

/** A limit for a figure, or, with `of`, for its ratio to that of a peer. */
export interface Target {
  readonly is: 'at least' | 'at most';
  readonly limit: number;
  readonly of?: string;
}

/** One line of the table. */
export interface Row {
  readonly what: string;
  readonly unit: string;
  /** Digits after the decimal point. */
  readonly digits: number;
  readonly ours: Figure;
  readonly peers: Readonly<Record<string, Figure>>;
  readonly target?: Target;
  /** The figure divided by that of the peer that the target names. */
  readonly ratio?: Figure;
  readonly isMet?: boolean;
}

/** Samples of a line, one for each round. */
export interface Samples extends Pick<Row, 'what' | 'unit' | 'target'> {
  readonly digits?: number;
  readonly ours: readonly number[];
  readonly peers?: Readonly<Record<string, readonly number[]>>;
  /** Ratios to the peer of the target, where they were measured as such; otherwise those of each round's samples. */
  readonly ratios?: readonly number[];
}

export function createRow({ what, unit, digits = 0, target, ours, peers = {}, ratios }: Samples): Row {
  const figures = Object.fromEntries(Object.entries(peers).map(([name, samples]) => [name, figureOf(samples)]));
  const row = { what, unit, digits, ours: figureOf(ours), peers: figures };
  if (!target) return row;
  const { is, limit, of } = target;
  if (of === undefined) return { ...row, target, isMet: meets(is, row.ours.median, limit) };
  const base = peers[of];
  if (!base) throw new Error(`Expected samples of ${of}, the peer of the target of '${what}'.`);
  const ratio = figureOf(ratios ?? ours.map((sample, round) => sample / (base[round] ?? Number.NaN)));
  return { ...row, target, ratio, isMet: meets(is, ratio.median, limit) };
}

const meets = (is: Target['is'], value: number, limit: number) => (is === 'at least' ? value >= limit : value <= limit);
