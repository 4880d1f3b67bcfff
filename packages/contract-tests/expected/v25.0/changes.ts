import type { QrCodeClient } from '@whatsapp-qr/client/v25.0';
import type { Changes } from '../../src/changes.ts';

/** What v25.0 documents differently from v24.0, written by hand from Meta's reference: nothing. */
export const changes: Changes<QrCodeClient> = {
  from: 'v24.0',
};
