// OpenTelemetry: one span per call, with its attempts as events.
import { SpanStatusCode, trace } from '@opentelemetry/api';
import type { Hooks } from '@whatsapp-qr/client/v25.0';

const tracer = trace.getTracer('qr-codes');

/** Makes a call in a span of its own: `await traced('qrCodes.get', () => qrCodes.get(code))`. */
export function traced<T>(name: string, call: () => PromiseLike<T>): Promise<T> {
  return tracer.startActiveSpan(name, async (span) => {
    try {
      return await call();
    } catch (error) {
      if (error instanceof Error) span.recordException(error);
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** The `hooks` option of the client. Hooks run in the context of their call, so the active span is that of the call. */
export const tracingHooks: Hooks = {
  onRequest: ({ method, path, attempt }) =>
    trace.getActiveSpan()?.addEvent('attempt', { attempt, 'http.request.method': method, 'url.path': path }),
  onResponse: ({ attempt, status, requestId = 'none' }) =>
    trace.getActiveSpan()?.addEvent('response', { attempt, 'http.response.status_code': status, requestId }),
  onRetry: ({ attempt, delayMs, error }) =>
    trace.getActiveSpan()?.addEvent('retry', { attempt, delayMs, reason: String(error) }),
};

/** For `new UndiciInstrumentation({ ignoreRequestHook })`, whose own spans have the query, and in it `appsecret_proof`. */
export const ignoreRequestHook = ({ origin }: { origin: string }): boolean => origin === 'https://graph.facebook.com';
