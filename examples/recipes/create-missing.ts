// Creates many codes, without duplicates: run it again after a crash.
import type { QrCodeClient } from '@whatsapp-qr/client/v25.0';

/**
 * Creates a code for each message that has none, and returns the code of each message. A create whose response was lost
 * is found by the next run, which lists all codes first. Only one run at a time: two would not see each other's codes.
 */
export async function createMissing(
  qrCodes: QrCodeClient,
  messages: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const codes = new Map<string, string>();
  for await (const { code, prefilled_message } of qrCodes.list()) codes.set(prefilled_message, code);
  for (const message of messages) {
    if (codes.has(message)) continue;
    const { code } = await qrCodes.create({ prefilled_message: message });
    codes.set(message, code);
  }
  return codes;
}
