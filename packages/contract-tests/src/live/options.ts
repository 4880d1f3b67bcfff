import { parseArgs } from 'node:util';
import { graphVersions } from '@whatsapp-qr/client';

const versions = Object.keys(graphVersions);

export const usage = `Usage: pnpm contract [--base-url URL [--graph-version vNN.N] [--write] [--json] [--junit FILE]]

Without --base-url, runs the contract tests against the mock.

With it, calls that server through a proxy that compares requests and responses with the spec. The token is taken from
WHATSAPP_TOKEN, the phone number from WHATSAPP_PHONE_NUMBER_ID.

  --base-url URL         https://graph.facebook.com, for instance
  --graph-version vNN.N  one of ${versions.join(', ')}; default: the newest
  --write                also create, update and delete a code of its own; default: only read
  --json                 print the report as JSON
  --junit FILE           also write the report as JUnit XML

Exit code: 0 if nothing differs, 1 if something does, 2 for options that cannot be used, 130 after Ctrl-C.
`;

export type LiveVersion = keyof typeof graphVersions;

export interface LiveOptions {
  readonly baseUrl: string;
  readonly version: LiveVersion;
  readonly token: string;
  readonly phoneNumberId: string;
  readonly write: boolean;
  readonly json: boolean;
  readonly junit: string | undefined;
}

/** Throws an error for what cannot be used. */
export function readOptions(args: string[], env: NodeJS.ProcessEnv): LiveOptions {
  const { values } = parseArgs({
    args,
    options: {
      'base-url': { type: 'string' },
      'graph-version': { type: 'string', default: versions.at(-1) ?? '' },
      write: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      junit: { type: 'string' },
    },
  });
  const { 'base-url': baseUrl, 'graph-version': version, write, json, junit } = values;
  const { WHATSAPP_TOKEN: token, WHATSAPP_PHONE_NUMBER_ID: phoneNumberId } = env;
  if (!baseUrl) throw new Error('--base-url: expected the address of a server; received nothing.');
  if (!isLiveVersion(version)) {
    throw new Error(`--graph-version: expected one of ${versions.join(', ')}; received ${JSON.stringify(version)}.`);
  }
  if (!token) throw new Error('WHATSAPP_TOKEN: expected an access token in the environment; received nothing.');
  if (!/^\d+$/.test(phoneNumberId ?? '')) {
    const received = phoneNumberId ? JSON.stringify(phoneNumberId) : 'nothing';
    throw new Error(`WHATSAPP_PHONE_NUMBER_ID: expected digits in the environment; received ${received}.`);
  }
  return { baseUrl, version, token, phoneNumberId: phoneNumberId ?? '', write, json, junit };
}

function isLiveVersion(version: string): version is LiveVersion {
  return Object.hasOwn(graphVersions, version);
}
