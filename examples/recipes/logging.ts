// One JSON line per response and per retry, as log collectors read them.
import type { Hooks } from '@whatsapp-qr/client/v25.0';

/** The `hooks` option of a client. `write` must not throw: an error in a hook ends the call. */
export function loggingHooks(write: (line: string) => void = console.log): Hooks {
  return {
    onResponse: ({ operation, method, path, attempt, status, durationMs, requestId }) =>
      write(JSON.stringify({ level: 'info', operation, method, path, attempt, status, durationMs, requestId })),
    onRetry: ({ operation, method, path, attempt, delayMs, error }) =>
      write(JSON.stringify({ level: 'warn', operation, method, path, attempt, delayMs, reason: String(error) })),
  };
}
