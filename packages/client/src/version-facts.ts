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

/** What a request of an operation has to carry, and may. `Version` differs by design. */
interface RequestOf<O extends CalledOperation> {
  query: O['parameters']['query'];
  header: O['parameters']['header'];
  path: Omit<O['parameters']['path'], 'Version'>;
  body: O extends { requestBody: { content: { 'application/json': infer Body } } } ? Body : undefined;
}

/**
 * The requests of a version's `paths`. The client is written against the oldest version, and each entry compares: what the
 * oldest version accepts, its own has to accept. A template, a type or an enum value that changes does not compile there.
 */
export interface RequestsOf<Paths extends Called> {
  list: RequestOf<Paths['/{Version}/{Phone-Number-ID}/message_qrdls']['get']>;
  save: RequestOf<Paths['/{Version}/{Phone-Number-ID}/message_qrdls']['post']>;
  get: RequestOf<Paths['/{Version}/{Phone-Number-ID}/message_qrdls/{QR-Code-ID}']['get']>;
  delete: RequestOf<Paths['/{Version}/{Phone-Number-ID}/message_qrdls/{QR-Code-ID}']['delete']>;
}
