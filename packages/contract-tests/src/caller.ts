import type { QrCodeClientOptions } from '@whatsapp-qr/client';
import type { Stage } from './stage.ts';

export const ACCESS_TOKEN = 'EAAcontractTests0123456789';
export const USER_AGENT = 'contract-tests/1.0';

/** The phone number of all calls; the expected requests contain it. */
const PHONE_NUMBER_ID = '1234567890123456';

/** Client options. Without retries by default: a cell is one request and one response. */
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
