import type { OperationName } from '@whatsapp-qr/client';
import type { Call, ExpectedAnswer, OperationCalls, Outcome, Paging, Refusal } from './contract.ts';

/** What a Graph API version documents differently from the version before it: expected/vNN.N/changes.ts. */
export interface Changes<Client> {
  /** The version before it, whose expectations hold for everything that is not here. */
  readonly from: string;
  /** What is not documented any more, by method: whole statuses, or one example as `404 qr_code_not_found`. */
  readonly gone?: Readonly<Partial<Record<OperationName, readonly (number | `${number} ${string}`)[]>>>;
  /** Answers that are new or different, by method, status and name of the example. */
  readonly answers?: Readonly<
    Partial<Record<OperationName, Readonly<Record<number, Readonly<Record<string, ChangedAnswer<Client>>>>>>>
  >;
  /** Calls of methods that are new, or are called differently. */
  readonly calls?: readonly OperationCalls<Client>[];
  /** Refusals that are new or different; one of the version before is replaced by what it is called. */
  readonly refusals?: readonly Refusal<Client>[];
  /** What is not refused any more, by what it is called. */
  readonly accepted?: readonly string[];
  readonly paging?: Paging<Client>;
}

/** An answer without a call of its own keeps that of the version before, and so does its outcome. */
export interface ChangedAnswer<Client> extends Partial<Call<Client>>, ExpectedAnswer<Client> {
  readonly outcome?: Outcome;
}
