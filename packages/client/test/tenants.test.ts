import { AsyncLocalStorage } from 'node:async_hooks';
import { expect, test } from 'vitest';
import { createQrCodeClient } from '../src/generated/v23.0/entry.ts';
import { CODE, found, PHONE } from './support/api.ts';

// One client serves several tenants; the asynchronous context has the token.
const tenant = new AsyncLocalStorage<string>();
const path = { Version: 'v23.0', 'Phone-Number-ID': PHONE, 'QR-Code-ID': CODE } as const;
const item = '/{Version}/{Phone-Number-ID}/message_qrdls/{QR-Code-ID}';
const turn = () => new Promise((resolve) => setImmediate(resolve));

test.each(['methods', 'raw'])(
  'concurrent calls of several tenants each send their own token, the first calls of %s included',
  async (which) => {
    const wrong: string[] = [];
    const note = (where: string, name: string | undefined) => {
      if (name !== tenant.getStore()) wrong.push(`${where}: ${name} in the context of ${tenant.getStore()}`);
    };
    let requests = 0;
    const qrCodes = createQrCodeClient({
      phoneNumberId: PHONE,
      accessToken: async () => {
        await turn();
        return `token-of-${tenant.getStore()}`;
      },
      hooks: {
        onRequest: () => note('onRequest', tenant.getStore()),
        onResponse: () => note('onResponse', tenant.getStore()),
      },
      fetch: async (_url, { headers }) => {
        requests += 1;
        note('fetch', headers.authorization?.replace('Bearer token-of-', ''));
        await turn();
        return found();
      },
    });
    const call = (name: string) =>
      tenant.run(name, async () => {
        if (which === 'raw') await qrCodes.raw.GET(item, { params: { path } });
        else await qrCodes.get(CODE);
        note('after the call', name);
      });
    await Promise.all(Array.from({ length: 50 }, (_, index) => call(`tenant-${index}`)));
    expect(wrong).toEqual([]);
    expect(requests).toBe(50);
  },
);
