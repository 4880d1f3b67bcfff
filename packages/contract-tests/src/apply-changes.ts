import type { OperationName } from '@whatsapp-qr/client';
import type { ChangedResponse, Changes } from './changes.ts';
import type { OperationCalls, SomeContract } from './contract.ts';

/** The expectations of a version: those of the version before it, with the new version in them, plus its changes. */
export function applyChanges(
  before: SomeContract,
  changes: Changes<unknown>,
  version: string,
  entry: Pick<SomeContract, 'createQrCodeClient' | 'startMock' | 'createMockFetch'>,
): SomeContract {
  const { gone = {}, answers = {}, calls = [], refusals = [], accepted = [], paging = before.paging } = changes;
  const moved = <T>(value: T): T => inVersion(value, changes.from, version);
  const methods = [...before.calls.map(moved).filter(({ operation }) => !hasCall(calls, operation)), ...calls];
  const changed = methods.map((method) => ({
    ...method,
    answers: mapStatuses(method.answers, gone[method.operation], answers[method.operation], (response, old) => {
      const { outcome: _outcome, ...rest } = response;
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
  const replaced = new Set([...accepted, ...refusals.map(({ what }) => what)]);
  return {
    ...entry,
    version,
    outcomes: { ...before.outcomes, ...outcomes },
    calls: changed,
    refusals: [...before.refusals.map(moved).filter(({ what }) => !replaced.has(what)), ...refusals],
    paging: moved(paging),
  };
}

type ByStatus<T> = Readonly<Record<number, Readonly<Record<string, T>>>>;

function mapStatuses<T>(
  before: ByStatus<T> = {},
  gone: readonly (number | string)[] = [],
  changed: ByStatus<ChangedResponse<unknown>> = {},
  merge: (response: ChangedResponse<unknown>, old: T | undefined) => T,
): ByStatus<T> {
  const statuses = [...new Set([...Object.keys(before), ...Object.keys(changed)])].map(Number);
  return Object.fromEntries(
    statuses.flatMap((status): [number, Readonly<Record<string, T>>][] => {
      if (gone.includes(status)) return [];
      const kept = Object.entries(before[status] ?? {}).filter(([name]) => !gone.includes(`${status} ${name}`));
      const replaced = Object.entries(changed[status] ?? {}).map(([name, response]): [string, T] => [
        name,
        merge(response, before[status]?.[name]),
      ]);
      const examples = Object.fromEntries([...kept, ...replaced]);
      return Object.keys(examples).length === 0 ? [] : [[status, examples]];
    }),
  );
}

function unknownOutcome(version: string, operation: OperationName): never {
  throw new Error(`expected/${version}/changes.ts: a new response of ${operation} requires "outcome"`);
}

function hasCall(calls: readonly OperationCalls<unknown>[], operation: OperationName): boolean {
  return calls.some((call) => call.operation === operation);
}

/** Replaces the version in paths and links; functions receive it as an argument. */
function inVersion<T>(value: T, from: string, to: string): T {
  const moved = (part: unknown): unknown => {
    if (typeof part === 'string') return part.replaceAll(`/${from}/`, `/${to}/`);
    if (Array.isArray(part)) return part.map(moved);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, member]) => [key, moved(member)]));
  };
  // The type is preserved: only strings are replaced, by strings.
  return moved(value) as T;
}
