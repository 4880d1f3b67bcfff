// Prints the results as JSON.
import { checkMock } from './mock-checks.ts';

console.log(JSON.stringify(await checkMock()));
