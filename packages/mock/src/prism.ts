// The one file that knows Prism. It takes Prism's reader and Prism's validators, each from the module that holds it:
// Prism's own entry also loads a generator of random data, a proxy and a Postman reader, four times as much code for
// nothing that is used here. test/prism.test.ts holds our answers against those of a whole Prism.
import { transformOas3Operations } from '@stoplight/http-spec/oas3/operation';
import { validateInput, validateOutput, validateSecurity } from '@stoplight/prism-http/dist/validator/index.js';
import type { Validator, Violation } from './contract.ts';
import type { JsonObject } from './dereference.ts';

type Resource = ReturnType<typeof transformOas3Operations>[number];

interface Diagnostic {
  readonly message: string;
  readonly severity: number;
  readonly code?: string | number;
}

type Verdict = { readonly _tag: 'Right' } | { readonly _tag: 'Left'; readonly left: readonly Diagnostic[] };

/** As Prism counts; less grave is a parameter that is deprecated, for instance. */
const ERROR = 0;

/** By `operationId`. The document must be free of references. */
export function validatorsOf(document: JsonObject): Map<string, Validator> {
  return new Map(transformOas3Operations(document).map((resource) => [resource.iid ?? '', validatorOf(resource)]));
}

function validatorOf(resource: Resource): Validator {
  return {
    request({ path, query, headers }, body) {
      // The validators look at everything but the method: that has been matched already.
      const element = { method: 'get' as const, url: { path, query }, headers, body };
      try {
        const found = [validateSecurity({ resource, element }), validateInput({ resource, element })].flatMap(
          diagnostics,
        );
        return found.filter(({ severity }) => severity === ERROR).map(requestViolation);
      } catch (error) {
        // A content type that is none, for instance: Prism throws, and its server then never answers.
        const reason = error instanceof Error ? error.message : error;
        return [{ message: `Request cannot be read: ${reason}`, status: undefined }];
      }
    },
    answer(statusCode, body) {
      const element = { statusCode, headers: { 'content-type': 'application/json' }, body };
      // Of whatever severity: an undocumented status is no more than a warning to Prism.
      return diagnostics(validateOutput({ resource, element })).map(({ message }) => message);
    },
  };
}

function diagnostics(verdict: Verdict): readonly Diagnostic[] {
  return verdict._tag === 'Right' ? [] : verdict.left;
}

function requestViolation({ message, code }: Diagnostic): Violation {
  const status = typeof code === 'number' ? code : undefined;
  // Prism's words for it are "Invalid security scheme used", whatever is missing.
  return { status, message: status === 401 ? `${message}, expected Authorization: Bearer <token>` : message };
}
