import type { Client } from 'openapi-fetch';
import type { Authorize } from './authorization.ts';
import type { Settings } from './options.ts';

type Methods = Readonly<Record<string, (...args: unknown[]) => unknown>>;
type Run = (client: Methods) => unknown;

const requesting = ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE', 'request'];
const changing = ['use', 'eject'];

/**
 * The client of raw-client.ts, which is loaded with openapi-fetch by the first request: most programs never make one. Where
 * it cannot be loaded, the requests that wait for it say so, and the next one tries again.
 */
export function rawOnDemand<Paths extends object>(settings: Settings, authorize: Authorize): Client<Paths> {
  let client: Methods | undefined;
  let isLoading = false;
  // In the order of the calls: middleware counts for every request after it, and for none before.
  let waiting: (readonly [run: Run, fail?: (reason: unknown) => void])[] = [];

  const load = async () => {
    isLoading = true;
    try {
      const { createRawClient } = await import('./raw-client.ts');
      client = createRawClient(settings, authorize) as unknown as Methods;
      for (const [run] of waiting) run(client);
      waiting = [];
    } catch (error) {
      isLoading = false;
      const all = waiting;
      waiting = all.filter(([, fail]) => !fail);
      for (const [, fail] of all) fail?.(error);
    }
  };

  const request = (run: Run) => {
    if (!isLoading) void load();
    return new Promise((resolve, reject) => void waiting.push([(client) => resolve(run(client)), reject]));
  };

  const change = (run: Run) => void waiting.push([run]);

  const forward = (method: string, wait: (run: Run) => unknown) => {
    return (...args: unknown[]) => {
      const run: Run = (client) => client[method]?.(...args);
      // Asynchronous where it waits: what one throws must not keep the next from running.
      return client ? run(client) : wait(async (client) => run(client));
    };
  };

  return Object.fromEntries([
    ...requesting.map((method) => [method, forward(method, request)]),
    ...changing.map((method) => [method, forward(method, change)]),
  ]) as Client<Paths>;
}
