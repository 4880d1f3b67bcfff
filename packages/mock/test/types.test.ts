import { describe, expectTypeOf, test } from 'vitest';
import {
  createMockFetch,
  type DocumentedStatus,
  type ExampleName,
  type GraphVersion,
  type MockControls,
  type MockFetch,
  type MockRequest,
  type MockSeed,
  type MockServer,
  type MockState,
  type OperationId,
  type Step,
  startMockServer,
  step,
} from '../src/index.ts';

describe('names are those of the spec', () => {
  test('versions and operations', () => {
    expectTypeOf<'v23.0'>().toExtend<GraphVersion>();
    expectTypeOf<string>().not.toExtend<GraphVersion>();
    expectTypeOf<OperationId<'v23.0'>>().toEqualTypeOf<
      'listQrCodes' | 'createOrUpdateQrCode' | 'getQrCode' | 'deleteQrCode'
    >();
  });

  test('statuses and examples of an operation, no more and no less', () => {
    expectTypeOf<DocumentedStatus<'v23.0', 'getQrCode'>>().toEqualTypeOf<200 | 400 | 401 | 403 | 404 | 429 | 500>();
    expectTypeOf<ExampleName<'v23.0', 'deleteQrCode'>>().toEqualTypeOf<
      | 'successful_deletion'
      | 'invalid_parameter'
      | 'expired_token'
      | 'missing_permission'
      | 'qr_code_not_found'
      | 'phone_number_not_found'
      | 'throttled'
      | 'temporary_failure'
    >();
  });

  test('steps stay narrow, in a script and before it', () => {
    const throttled = step.status(429);
    expectTypeOf(throttled.status).toEqualTypeOf<429>();
    const steps = [throttled, step.example('with_qr_image_svg')];
    expectTypeOf(steps).toExtend<Step<'v23.0', 'getQrCode'>[]>();
    expectTypeOf(steps).not.toExtend<Step<'v23.0', 'deleteQrCode'>[]>();
  });
});

/** Never called: the compiler checks it. */
function scripts({ script }: MockControls<'v23.0'>): void {
  script('listQrCodes', [step.example('empty_response'), step.status(500)]);
  script('getQrCode', [step.example('with_creation_time')]);
  script('getQrCode', [step.reset(), step.truncate(), step.html(), step.empty(204), step.offSpec({ status: 418 })]);
  script('getQrCode', [step.delay(5), step.delay(5, step.status(404)), step.delay(5, step.reset())]);
  const later = step.delay(5);
  script('getQrCode', [later]);
  script('getQrCode', [
    // @ts-expect-error: what follows a delay is documented, too
    step.delay(5, step.status(418)),
    // @ts-expect-error: no such status
    step.status(418),
    // @ts-expect-error: an example of listQrCodes
    step.example('empty_response'),
    // @ts-expect-error: no such example
    step.example('with_qr_image_png'),
    // @ts-expect-error: statuses are numbers
    step.status('429'),
  ]);
  script('getQrCode', [step.lost(), step.malformed('invalid'), step.status(429, { headers: { 'retry-after': '2' } })]);
  script('getQrCode', [step.status(500)], { times: 'always', when: ({ query }) => query.fields !== undefined });
  // @ts-expect-error: a number or 'always'
  script('getQrCode', [step.status(500)], { times: 'ever' });
  // @ts-expect-error: headers are text
  script('getQrCode', [step.status(429, { headers: { 'retry-after': 2 } })]);
  // @ts-expect-error: headers do not make a status a documented one
  script('getQrCode', [step.status(418, { headers: {} })]);
  // @ts-expect-error: no such operation
  script('getQRCode', []);
}

/** A function that accepts a mock of any version needs a type parameter. */
function requestCount<V extends GraphVersion>(mock: MockControls<V>): number {
  return mock.requests.length;
}

test('scripts are typed', () => {
  expectTypeOf(scripts).toBeFunction();
});

test('a state is a seed', () => {
  expectTypeOf<MockState>().toExtend<MockSeed>();
  expectTypeOf<MockSeed>().not.toExtend<MockState>();
  expectTypeOf<MockControls['state']>().returns.toEqualTypeOf<MockState>();
});

test('a mock knows its version', async () => {
  const fetch = await createMockFetch({ version: 'v23.0' });
  expectTypeOf(fetch).toEqualTypeOf<MockFetch<'v23.0'>>();
  expectTypeOf(requestCount(fetch)).toBeNumber();
  expectTypeOf(fetch.requests).toEqualTypeOf<readonly MockRequest<OperationId<'v23.0'>>[]>();
  expectTypeOf(fetch.requests).items.toHaveProperty('operationId').toEqualTypeOf<OperationId<'v23.0'> | undefined>();
  expectTypeOf(startMockServer<'v23.0'>).returns.resolves.toEqualTypeOf<MockServer<'v23.0'>>();
  expectTypeOf<MockServer<'v23.0'>>().toExtend<AsyncDisposable>();
});
