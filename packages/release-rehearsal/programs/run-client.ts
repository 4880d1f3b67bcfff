// Prints the results as JSON. MOCK_URL: the address of a mock.
import { checkClient } from './client-checks.ts';

// Without top-level await, which Parcel does not bundle.
checkClient(process.env.MOCK_URL ?? '').then((client) => console.log(JSON.stringify({ client })));
