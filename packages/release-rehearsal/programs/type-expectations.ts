// In place of vitest in the type tests of a release, when they are compiled against later types: what was added to a type is no
// difference. Names, such as those of statuses or properties, may be more or fewer: `check-changesets` compares them itself.
import type { expectTypeOf as expectExactTypeOf } from 'vitest';

export { describe, test } from 'vitest';

type Extends<Actual, Expected> = [Actual] extends [Expected] ? true : false;
type Fits<Actual, Expected> = [Expected] extends [never]
  ? Extends<Actual, never>
  : [Expected] extends [PropertyKey]
    ? Extends<Actual, Expected> | Extends<Expected, Actual>
    : Extends<Actual, Expected>;

type Expectation<Actual> = Omit<ReturnType<typeof expectExactTypeOf<Actual>>, 'toEqualTypeOf'> & {
  toEqualTypeOf<Expected>(
    ...difference: true extends Fits<Actual, Expected> ? [] : [Actual, 'does not extend', Expected]
  ): void;
};

export declare function expectTypeOf<Actual>(actual?: Actual): Expectation<Actual>;
