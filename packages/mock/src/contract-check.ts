import { imageFormatsOf } from './body-schema.ts';
import { loadContract } from './contract.ts';
import { documentedFields, parseFields } from './fields.ts';
import type { HttpRequest } from './http-request.ts';
import type { Operation } from './operation.ts';
import { parseBody } from './request-body.ts';
import { type Route, route } from './routing.ts';
import { samplesOf } from './samples.ts';
import { type GraphVersion, type OperationId, scenariosOf } from './scenarios.ts';
import type { Secrets } from './secrets.ts';
import {
  type Difference,
  echoDifference,
  type ReceivedResponse,
  requestDifferences,
  responseDifferences,
  routeDifference,
  versionDifference,
} from './violation.ts';

/** Compares requests and responses with the document of a version. */
export interface ContractCheck<Id extends string> {
  operationId(request: HttpRequest): Id | undefined;
  request(request: HttpRequest): Difference[];
  /** Of a request without a documented operation, only the version and echoes of credentials are compared. */
  response(request: HttpRequest, response: ReceivedResponse): Difference[];
}

export async function createContractCheck<V extends GraphVersion>(
  version: V,
  secrets: Secrets,
): Promise<ContractCheck<OperationId<V>>> {
  const operations = await loadContract(version);
  const ids = new Map<string, OperationId<V>>(scenariosOf(version).map(([id]) => [id, id]));
  const samples = samplesOf(operations);
  const imageFormats = operations.flatMap(({ bodySchema }) => imageFormatsOf(bodySchema));
  const fields = new Map(
    operations.map((operation) => {
      const own = samples.get(operation.id);
      return [operation.id, own === undefined ? [] : documentedFields(operation, own, imageFormats)];
    }),
  );

  return {
    operationId: (request) => ids.get(route(operations, request).operation?.id ?? ''),
    request(request) {
      const routed = route(operations, request);
      if (routed.operation === undefined) return [routeDifference(request, routed, secrets)];
      return ofOperation(routed.operation, request, routed);
    },
    response(request, response) {
      const { operation } = route(operations, request);
      return [
        versionDifference(request.path, version, response.headers, secrets),
        ...(operation === undefined ? [] : responseDifferences(operation, response, secrets)),
        echoDifference(response, secrets),
      ].filter((difference) => difference !== undefined);
    },
  };

  function ofOperation(operation: Operation, request: HttpRequest, { path }: Route<Operation>): Difference[] {
    const differences = requestDifferences(operation, { ...request, path }, parseBody(request), secrets);
    const documented = fields.get(operation.id) ?? [];
    const { unknown } = parseFields(documented.length > 0 ? request.query.fields : undefined, documented);
    if (unknown === undefined) return differences;
    const expected = `names of ${documented.join(', ')}, separated by commas without spaces`;
    return [...differences, { pointer: '/query/fields', expected, found: secrets.quote(unknown) }];
  }
}
