// Several tenants in one process, each with a phone number and a token of its own.
import { AsyncLocalStorage } from 'node:async_hooks';
import { createQrCodeClient, type QrCodeClient } from '@whatsapp-qr/client/v25.0';

export interface Tenant {
  phoneNumberId: string;
  accessToken: string;
}

/** Set once per request: `tenants.run(tenant, () => handle(request))`. */
export const tenants = new AsyncLocalStorage<Tenant>();

const clients = new Map<string, QrCodeClient>();

/** The client of the current tenant. Every attempt of its calls has the token of the tenant that made the call. */
export function currentQrCodes(): QrCodeClient {
  const { phoneNumberId } = currentTenant();
  let client = clients.get(phoneNumberId);
  if (client === undefined) {
    client = createQrCodeClient({ phoneNumberId, accessToken: () => currentTenant().accessToken });
    clients.set(phoneNumberId, client);
  }
  return client;
}

function currentTenant(): Tenant {
  const tenant = tenants.getStore();
  if (tenant === undefined) throw new Error('Expected to be called within tenants.run(tenant, …)');
  return tenant;
}
