// Prints the results of client and mock, as installed, as JSON.
import { startMockServer } from '@whatsapp-qr/mock';
import { checkClient } from './client-checks.ts';
import { checkMock } from './mock-checks.ts';

const server = await startMockServer({ version: 'v25.0', log: false });
console.log(JSON.stringify({ client: await checkClient(server.url), mock: await checkMock() }));
await server.close();
