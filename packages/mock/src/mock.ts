import type { Arrival } from './arrival.ts';
import { loadContract } from './contract.ts';
import type { MockControls, MockOptions, MockRequest } from './controls.ts';
import { logRejections } from './log.ts';
import type { Outcome } from './outcome.ts';
import { readBody } from './read-body.ts';
import { refuseUndocumented } from './refusal.ts';
import { Responder } from './responder.ts';
import { route } from './routing.ts';
import { samplesOf } from './samples.ts';
import { type GraphVersion, type OperationId, requireGraphVersion, scenariosOf } from './scenarios.ts';
import { Script } from './script.ts';
import { UsageCount } from './usage.ts';

/** An HTTP answer, and how to send it. */
export type Answer = Pick<Outcome, 'status' | 'headers' | 'body' | 'fault' | 'delayMs'>;

/** A mock without a way in: the server and the fetch function are that. */
export interface Mock<V extends GraphVersion> {
  readonly controls: MockControls<V>;
  answer(arrival: Arrival): Answer;
}

const REQUESTS_KEPT = 10_000;

export async function createMock<V extends GraphVersion>({ version, log }: MockOptions<V>): Promise<Mock<V>> {
  requireGraphVersion(version);
  const responders = await loadResponders(version);
  const usage = new Map(responders.map((responder) => [responder.id, new UsageCount(responder)]));
  const script = new Script(new Map(scenariosOf(version)));
  const requests: MockRequest<OperationId<V>>[] = [];
  const write = log === false ? undefined : (log ?? logRejections);

  function answer(arrival: Arrival): Answer {
    const body = readBody(arrival);
    const routed = route(responders, arrival);
    const { found } = routed;
    const outcome = found
      ? found.answer(arrival, body, () => script.next(found.id))
      : refuseUndocumented(routed.status, routed.reason);

    const { status, example, rejected, fault } = outcome;
    if (found !== undefined) usage.get(found.id)?.count(outcome, arrival.query.fields);
    const parsed = body.kind === 'json' ? body.value : undefined;
    if (requests.length === REQUESTS_KEPT) requests.shift();
    requests.push({ operationId: found?.id, ...arrival, parsed, rejected });
    write?.({ method: arrival.method, path: arrival.path, operationId: found?.id, status, example, rejected, fault });
    return toAnswer(version, outcome);
  }

  return {
    answer,
    controls: {
      version,
      requests,
      script: (operation, steps) => script.add(operation, steps),
      unusedSteps: () => script.unused(),
      usage: () => [...usage.values()].map((count) => count.usage),
      reset() {
        requests.length = 0;
        script.clear();
      },
    },
  };
}

async function loadResponders<V extends GraphVersion>(version: V): Promise<Responder<OperationId<V>>[]> {
  const operations = await loadContract(version);
  const samples = samplesOf(operations);
  return scenariosOf(version).map(([id, documented]) => {
    const operation = operations.find((candidate) => candidate.id === id);
    const sample = samples.get(id);
    if (operation === undefined || sample === undefined) throw new Error(`The document of ${version} has no ${id}.`);
    return new Responder(id, operation, sample, documented);
  });
}

function toAnswer(version: GraphVersion, outcome: Outcome): Answer {
  const { headers, example, rejected, fault } = outcome;
  return {
    ...outcome,
    headers: {
      // Which version served the call: Meta says so on every answer of its own.
      ...(fault === 'off-spec' ? { 'x-mock-off-spec': 'true' } : { 'facebook-api-version': version }),
      ...(example !== undefined && { 'x-mock-example': example }),
      ...(rejected !== undefined && { 'x-mock-rejected': headerValue(rejected) }),
      ...headers,
    },
  };
}

/** What stands in a reason can come from the request, and not every character may stand in a header. */
function headerValue(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 1000);
}
