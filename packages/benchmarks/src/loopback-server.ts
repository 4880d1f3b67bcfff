// Responds to every request with one code; sends its address to the parent process.
import { createServer } from 'node:http';
import { responseBody, responseHeaders } from './code.ts';

const server = createServer((_request, response) => {
  response.writeHead(200, responseHeaders).end(responseBody);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address) process.send?.(`http://127.0.0.1:${address.port}`);
});
process.on('disconnect', () => process.exit());
