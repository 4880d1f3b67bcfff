// Prints the results as JSON. MOCK_URL: the address of a mock.
import { checkClient } from './client-checks.ts';

console.log(JSON.stringify({ client: await checkClient(process.env.MOCK_URL ?? '') }));
