// Prints the results as JSON. MOCK_URL: the address of a mock.
import { checkClient } from './client-checks.ts';

console.log(JSON.stringify(await checkClient(process.env.MOCK_URL ?? '')));
