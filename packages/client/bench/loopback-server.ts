// Responds to every request with one code; sends its address to the parent process.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const code = 'ANED2T5QRU7HG1';
const body = JSON.stringify({
  data: [{ code, prefilled_message: 'Show me Cyber Monday deals!', deep_link_url: `https://wa.me/message/${code}` }],
});
const headers = { 'content-type': 'application/json', 'facebook-api-version': 'v23.0' };

const server = createServer((_request, response) => {
  response.writeHead(200, headers).end(body);
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.(`http://127.0.0.1:${port}`);
});
process.on('disconnect', () => process.exit());
