import type { Change } from '../change.ts';
import { answers } from './answers.ts';
import { names } from './names.ts';
import { operations } from './operations.ts';
import { requests } from './requests.ts';
import { breaking, isAbout, type Rule } from './rule.ts';
import { values } from './values.ts';
import { nowAndBefore } from './wording.ts';

/** What no row knows. Nothing passes for harmless only because nobody has thought of it. */
const unknown = breaking(
  'unknown',
  { what: () => true },
  (change) =>
    `has \`${change.what}\`, which is ${nowAndBefore(change)}; no rule knows what this means, so somebody must look`,
);

/**
 * The whole table; the first row that fits decides. An own table, since of the kept libraries none is right here:
 * api-smart-diff 1.0.6 takes another type and a missing property in an answer for harmless, openapi-diff 0.24.1 does
 * not read OpenAPI 3.1 and passes over widened enumerations, @useoptic/optic is right but weighs 189 MB; and none tells
 * lines, nor could the audit use it.
 */
export const rules: readonly Rule[] = [...operations, ...requests, ...answers, ...names, ...values, unknown];

export function ruleFor(change: Change): Rule {
  return rules.find((rule) => isAbout(rule, change)) ?? unknown;
}
