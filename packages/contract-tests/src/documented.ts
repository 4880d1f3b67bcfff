import { operationsIn, type SpecResponse } from './spec.ts';

/** A documented response: an example of a status of an operation of a version. */
export interface DocumentedResponse {
  readonly version: string;
  readonly operationId: string;
  readonly status: number;
  /** The name of the example. */
  readonly example: string;
}

/** Every example of every status of every operation of a version. */
export function documentedResponses(folder: string, version: string): DocumentedResponse[] {
  return operationsIn(folder, version).flatMap(({ operationId, responses }) =>
    Object.entries(responses).flatMap(([status, response]) => {
      const examples = exampleNames(response);
      if (examples.length === 0) {
        throw new Error(
          `${version}: ${operationId} documents the status ${status} without an example; the mock is scripted by the name of an example.`,
        );
      }
      return examples.map((example) => ({ version, operationId, status: Number(status), example }));
    }),
  );
}

function exampleNames({ content = {} }: SpecResponse): string[] {
  return Object.values(content).flatMap(({ examples = {} }) => Object.keys(examples));
}
