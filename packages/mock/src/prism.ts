// The one file that knows Prism. It takes Prism's reader and Prism's validators, each from the module that holds it:
// Prism's own entry also loads a generator of random data, a proxy and a Postman reader, four times as much code for
// nothing that is used here. test/prism.test.ts holds our answers against those of a whole Prism.
import { transformOas3Operations } from '@stoplight/http-spec/oas3/operation';
import { validateInput, validateOutput, validateSecurity } from '@stoplight/prism-http/dist/validator/index.js';
import type { Validator, Violation } from './contract.ts';
import type { JsonObject } from './dereference.ts';

type Resource = ReturnType<typeof transformOas3Operations>[number];

type Verdict =
  | { readonly _tag: 'Right' }
  | { readonly _tag: 'Left'; readonly left: readonly { readonly message: string; readonly code?: string | number }[] };

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
        const verdicts = [validateSecurity({ resource, element }), validateInput({ resource, element })];
        return verdicts.flatMap(violations);
      } catch (error) {
        // A content type that is none, for instance: Prism throws, and its server then never answers.
        return [
          { message: `Request cannot be read: ${error instanceof Error ? error.message : error}`, status: undefined },
        ];
      }
    },
    answer(statusCode, body) {
      const element = { statusCode, headers: { 'content-type': 'application/json' }, body };
      return violations(validateOutput({ resource, element }));
    },
  };
}

function violations(verdict: Verdict): Violation[] {
  if (verdict._tag === 'Right') return [];
  return verdict.left.map(({ message, code }) => {
    const status = typeof code === 'number' ? code : undefined;
    // Prism's words for it are "Invalid security scheme used", whatever is missing.
    return status === 401
      ? { status, message: `${message}, expected Authorization: Bearer <token>` }
      : { status, message };
  });
}
