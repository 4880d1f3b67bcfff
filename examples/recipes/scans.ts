// Which code a customer has scanned: its message is the first that the customer sends.
import type { QrCodeClient } from '@whatsapp-qr/client/v25.0';

/**
 * A function from the text of an incoming message, `messages[].text.body` in Meta's webhooks, to the code with that message.
 * Customers can add to the text; of several messages with which it begins, the longest counts.
 */
export async function scannedCodes(qrCodes: QrCodeClient): Promise<(text: string) => string | undefined> {
  const codes: { message: string; code: string }[] = [];
  for await (const { code, prefilled_message } of qrCodes.list()) {
    const message = normalize(prefilled_message);
    if (message !== '') codes.push({ message, code }); // every text begins with an empty one
  }
  codes.sort((a, b) => b.message.length - a.message.length);
  return (text) => codes.find(({ message }) => normalize(text).startsWith(message))?.code;
}

/** Keyboards change capitals, spaces and the way in which letters with accents are encoded. */
function normalize(text: string): string {
  return text.normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLowerCase();
}
