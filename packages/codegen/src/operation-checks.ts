import type { DocumentNode } from './document-node.ts';
import { type Operation, operationsOf, parametersOf, statusesOf } from './operations.ts';
import type { PlacedProblem } from './yaml-file.ts';

/** Rules beyond OpenAPI that the generated types and the mock depend on. */
export function checkOperations(document: DocumentNode, version: string): PlacedProblem[] {
  const operations = operationsOf(document);
  const problems = operations.flatMap((operation) => [
    ...checkOperationId(operation, operations),
    ...checkVersionParameter(operation, version),
    ...checkExampleNames(operation),
  ]);
  // A wrong shared parameter is reported once.
  return [...new Map(problems.map((problem) => [`${problem.pointer} ${problem.reason}`, problem])).values()];
}

function checkOperationId({ title, id, node }: Operation, operations: readonly Operation[]): PlacedProblem[] {
  if (!id) {
    return [{ pointer: node.pointer, reason: `${title} has no operationId, which the types and the mock require` }];
  }
  const first = operations.find((other) => other.id === id);
  if (first === undefined || first.title === title) return [];
  const reason = `operationId ${id} of ${title} is that of ${first.title} already`;
  return [{ pointer: node.pointerTo('operationId'), reason }];
}

function checkVersionParameter(operation: Operation, version: string): PlacedProblem[] {
  const { title, node } = operation;
  const parameter = parametersOf(operation).findLast(
    (candidate) => candidate.text('in') === 'path' && candidate.text('name') === 'Version',
  );
  if (parameter === undefined) {
    const reason = `${title} needs a path parameter Version whose only value is ${version}`;
    return [{ pointer: node.pointer, reason }];
  }
  const schema = parameter.get('schema') ?? parameter;
  const allowed = schema.get('const') ?? schema.get('enum');
  const values = allowed && [allowed.value].flat();
  if (values?.length === 1 && values[0] === version) return [];
  const found = values === undefined ? 'any value' : values.join(', ');
  const reason = `the path parameter Version allows ${found}; expected only ${version}, the name of the folder`;
  return [{ pointer: schema.pointer, reason }];
}

/** The mock finds the status by the example's name, so a name must be unique within an operation. */
function checkExampleNames(operation: Operation): PlacedProblem[] {
  const statusOf = new Map<string, string>();
  const problems: PlacedProblem[] = [];
  for (const { status, examples } of statusesOf(operation)) {
    for (const { name, pointer } of examples) {
      const first = statusOf.get(name) ?? status;
      statusOf.set(name, first);
      if (first === status) continue;
      const reason = `example ${name} of ${operation.title} occurs under ${first} and under ${status}: rename one`;
      problems.push({ pointer, reason });
    }
  }
  return problems;
}
