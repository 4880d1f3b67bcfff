// The calls of a check against a real server: those that read, and those that write a code of their own.
import { randomUUID } from 'node:crypto';
import { isNotFound } from '@whatsapp-qr/client';
import { type QrCodeClient, qrImage } from '@whatsapp-qr/client/v25.0';

export interface LiveCheck {
  readonly name: string;
  /** Rejects if the call has another result than expected. Returns why it was skipped, if it was. */
  run(signal: AbortSignal): Promise<string | undefined>;
}

/** No phone number has this code: Meta's codes are random. */
const UNKNOWN_CODE = 'ZZZZZZZZZZZZZ9';
const NO_CODE = 'the phone number has no code';

/** Changes nothing. */
export function readingChecks(qrCodes: QrCodeClient): LiveCheck[] {
  let newest: string | undefined;
  const check = (name: string, call: (signal: AbortSignal) => Promise<unknown>): LiveCheck => ({
    name,
    run: async (signal) => void (await call(signal)),
  });
  const ofNewest = (name: string, call: (code: string, signal: AbortSignal) => Promise<unknown>): LiveCheck => ({
    name,
    run: async (signal) => (newest === undefined ? NO_CODE : void (await call(newest, signal))),
  });
  return [
    check('list', async (signal) => {
      const { data } = await qrCodes.list({ signal });
      newest = data[0]?.code;
    }),
    check('list with limit and creation_time', (signal) =>
      qrCodes.list({ limit: 2, fields: ['creation_time'], signal }),
    ),
    check('list with an SVG image', (signal) => qrCodes.list({ limit: 1, fields: [qrImage('SVG')], signal })),
    check('list of two pages', async (signal) => {
      let count = 0;
      for await (const _ of qrCodes.list({ limit: 1, signal })) if (++count === 2) break;
    }),
    ofNewest('list of one code', (code, signal) => qrCodes.list({ code, signal })),
    ofNewest('get', (code, signal) => qrCodes.get(code, { signal })),
    ofNewest('get with creation_time', (code, signal) => qrCodes.get(code, { fields: ['creation_time'], signal })),
    ofNewest('get with an SVG image', (code, signal) => qrCodes.get(code, { fields: [qrImage('SVG')], signal })),
    ofNewest('get with a PNG image', (code, signal) => qrCodes.get(code, { fields: [qrImage('PNG')], signal })),
    check('get of a code that does not exist', (signal) => notFound(qrCodes.get(UNKNOWN_CODE, { signal }))),
  ];
}

/** Creates, reads, changes and deletes one code. `removeLeftovers` deletes it if the checks did not. */
export function writingChecks(qrCodes: QrCodeClient): {
  readonly checks: readonly LiveCheck[];
  readonly hasLeftovers: () => boolean;
  readonly removeLeftovers: () => Promise<undefined>;
} {
  // Leads to the code even if the response of the create was lost or cannot be read.
  const message = `contract check ${randomUUID()}`;
  let isCreated = false;
  let code: string | undefined;
  const ofOwn = (name: string, call: (code: string, signal: AbortSignal) => Promise<unknown>): LiveCheck => ({
    name,
    run: async (signal) => (code === undefined ? 'no code was created' : void (await call(code, signal))),
  });
  const checks: LiveCheck[] = [
    {
      name: 'create',
      async run(signal) {
        isCreated = true;
        ({ code } = await qrCodes.create({ prefilled_message: message, generate_qr_image: 'SVG' }, { signal }));
        return undefined;
      },
    },
    ofOwn('get of the created code', (own, signal) => qrCodes.get(own, { signal })),
    ofOwn('update', (own, signal) => qrCodes.update(own, { prefilled_message: `${message}, updated` }, { signal })),
    ofOwn('delete', async (own, signal) => {
      await qrCodes.delete(own, { signal });
      isCreated = false;
    }),
    ofOwn('get of the deleted code', (own, signal) => notFound(qrCodes.get(own, { signal }))),
  ];
  return {
    checks,
    hasLeftovers: () => isCreated,
    async removeLeftovers() {
      const own = code === undefined ? [] : [code];
      if (code === undefined) {
        for await (const listed of qrCodes.list({ maxRetries: 3 })) {
          if (listed.prefilled_message.startsWith(message)) own.push(listed.code);
        }
      }
      for (const created of own) {
        await qrCodes.delete(created, { maxRetries: 3 }).catch((error: unknown) => {
          // A delete whose response could not be read.
          if (!isNotFound(error)) throw error;
        });
      }
      return undefined;
    },
  };
}

async function notFound(call: Promise<unknown>): Promise<void> {
  const result = await call.catch((error: unknown) => {
    if (!isNotFound(error)) throw error;
    return undefined;
  });
  if (result !== undefined) throw new Error('Expected an error for a code that does not exist; received a code.');
}
