// What a program does with the client, in any runtime: nothing but its packages and what every runtime has.
import * as general from '@whatsapp-qr/client';
import {
  createQrCodeClient,
  fetchQrImage,
  isGraphApiError,
  isInvalidArgumentError,
  isNetworkError,
  isNotFound,
  isTimeoutError,
  type QrCode,
  type QrCodeClient,
  qrImage,
} from '@whatsapp-qr/client/v25.0';

const CODE = 'ANED2T5QRU7HG1';
const TOKEN = 'not-a-real-token';
const SECRET = 'not-a-real-secret';

export interface CheckResult {
  readonly name: string;
  /** Why it failed. */
  readonly problem?: string;
}

type ClientFetch = (url: string, init: { method: string; headers: Record<string, string> }) => Promise<Response>;

/** Runs every check against a mock of Graph v25.0 at that address. */
export async function checkClient(baseUrl: string): Promise<CheckResult[]> {
  const connect = (options: { fetch?: ClientFetch; timeoutMs?: number; appSecret?: string } = {}): QrCodeClient =>
    createQrCodeClient({ phoneNumberId: '1234567890123456', accessToken: TOKEN, baseUrl, maxRetries: 1, ...options });
  const preferring =
    (prefer: string): ClientFetch =>
    (url, init) =>
      fetch(url, { ...init, headers: { ...init.headers, prefer } });
  const notFound = () => rejection(connect({ fetch: preferring('code=404, example=qr_code_not_found') }).get(CODE));

  const checks: Record<string, () => Promise<unknown>> = {
    'get reads a code': async () => {
      const code: QrCode = await connect().get(CODE);
      equal(code.code, CODE);
    },
    'get with an image has its address': async () => {
      const { qr_image_url } = await connect().get(CODE, { fields: ['prefilled_message', qrImage('SVG')] });
      equal(new URL(qr_image_url).protocol, 'https:');
    },
    'list reads a page': async () => equal((await connect().list({ limit: 2 })).data.length, 2),
    'a list iterates over every page': async () => {
      const codes: string[] = [];
      for await (const { code } of connect().list()) codes.push(code);
      equal(codes.length > 1, true);
    },
    'create creates a code': async () => {
      const code = await connect().create({ prefilled_message: 'Größe 👋', generate_qr_image: 'PNG' });
      equal(code.prefilled_message, 'Größe 👋');
    },
    'update changes its message': async () =>
      equal((await connect().update(CODE, { prefilled_message: 'Hello' })).prefilled_message, 'Hello'),
    'delete deletes it': async () => equal((await connect().delete(CODE)).success, true),
    'withResponse has status and version': async () => {
      const { response } = await connect().get(CODE).withResponse();
      equal(response.status, 200);
      equal(response.servedVersion, 'v25.0');
    },
    'raw is a typed openapi-fetch client': async () => {
      const path = { Version: 'v25.0', 'Phone-Number-ID': '1234567890123456', 'QR-Code-ID': CODE } as const;
      const result = await connect().raw.GET('/{Version}/{Phone-Number-ID}/message_qrdls/{QR-Code-ID}', {
        params: { path },
      });
      equal(result.data?.data[0]?.code, CODE);
    },
    'an error of the API is a GraphApiError with its category': async () => {
      const error = await notFound();
      equal(isGraphApiError(error) && error.category, 'not-found');
    },
    'guards and classes hold between the entries': async () => {
      const error = await notFound();
      equal(isNotFound(error) && general.isNotFound(error), true);
      equal(error instanceof general.GraphApiError, true);
    },
    'an expired token is an authentication error': async () => {
      const expired = preferring('code=401, example=expired_token');
      const error = await rejection(connect({ fetch: expired }).get(CODE));
      equal(isGraphApiError(error) && error.category, 'authentication');
    },
    'a lost connection is tried again': async () => {
      let attempts = 0;
      const losingOne: ClientFetch = (url, init) => {
        attempts += 1;
        return attempts === 1 ? Promise.reject(new TypeError('connection lost')) : fetch(url, init);
      };
      equal((await connect({ fetch: losingOne }).get(CODE)).code, CODE);
      equal(attempts, 2);
    },
    'a create that may have worked is not sent again': async () => {
      let attempts = 0;
      const losingAll: ClientFetch = () => {
        attempts += 1;
        return Promise.reject(new TypeError('connection lost'));
      };
      const error = await rejection(connect({ fetch: losingAll }).create({ prefilled_message: 'Hi' }));
      equal(isNetworkError(error), true);
      equal(attempts, 1);
    },
    'an attempt without a response ends with a TimeoutError': async () => {
      const never: ClientFetch = () => new Promise(() => {});
      const error = await rejection(connect({ fetch: never, timeoutMs: 50 }).create({ prefilled_message: 'Hi' }));
      equal(isTimeoutError(error) && error.which, 'attempt');
    },
    'an abort rejects with the reason of the signal': async () => {
      const controller = new AbortController();
      const reason = new Error('left');
      const call = rejection(connect().get(CODE, { signal: controller.signal }));
      controller.abort(reason);
      equal(await call, reason);
    },
    'a wrong argument is refused before anything is sent': async () => {
      const error = await rejection(connect().get('../other'));
      equal(isInvalidArgumentError(error) && error.argument, 'code');
    },
    'an app secret adds its proof': async () => {
      let proof: string | null = null;
      const looking: ClientFetch = (url, init) => {
        proof = new URL(url).searchParams.get('appsecret_proof');
        return fetch(url.replace(/\?.*/, ''), init);
      };
      await connect({ fetch: looking, appSecret: SECRET }).get(CODE);
      // HMAC-SHA256 of the token with the secret.
      equal(proof, '4c897d3b1bb937e36bd6e289926f50b4775b4dabf3404d260e011fdf88db3e23');
    },
    'no error contains the token': async () => {
      const echoing: ClientFetch = async () =>
        new Response(JSON.stringify({ error: { message: `Bad token ${TOKEN}`, code: 190 } }), { status: 401 });
      const error = await rejection(connect({ fetch: echoing }).get(CODE));
      equal(isGraphApiError(error), true);
      equal(`${error} ${JSON.stringify(error)} ${error instanceof Error && error.stack}`.includes(TOKEN), false);
    },
    'an image is downloaded': async () => {
      const { bytes, mediaType } = await fetchQrImage('https://scontent.example/qr.png', {
        fetch: async () =>
          new Response(new Uint8Array([137, 80, 78, 71]), { headers: { 'content-type': 'image/png' } }),
      });
      equal(`${bytes.join()} ${mediaType}`, '137,80,78,71 image/png');
    },
    'forty calls at once': async () => {
      const client = connect();
      const codes = await Promise.all(Array.from({ length: 40 }, () => client.get(CODE)));
      equal(codes.filter(({ code }) => code === CODE).length, 40);
    },
  };

  const results: CheckResult[] = [];
  for (const [name, run] of Object.entries(checks)) {
    results.push(
      await run().then(
        () => ({ name }),
        (error: unknown) => ({ name, problem: String((error instanceof Error && error.stack) || error) }),
      ),
    );
  }
  return results;
}

function equal(actual: unknown, expected: unknown): void {
  if (actual !== expected) throw new Error(`expected ${String(expected)}, found ${String(actual)}`);
}

function rejection(call: PromiseLike<unknown>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    call.then(() => reject(new Error('expected a rejection, but it resolved')), resolve);
  });
}
