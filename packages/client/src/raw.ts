import type { Client } from 'openapi-fetch';
import type { Authorize } from './authorization.ts';
import type { Settings } from './options.ts';

type Method = (...args: unknown[]) => unknown;
type Methods = Readonly<Record<string, Method>>;

const requesting = ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE', 'request'];
const changing = ['use', 'eject'];

/**
 * The client of raw-client.ts, which is loaded with openapi-fetch by the first request: most programs never make one.
 * Where it cannot be loaded, that request says so, and the next one tries again.
 */
export function rawOnDemand<Paths extends object>(settings: Settings, authorize: Authorize): Client<Paths> {
  let loading: Promise<Methods> | undefined;
  // What `use` and `eject` have asked for, and how much of that is done: as in openapi-fetch it counts for every request
  // after it, and for none before, though all may still wait for the client.
  const changes: ((client: Methods) => unknown)[] = [];
  let done = 0;

  const load = async () => {
    try {
      const { createRawClient } = await import('./raw-client.ts');
      return createRawClient(settings, authorize) as unknown as Methods;
    } catch (error) {
      loading = undefined;
      throw error;
    }
  };

  const request = (method: string): Method => {
    return async (...args) => {
      const before = done + changes.length;
      loading ??= load();
      const client = await loading;
      for (; done < before; done++) changes.shift()?.(client);
      return client[method]?.(...args);
    };
  };

  const change = (method: string): Method => {
    return (...args) => void changes.push((client) => client[method]?.(...args));
  };

  return Object.fromEntries([
    ...requesting.map((method) => [method, request(method)]),
    ...changing.map((method) => [method, change(method)]),
  ]) as Client<Paths>;
}
