// `pnpm start`: every operation, against a mock with the documented responses of Graph v25.0.
import { createQrCodeClient, isGraphApiError, qrImage } from '@whatsapp-qr/client/v25.0';
import { startMockServer, step } from '@whatsapp-qr/mock';

await using mock = await startMockServer({ version: 'v25.0' });
const qrCodes = createQrCodeClient({ phoneNumberId: '1234567890123456', accessToken: 'any', baseUrl: mock.url });
console.log(`The mock of Graph v25.0 listens at ${mock.url}`);

console.log('\nGet a code, with the address of its image');
const code = await qrCodes.get('ANED2T5QRU7HG1', { fields: [qrImage('SVG')] });
console.log(`  ${code.code} "${code.prefilled_message}" ${code.deep_link_url}`);
console.log(`  ${code.qr_image_url}`);

console.log('\nList every code, of all pages');
for await (const listed of qrCodes.list()) console.log(`  ${listed.code} "${listed.prefilled_message}"`);

console.log('\nCreate a code');
const created = await qrCodes.create({ prefilled_message: 'Hi, I would like to order', generate_qr_image: 'PNG' });
console.log(`  ${created.code} "${created.prefilled_message}" ${created.deep_link_url}`);

console.log('\nUpdate its message');
const updated = await qrCodes.update(created.code, { prefilled_message: 'Hello' });
console.log(`  ${updated.code} "${updated.prefilled_message}"`);

console.log('\nDelete it');
console.log(`  success: ${(await qrCodes.delete(created.code)).success}`);

console.log('\nGet it once more');
mock.script('getQrCode', [step.example('qr_code_not_found')]); // Meta's response for a deleted code
try {
  await qrCodes.get(created.code);
} catch (error) {
  if (!isGraphApiError(error)) throw error;
  switch (error.category) {
    case 'not-found':
      console.log(`  It is gone, as expected: ${error.message}`);
      break;
    case 'authentication':
      throw new Error('Renew the access token', { cause: error });
    default:
      throw error;
  }
}
