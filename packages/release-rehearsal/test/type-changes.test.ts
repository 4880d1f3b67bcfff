// What counts as breaking in the types of a package. All modules are compared in one program, which takes a second or two.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { typeChanges } from '../src/type-changes.ts';

const released = `
export interface Options { readonly id: string; readonly limit?: number | undefined; readonly hooks?: Hooks }
export interface Hooks { onEnd?(event: Event, details?: string): void }
export interface Event { readonly name: string }
export interface Code { id: string; state: State; image?: string; raw: unknown }
export type State = 'new' | 'used';
export type Step = Wait | { kind: 'stop'; at: number };
interface Wait { kind: 'wait'; ms: number }
export interface Client {
  get<const F extends readonly State[] = readonly []>(id: string, options?: { fields?: F }): Promise<Code>;
  list(limit: number | undefined): AsyncIterable<Code>;
  run(steps: readonly Step[]): void;
  close(): void;
  all(): readonly Code[];
  readonly counts: Readonly<Record<string, number>>;
}
export declare class Failure extends Error {
  private secret;
  constructor(message: string, status?: number);
  readonly status: number;
  static is(value: unknown): value is Failure;
}
export declare const isFailure: (error: unknown) => error is Failure;
export declare function create(options: Options): Client;
export declare function show(options: Readonly<{ wide: boolean }>): Readonly<{ text: string }>;
export declare function closeAll(clients: readonly Client[]): void;
export type Details<T extends object> = { [K in keyof T]?: T[K] };
export {};
`;

const cases: readonly [what: string, from: string, to: string, expected?: string][] = [
  ['a removed export', 'export declare const isFailure', 'declare const isFailure', 'major: `isFailure` is removed'],
  ['an added export', 'export type State', 'export declare const more: 1; export type State', 'minor: `more` is added'],
  [
    'a value that is only a type now',
    'declare function closeAll(clients: readonly Client[]): void',
    'type closeAll = 1',
    'major: `closeAll` is only a type now',
  ],
  ['a removed option', 'readonly limit?: number | undefined; ', '', 'major: `Options.limit` is removed'],
  ['an added option', 'readonly limit?', 'readonly page?: string; readonly limit?', 'minor: `Options.page` is added'],
  [
    'an added, required option',
    'readonly limit?',
    'readonly page: string; readonly limit?',
    'major: `Options.page` is added and required',
  ],
  [
    'an option that is required now',
    'limit?: number | undefined',
    'limit: number',
    'major: `Options.limit` is required now',
  ],
  [
    'an option that is optional now',
    'readonly id: string',
    'readonly id?: string',
    'minor: `Options.id` is optional now',
  ],
  [
    'an option under a type of the library',
    'wide: boolean',
    'wide: boolean; deep: boolean',
    'major: `show(options).deep` is added and required',
  ],
  [
    'an option that takes more',
    'limit?: number |',
    'limit?: number | "all" |',
    'minor: `Options.limit` can be "all" now',
  ],
  [
    'an option that cannot be undefined any more',
    'number | undefined; readonly hooks',
    'number; readonly hooks',
    'major: `Options.limit` cannot be undefined any more',
  ],
  ['a removed property of a result', 'image?: string; ', '', 'major: `Code.image` is removed'],
  ['an added property of a result', 'image?', 'size: number; image?', 'minor: `Code.size` is added'],
  [
    'a property of a result that can be absent now',
    '{ id: string; state',
    '{ id?: string; state',
    'major: `Code.id` is optional now',
  ],
  [
    'a property of a result that is always there now',
    'image?: string',
    'image: string',
    'minor: `Code.image` is always there now',
  ],
  [
    'a property of a result of another type',
    '{ id: string; state',
    '{ id: number; state',
    'major: `Code.id` can be number now',
  ],
  ['a result that becomes any', 'raw: unknown', 'raw: any', 'major: `Code.raw` is any now'],
  ['a literal that a result no longer has', "'new' | 'used'", "'new'", 'major: `State` cannot be "used" any more'],
  [
    'a literal that a result has in addition',
    "'new' | 'used'",
    "'new' | 'used' | 'gone'",
    'major: `State` can be "gone" now',
  ],
  [
    'an added, required parameter',
    'get<const F extends readonly State[] = readonly []>(id: string,',
    'get<const F extends readonly State[] = readonly []>(id: string, scope: string,',
    'major: `Client.get(options)` is required now',
  ],
  ['an added, optional parameter', 'close():', 'close(force?: boolean):', 'minor: `Client.close(force)` is added'],
  [
    'a removed parameter',
    '(message: string, status?: number)',
    '(message: string)',
    'major: `new Failure(status)` is removed',
  ],
  [
    'a parameter of a method that is narrower',
    'limit: number | undefined',
    'limit: number',
    'major: `Client.list(limit)` cannot be undefined any more',
  ],
  [
    'a parameter of a method that is wider',
    'limit: number | undefined',
    'limit: number | string | undefined',
    'minor: `Client.list(limit)` can be string now',
  ],
  [
    'a callback that gets less',
    'event: Event, details?: string',
    'event: Event',
    'major: `Hooks.onEnd(details)` is removed',
  ],
  [
    'a callback that gets more',
    'details?: string',
    'details?: string, more?: string',
    'minor: `Hooks.onEnd(more)` is added',
  ],
  [
    'a property of what a callback gets',
    'readonly name: string',
    'readonly name: string | undefined',
    'major: `Event.name` can be undefined now',
  ],
  ['a result in a promise', 'Promise<Code>', 'Promise<Code | undefined>', 'major: `Client.get()` can be undefined now'],
  ['a removed method', '  close(): void;\n', '', 'major: `Client.close` is removed'],
  [
    'an added method of an object that the package gives and takes back',
    'close()',
    'stop(): void; close()',
    'minor: `Client.stop` is added',
  ],
  ['a step that is not accepted any more', 'Wait | {', '{', 'major: `Step` cannot be Wait any more'],
  ['a step that needs more', 'at: number', 'at: number; why: string', 'major: `Step.why` is added and required'],
  [
    'a value of an index signature',
    'Record<string, number>',
    'Record<string, string>',
    'major: `Client.counts[string]` can be string now',
  ],
  [
    'a guard that does not narrow any more',
    '(error: unknown) => error is Failure',
    '(error: unknown) => boolean',
    'major: `isFailure` does not narrow its argument any more',
  ],
  [
    'a type with another parameter',
    'Details<T extends object>',
    'Details<T extends object, U>',
    'major: `Details` has more type parameters',
  ],
  ['a type parameter with a default', 'Details<T extends object>', 'Details<T extends object, U = T>'],
  ['another name of an internal type', 'Wait', 'Pause'],
  ['a private property', 'private secret;', 'private other;'],
  ['other words', 'export type State', '/** The state. */ export type State'],
];

let folder: string;
let changes: ReturnType<typeof typeChanges>;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'type-changes-'));
  const write = (name: string, text: string) => {
    const path = join(folder, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
    return path;
  };
  const before = write('released/index.d.ts', released);
  changes = typeChanges(
    cases.map(([_what, from, to], index) => {
      const now = released.replaceAll(from, to);
      if (now === released) throw new Error(`expected ${from} in the module`);
      return { before, now: write(`now-${index}/index.d.ts`, now) };
    }),
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the first change of the highest level after', () => {
  test.each(cases.map(([what, , , expected], index) => ({ what, expected, index })))('$what', ({ expected, index }) => {
    const found = changes[index] ?? [];
    const first = found.find(({ level }) => level === 'major') ?? found[0];
    expect(first && `${first.level}: ${first.sentence}`).toBe(expected);
  });
});
