import type { QrCodeClientOptions } from '@whatsapp-qr/client';
import type { Stage } from './stage.ts';

export const ACCESS_TOKEN = 'EAAcontractTests0123456789';
export const USER_AGENT = 'contract-tests/1.0';

/** The phone number in whose name all calls are made; the requests written down name it, too. */
const PHONE_NUMBER_ID = '1234567890123456';

/** Who calls. Nothing is sent twice unless a test asks for it: a cell is one request and one answer. */
export function callerOn({ url, fetch }: Pick<Stage, 'url' | 'fetch'>): QrCodeClientOptions {
  return {
    phoneNumberId: PHONE_NUMBER_ID,
    accessToken: ACCESS_TOKEN,
    userAgent: USER_AGENT,
    baseUrl: url,
    fetch,
    maxRetries: 0,
  };
}
