import { redirectElsewhere, reply } from './answers.ts';
import { appSecret, token } from './canary.ts';
import { type Exchange, startFaultServer } from './fault-server.ts';
import { leaks, record, requestsElsewhere } from './observed-call.ts';
import { code, type Entry, type Operation, phoneNumberId } from './operations.ts';

/** What came of a call that leads elsewhere. */
interface Elsewhere {
  readonly leaks: readonly string[];
  /** How many requests another origin got. */
  readonly requests: number;
}

/** A call that is redirected to another origin, with all that is in its query. */
export async function redirected(entry: Entry, { call }: Operation, status: number): Promise<Elsewhere> {
  await using server = await startFaultServer(redirectElsewhere(status));
  const observed = await record(entry, server.origin, (client) => call(client, {}));
  return { leaks: leaks(observed, server), requests: requestsElsewhere(server).length };
}

/** An image is loaded from the address that a code has. */
export async function imageLoaded(entry: Entry): Promise<Elsewhere> {
  const { fetchQrImage, qrImage } = entry;
  const address = ({ socket }: Exchange) => `http://localhost:${socket.localPort}/image?oh=00_Af&oe=64550A9E`;
  const image = reply({ headers: { 'content-type': 'image/svg+xml' }, body: '<svg/>' });
  await using server = await startFaultServer((exchange) => {
    const qrCode = (text: string) => text.replace('"code":', `"qr_image_url":"${address(exchange)}","code":`);
    const answer = exchange.request.target.startsWith('/image') ? image : reply({ body: qrCode });
    answer(exchange);
  });
  let url = '';
  const observed = await record(entry, server.origin, (client) => {
    const started = client.get(code, { fields: [qrImage('SVG')] });
    void started.then(({ qr_image_url }) => {
      url = qr_image_url;
    });
    return started;
  });
  const { mediaType } = await fetchQrImage(url);
  if (mediaType !== 'image/svg+xml') throw new Error(`expected the image, got ${mediaType}`);
  return { leaks: leaks(observed, server), requests: requestsElsewhere(server).length };
}

/** The plain client is given another base address for one call, or is redirected there. */
export async function rawElsewhere(entry: Entry, way: 'another base address' | 'a redirect'): Promise<Elsewhere> {
  await using server = await startFaultServer(way === 'a redirect' ? redirectElsewhere(307) : reply({}));
  const { raw } = entry.createQrCodeClient({ phoneNumberId, accessToken: token, appSecret, baseUrl: server.origin });
  await raw.GET('/{Version}/{Phone-Number-ID}/message_qrdls', {
    params: { path: { Version: 'v23.0', 'Phone-Number-ID': phoneNumberId } },
    ...(way === 'another base address' && { baseUrl: `http://localhost:${server.port}` }),
  });
  return { leaks: leaks({ told: [] }, server), requests: requestsElsewhere(server).length };
}
