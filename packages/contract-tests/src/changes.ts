import type { OperationName } from '@whatsapp-qr/client';
import type { Call, ExpectedResponse, OperationCalls, Outcome, Paging, Refusal } from './contract.ts';

/** The documented differences of a Graph API version from the version before it: expected/vNN.N/changes.ts. */
export interface Changes<Client> {
  /** The version before it, whose expectations apply to everything else. */
  readonly from: string;
  /** No longer documented, by method: whole statuses, or one example as `404 qr_code_not_found`. */
  readonly gone?: Readonly<Partial<Record<OperationName, readonly (number | `${number} ${string}`)[]>>>;
  /** New or changed responses, by method, status and name of the example. */
  readonly answers?: Readonly<
    Partial<Record<OperationName, Readonly<Record<number, Readonly<Record<string, ChangedResponse<Client>>>>>>>
  >;
  /** Calls of methods that are new or have a changed signature. */
  readonly calls?: readonly OperationCalls<Client>[];
  /** New or changed refusals; one with the same name replaces that of the version before. */
  readonly refusals?: readonly Refusal<Client>[];
  /** The names of refusals that no longer apply. */
  readonly accepted?: readonly string[];
  readonly paging?: Paging<Client>;
}

/** A response without its own call keeps that of the version before; so does its outcome. */
export interface ChangedResponse<Client> extends Partial<Call<Client>>, ExpectedResponse<Client> {
  readonly outcome?: Outcome;
}
