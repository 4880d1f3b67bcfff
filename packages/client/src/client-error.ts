/** The operations of the API by their `operationId`; create and update, which share one, have a name each. */
export type OperationName = 'getQrCode' | 'listQrCodes' | 'createQrCode' | 'updateQrCode' | 'deleteQrCode';

/** Everything that can fail with an error of this package. */
export type CallName = OperationName | 'createQrCodeClient' | 'fetchQrImage' | 'raw';

/** The facts of a call that its errors have. */
export interface CallFacts {
  readonly operation: CallName;
  /** METHOD and path; as long as they are not known, what was called. */
  subject: string;
  /** Requests sent. */
  sent: number;
}

// Registered globally, so that a guard recognises errors of another copy of this package.
export const brand: unique symbol = Symbol.for('@whatsapp-qr/client/error');

export const brandOf = (value: unknown): unknown => (value as { [brand]?: string } | null | undefined)?.[brand];

/** The properties that all errors of this package have. */
export abstract class ClientError extends Error {
  /** The call that failed. */
  declare readonly operation: CallName;
  /** How many requests were sent, 0 if none was. */
  declare readonly attempts: number;

  /** The facts, `cause` included, become properties of the error. */
  constructor({ subject, operation, sent }: CallFacts, problem: string, facts?: object) {
    const message = `${subject} ${problem}`;
    super(message, facts);
    Object.assign(this, { operation, attempts: sent }, facts);
  }

  // Every entry of this package is a file of its own with its own classes; `instanceof` holds between them too.
  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: it is the class on the right of `instanceof`, not this one.
    return brandOf(value) === brandOf(this.prototype);
  }
}

/** Whether it is an error of this or another copy of this package. */
export const isClientError = (error: unknown): boolean => typeof brandOf(error) === 'string';
