import type { Dialect } from './dialects.ts';
import { resolve, type YamlFile } from './document.ts';
import { isReference, type Place, placesOf } from './places.ts';
import type { Problem } from './problem.ts';

/** Every reference leads somewhere, and every schema is one in each dialect. */
export function checkSchemas(document: YamlFile, dialects: readonly Dialect[]): Problem[] {
  const problems: Problem[] = [];
  // Innermost first, since a schema is broken if one inside it is, and each problem is reported once.
  for (const place of placesOf(document).toReversed()) {
    const inside = `${place.pointer}/`;
    if (problems.some(({ pointer }) => pointer.startsWith(inside))) continue;
    const reason = referenceProblem(document, place) ?? schemaProblem(place, dialects);
    if (reason) problems.push(document.problem(place.pointer, reason));
  }
  return problems.toReversed();
}

function referenceProblem(document: YamlFile, { value }: Place): string | undefined {
  if (!isReference(value) || resolve(document, value) !== undefined) return undefined;
  return `refers to ${value.$ref}, which is not in this file`;
}

function schemaProblem({ kind, value }: Place, dialects: readonly Dialect[]): string | undefined {
  if (kind !== 'schema') return undefined;
  if (isReference(value)) {
    const constraints = Object.keys(value).filter((key) => !['$ref', 'description', 'summary'].includes(key));
    if (constraints.length === 0) return undefined;
    return `has ${constraints.join(', ')} beside a $ref, where Prism does not see it: expected a description at most`;
  }
  for (const dialect of dialects) {
    const complaint = dialect.complaint(value);
    if (complaint) return `is no schema of ${dialect.name}: ${complaint}`;
  }
  return undefined;
}
