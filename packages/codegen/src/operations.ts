import type { DocumentNode } from './document-node.ts';

const METHODS = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']);

export interface Operation {
  /** `GET /{Version}/…`, for messages. */
  readonly title: string;
  /** `undefined` only in a document that has not been checked. */
  readonly id: string | undefined;
  readonly path: DocumentNode;
  readonly node: DocumentNode;
}

/** Every operation, in the order of the document. */
export function operationsOf(document: DocumentNode): Operation[] {
  const paths = document.get('paths')?.entries() ?? [];
  return paths.flatMap(([template, path]) =>
    path
      .entries()
      .filter(([key]) => METHODS.has(key))
      .map(([method, node]) => {
        return { title: `${method.toUpperCase()} ${template}`, id: node.text('operationId'), path, node };
      }),
  );
}

/** The parameters of an operation, those of its path first. */
export function parametersOf({ path, node }: Operation): DocumentNode[] {
  const parameters = [path, node].flatMap((level) => level.get('parameters')?.entries() ?? []);
  return parameters.map(([, parameter]) => parameter);
}

export interface DocumentedStatus {
  /** As in the document: `200`, also `4XX` or `default`. */
  readonly status: string;
  readonly examples: readonly { readonly name: string; readonly pointer: string }[];
}

/** The documented statuses of an operation, each with its named examples of all media types. */
export function statusesOf({ node }: Operation): DocumentedStatus[] {
  const responses = node.get('responses')?.entries() ?? [];
  return responses.map(([status, response]) => {
    const media = response.get('content')?.entries() ?? [];
    const named = media.flatMap(([, content]) => content.get('examples') ?? []);
    const examples = named.flatMap((list) => list.entries().map(([name]) => ({ name, pointer: list.pointerTo(name) })));
    return { status, examples };
  });
}
