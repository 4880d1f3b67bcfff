import { type Scenarios, scenarios } from './generated/scenarios.ts';
import { quote } from './quote.ts';

/** A Graph API version that the mock can respond as. */
export type GraphVersion = keyof Scenarios;

/** An operation of that version, by its `operationId`: `getQrCode`, for instance. */
export type OperationId<V extends GraphVersion = GraphVersion> = { [W in V]: keyof Scenarios[W] & string }[V];

/** A status that the operation documents. */
export type DocumentedStatus<V extends GraphVersion, O extends OperationId<V>> = keyof Scenarios[V][O] & number;

/** The name of an example that the operation documents, under whatever status. */
export type ExampleName<V extends GraphVersion, O extends OperationId<V>> = {
  [S in DocumentedStatus<V, O>]: Scenarios[V][O][S] extends readonly (infer Name extends string)[] ? Name : never;
}[DocumentedStatus<V, O>];

/** What one operation documents: example names by status, in the order of the document. */
export type OperationScenarios = ReadonlyMap<number, readonly string[]>;

export const graphVersions: readonly string[] = Object.keys(scenarios);

/** Throws a `TypeError` that lists the versions there are, unless it is one of them. */
export function requireGraphVersion(version: string): asserts version is GraphVersion {
  if (Object.hasOwn(scenarios, version)) return;
  throw new TypeError(`Graph version: expected one of ${graphVersions.join(', ')}; received ${quote(version)}.`);
}

/** The documented names as data, in the order of the document. */
export function scenariosOf<V extends GraphVersion>(version: V): [OperationId<V>, OperationScenarios][] {
  const operations = scenarios[version];
  const isOperationId = (id: string): id is OperationId<V> => Object.hasOwn(operations, id);
  return Object.entries<Readonly<Record<number, readonly string[]>>>(operations).flatMap(([id, byStatus]) => {
    const documented = new Map(Object.entries(byStatus).map(([status, names]) => [Number(status), names]));
    return isOperationId(id) ? [[id, documented]] : [];
  });
}
