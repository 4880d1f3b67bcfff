import type { OperationName } from '@whatsapp-qr/client';
import type { ChangedAnswer, Changes } from './changes.ts';
import type { OperationCalls, SomeContract } from './contract.ts';

/** The expectations of a version: those of the version before it, with the version changed in them, and its changes. */
export function applyChanges(
  before: SomeContract,
  changes: Changes<unknown>,
  version: string,
  entry: Pick<SomeContract, 'createQrCodeClient' | 'startMock' | 'createMockFetch'>,
): SomeContract {
  const { gone = {}, answers = {}, calls = [], refusals = [], accepted = [], paging = before.paging } = changes;
  const moved = <T>(value: T): T => inVersion(value, changes.from, version);
  const methods = [...before.calls.map(moved).filter(({ operation }) => !names(calls, operation)), ...calls];
  const changed = methods.map((method) => ({
    ...method,
    answers: mapStatuses(method.answers, gone[method.operation], answers[method.operation], (answer, old) => {
      const { outcome: _outcome, ...rest } = answer;
      return { ...old, ...rest };
    }),
  }));
  const outcomes = Object.fromEntries(
    methods.map(({ operation }) => [
      operation,
      mapStatuses(
        before.outcomes[operation],
        gone[operation],
        answers[operation],
        ({ outcome }, old) => outcome ?? old ?? unknownOutcome(version, operation),
      ),
    ]),
  );
  const renewed = new Set([...accepted, ...refusals.map(({ what }) => what)]);
  return {
    ...entry,
    version,
    outcomes: { ...before.outcomes, ...outcomes },
    calls: changed,
    refusals: [...before.refusals.map(moved).filter(({ what }) => !renewed.has(what)), ...refusals],
    paging: moved(paging),
  };
}

type ByStatus<T> = Readonly<Record<number, Readonly<Record<string, T>>>>;

function mapStatuses<T>(
  before: ByStatus<T> = {},
  gone: readonly (number | string)[] = [],
  changed: ByStatus<ChangedAnswer<unknown>> = {},
  merge: (answer: ChangedAnswer<unknown>, old: T | undefined) => T,
): ByStatus<T> {
  const statuses = [...new Set([...Object.keys(before), ...Object.keys(changed)])].map(Number);
  return Object.fromEntries(
    statuses.flatMap((status): [number, Readonly<Record<string, T>>][] => {
      if (gone.includes(status)) return [];
      const kept = Object.entries(before[status] ?? {}).filter(([name]) => !gone.includes(`${status} ${name}`));
      const renewed = Object.entries(changed[status] ?? {}).map(([name, answer]): [string, T] => [
        name,
        merge(answer, before[status]?.[name]),
      ]);
      const examples = Object.fromEntries([...kept, ...renewed]);
      return Object.keys(examples).length === 0 ? [] : [[status, examples]];
    }),
  );
}

function unknownOutcome(version: string, operation: OperationName): never {
  throw new Error(`expected/${version}/changes.ts: a new answer of ${operation} needs its "outcome"`);
}

function names(calls: readonly OperationCalls<unknown>[], operation: OperationName): boolean {
  return calls.some((call) => call.operation === operation);
}

/** Paths and links name the version; functions are given it when they are called. */
function inVersion<T>(value: T, from: string, to: string): T {
  const moved = (part: unknown): unknown => {
    if (typeof part === 'string') return part.replaceAll(`/${from}/`, `/${to}/`);
    if (Array.isArray(part)) return part.map(moved);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, member]) => [key, moved(member)]));
  };
  // What comes out has the form of what goes in: only strings are replaced, by strings.
  return moved(value) as T;
}
