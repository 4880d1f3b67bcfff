import { crossOriginRequests, leaks, record } from './call-recorder.ts';
import { appSecret, token } from './canary.ts';
import { type Exchange, startFaultServer } from './fault-server.ts';
import { code, type Entry, type Operation, phoneNumberId } from './operations.ts';
import { redirectToOtherOrigin, reply } from './responses.ts';

/** The result of a call that involves another origin. */
interface CrossOriginResult {
  readonly leaks: readonly string[];
  /** The number of requests that another origin received. */
  readonly requests: number;
}

/** Makes a call that is redirected to another origin with the same query. */
export async function callWithRedirect(entry: Entry, { call }: Operation, status: number): Promise<CrossOriginResult> {
  await using server = await startFaultServer(redirectToOtherOrigin(status));
  const observed = await record(entry, server.origin, (client) => call(client, {}));
  return { leaks: leaks(observed, server), requests: crossOriginRequests(server).length };
}

/** Loads an image from the address in a code. */
export async function loadImage(entry: Entry): Promise<CrossOriginResult> {
  const { fetchQrImage, qrImage } = entry;
  const address = ({ socket }: Exchange) => `http://localhost:${socket.localPort}/image?oh=00_Af&oe=64550A9E`;
  const image = reply({ headers: { 'content-type': 'image/svg+xml' }, body: '<svg/>' });
  await using server = await startFaultServer((exchange) => {
    const qrCode = (text: string) => text.replace('"code":', `"qr_image_url":"${address(exchange)}","code":`);
    const handler = exchange.request.target.startsWith('/image') ? image : reply({ body: qrCode });
    handler(exchange);
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
  return { leaks: leaks(observed, server), requests: crossOriginRequests(server).length };
}

/** Makes a call of raw with another base address, or one that is redirected to it. */
export async function callRawCrossOrigin(
  entry: Entry,
  leak: 'another base address' | 'a redirect',
): Promise<CrossOriginResult> {
  await using server = await startFaultServer(leak === 'a redirect' ? redirectToOtherOrigin(307) : reply({}));
  const { raw } = entry.createQrCodeClient({ phoneNumberId, accessToken: token, appSecret, baseUrl: server.origin });
  await raw.GET('/{Version}/{Phone-Number-ID}/message_qrdls', {
    params: { path: { Version: 'v23.0', 'Phone-Number-ID': phoneNumberId } },
    ...(leak === 'another base address' && { baseUrl: `http://localhost:${server.port}` }),
  });
  return { leaks: leaks({ outputs: [] }, server), requests: crossOriginRequests(server).length };
}
