import type { createQrCodeClient as newestCreateQrCodeClient } from '@whatsapp-qr/client/v25.0';
import { startContractProxy, type Violation } from '@whatsapp-qr/mock';
import { type LiveCheck, readingChecks, writingChecks } from './checks.ts';
import type { LiveOptions } from './options.ts';
import type { CheckResult, Report } from './report.ts';

/** Runs the checks one after the other. After `signal` is aborted it runs no further one, and removes what it created. */
export async function runLiveChecks(options: LiveOptions, signal: AbortSignal): Promise<Report> {
  const { baseUrl, version, phoneNumberId, token } = options;
  await using proxy = await startContractProxy({ version, upstream: baseUrl, log: false });
  const { createQrCodeClient }: { createQrCodeClient: typeof newestCreateQrCodeClient } = await import(
    import.meta.resolve(`@whatsapp-qr/client/${version}`)
  );
  const qrCodes = createQrCodeClient({
    phoneNumberId,
    accessToken: token,
    baseUrl: proxy.url,
    maxRetries: 0,
    // The proxy reports it.
    onVersionMismatch: 'ignore',
  });
  const writing = writingChecks(qrCodes);
  const checks: CheckResult[] = [];
  const add = async (check: LiveCheck) => {
    proxy.reset();
    const startedAt = performance.now();
    let skipped: string | undefined;
    let error: string | undefined;
    try {
      skipped = await check.run(signal);
    } catch (cause) {
      if (cause === signal.reason) skipped = 'interrupted';
      else error = withoutToken(cause instanceof Error ? cause.message : String(cause), token);
    }
    const violations: Violation[] = [...proxy.violations];
    checks.push({ name: check.name, seconds: (performance.now() - startedAt) / 1000, skipped, error, violations });
  };

  try {
    for (const check of [...readingChecks(qrCodes), ...(options.write ? writing.checks : [])]) {
      if (signal.aborted) break;
      await add(check);
    }
  } finally {
    if (writing.hasLeftovers()) await add({ name: 'remove the created code', run: writing.removeLeftovers });
  }
  return { version, baseUrl, date: new Date().toISOString().slice(0, 10), interrupted: signal.aborted, checks };
}

/** The client removes it as well; a report can be published, so this does not depend on it. */
function withoutToken(text: string, token: string): string {
  return text.replaceAll(token, '[removed]').replaceAll(encodeURIComponent(token), '[removed]');
}
