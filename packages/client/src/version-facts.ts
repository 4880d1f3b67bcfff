import type { Properties, Schema } from './json-schema.ts';

/** The facts of one Graph API version that calls depend on at run time; generated from its document. */
export interface VersionFacts<in Accepted = never> {
  readonly name: string;
  /** The last day on which Meta serves it, as `YYYY-MM-DD`; `null` while not announced. */
  readonly availableUntil: string | null;
  /** Path parameters. */
  readonly phoneNumberId: Schema;
  readonly qrCodeId: Schema;
  /** Query parameters. */
  readonly get: Properties;
  readonly list: Properties;
  /** Request bodies. */
  readonly create: Schema;
  readonly update: Schema;
  /** Bodies of successful responses. */
  readonly qrCode: Schema;
  readonly qrCodeList: Schema;
  readonly savedQrCode: Schema;
  /** The requests that the version accepts. For the compiler alone, never set. */
  readonly accepts?: (request: Accepted) => void;
}

/** The templates and methods that the client calls. */
interface Called {
  '/{Version}/{Phone-Number-ID}/message_qrdls': { get: CalledOperation; post: CalledOperation };
  '/{Version}/{Phone-Number-ID}/message_qrdls/{QR-Code-ID}': { get: CalledOperation; delete: CalledOperation };
}

interface CalledOperation {
  parameters: { query?: unknown; header?: unknown; path: object };
}

type Collection = '/{Version}/{Phone-Number-ID}/message_qrdls';
type Item = '/{Version}/{Phone-Number-ID}/message_qrdls/{QR-Code-ID}';
type Parameters<O extends CalledOperation> = O['parameters'];
type Path<O extends CalledOperation> = Omit<O['parameters']['path'], 'Version'>;
type Body<O> = O extends { requestBody: { content: { 'application/json': infer B } } } ? B : undefined;

/**
 * What requests of a version's `paths` have to carry, and may; `Version` differs by design. The client is written against
 * the oldest version, and each entry compares: what the oldest version accepts, its own has to accept. A template, a type or
 * an enum value that changes does not compile there. Both sides map its properties: the compiler would otherwise compare `paths`
 * as a whole, `Version` included.
 */
export interface RequestsOf<Paths extends Called> {
  listQuery: Parameters<Paths[Collection]['get']>['query'];
  listHeader: Parameters<Paths[Collection]['get']>['header'];
  listPath: Path<Paths[Collection]['get']>;
  listBody: Body<Paths[Collection]['get']>;
  saveQuery: Parameters<Paths[Collection]['post']>['query'];
  saveHeader: Parameters<Paths[Collection]['post']>['header'];
  savePath: Path<Paths[Collection]['post']>;
  saveBody: Body<Paths[Collection]['post']>;
  getQuery: Parameters<Paths[Item]['get']>['query'];
  getHeader: Parameters<Paths[Item]['get']>['header'];
  getPath: Path<Paths[Item]['get']>;
  getBody: Body<Paths[Item]['get']>;
  deleteQuery: Parameters<Paths[Item]['delete']>['query'];
  deleteHeader: Parameters<Paths[Item]['delete']>['header'];
  deletePath: Path<Paths[Item]['delete']>;
  deleteBody: Body<Paths[Item]['delete']>;
}
