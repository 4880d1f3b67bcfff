// Prints the results of the client against the mock, both as installed, as JSON.
import { startMockServer } from '@whatsapp-qr/mock';
import { checkClient } from './client-checks.ts';

const mock = await startMockServer({ version: 'v25.0', log: false });
console.log(JSON.stringify(await checkClient(mock.url)));
await mock.close();
