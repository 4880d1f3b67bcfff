import type { Client } from 'openapi-fetch';
import type { Authorize } from './authorization.ts';
import type { Settings } from './options.ts';

type Methods = Record<string, (...args: unknown[]) => unknown>;

const methods = ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE', 'request', 'use', 'eject'];

/**
 * The client of raw-client.ts, which is loaded with openapi-fetch by the first call: most programs never make one. If it
 * cannot be loaded every call says so; to try again could lose what `use` was told before.
 */
export function rawOnDemand<Paths extends object>(settings: Settings, authorize: Authorize): Client<Paths> {
  let loading: Promise<Methods> | undefined;
  const load = async () => {
    const { createRawClient } = await import('./raw-client.ts');
    return createRawClient(settings, authorize) as unknown as Methods;
  };
  const forward = (method: string) => {
    return async (...args: unknown[]) => {
      loading ??= load();
      return (await loading)[method]?.(...args);
    };
  };
  return Object.fromEntries(methods.map((method) => [method, forward(method)])) as unknown as Client<Paths>;
}
