// The one file that knows Prism. It imports Prism's reader and Prism's validators from the modules that define them:
// Prism's own entry also loads a generator of random data, a proxy and a Postman reader, four times as much code, and the
// mock needs none of it. test/prism.test.ts compares the mock with a whole Prism.
import { transformOas3Operations } from '@stoplight/http-spec/oas3/operation';
import { validateInput, validateOutput, validateSecurity } from '@stoplight/prism-http/dist/validator/index.js';
import type { JsonObject } from './json.ts';
import type { Diagnostic, Validator } from './operation.ts';

type Resource = ReturnType<typeof transformOas3Operations>[number];

interface PrismDiagnostic {
  readonly message: string;
  readonly severity: number;
  readonly path?: readonly (string | number)[];
  readonly code?: string | number;
}

type Result = { readonly _tag: 'Right' } | { readonly _tag: 'Left'; readonly left: readonly PrismDiagnostic[] };

/** Prism's number for an error. Less severe is the use of a deprecated parameter, for instance. */
const ERROR = 0;

/** By `operationId`. The document must not contain any `$ref`. */
export function validatorsOf(document: JsonObject): Map<string, Validator> {
  return new Map(transformOas3Operations(document).map((resource) => [resource.iid ?? '', validatorOf(resource)]));
}

function validatorOf(resource: Resource): Validator {
  const responseDiagnostics: Validator['responseDiagnostics'] = (statusCode, body) => {
    const element = { statusCode, headers: { 'content-type': 'application/json' }, body };
    // Of every severity: Prism reports an undocumented status as a warning only.
    return diagnosticsOf(validateOutput({ resource, element })).map(toDiagnostic);
  };
  return {
    request({ path, query, headers }, body) {
      // The validators look at everything but the method, which routing has matched already.
      const element = { method: 'get' as const, url: { path, query }, headers, body };
      try {
        const results = [validateSecurity({ resource, element }), validateInput({ resource, element })];
        return results
          .flatMap(diagnosticsOf)
          .filter(({ severity }) => severity === ERROR)
          .map(toDiagnostic);
      } catch (error) {
        // Prism throws on a malformed content type, for instance, and its own server then never responds.
        const message = error instanceof Error ? error.message : String(error);
        return [{ message, path: [], keyword: 'thrown', status: undefined }];
      }
    },
    response: (status, body) => responseDiagnostics(status, body).map(({ message }) => message),
    responseDiagnostics,
  };
}

function diagnosticsOf(result: Result): readonly PrismDiagnostic[] {
  return result._tag === 'Right' ? [] : result.left;
}

function toDiagnostic({ message, path = [], code }: PrismDiagnostic): Diagnostic {
  const place = path.map(String);
  return typeof code === 'number'
    ? { message, path: place, keyword: undefined, status: code }
    : { message, path: place, keyword: code, status: undefined };
}
