import { operationsIn, type SpecResponse } from './spec.ts';

/** One answer that the spec documents: an example of a status of an operation of a version. */
export interface DocumentedAnswer {
  readonly version: string;
  readonly operationId: string;
  readonly status: number;
  /** The name of the example. */
  readonly example: string;
}

/** Every example of every status of every operation of a version. */
export function documentedAnswers(folder: string, version: string): DocumentedAnswer[] {
  return operationsIn(folder, version).flatMap(({ operationId, responses }) =>
    Object.entries(responses).flatMap(([status, response]) => {
      const examples = exampleNames(response);
      if (examples.length === 0) {
        throw new Error(
          `${version}: ${operationId} documents the status ${status} without an example, by whose name the mock could be asked for it.`,
        );
      }
      return examples.map((example) => ({ version, operationId, status: Number(status), example }));
    }),
  );
}

function exampleNames({ content = {} }: SpecResponse): string[] {
  return Object.values(content).flatMap(({ examples = {} }) => Object.keys(examples));
}
