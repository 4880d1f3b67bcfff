import { createServer } from 'node:http';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect } from 'vitest';
import type { QrCodeClientOptions } from '../../src/generated/v23.0/entry.ts';
import { CODE, PHONE, TOKEN } from './api.ts';
import { launchChromium } from './chromium.ts';
import { expectNothingSecret } from './failure.ts';
import type { Outcome, Script } from './in-page.ts';
import { installPacked } from './packed.ts';
import { listen } from './server.ts';

/** A site in a browser, whose pages bundle the packed client. */
export interface Site extends AsyncDisposable {
  /**
   * Runs a script in a new page, with a client for the API at `url`. Fails if the outcome or the console contains a
   * secret, or if an error or a rejection was unhandled.
   */
  run<Result>(url: string, script: Script<Result>, options?: Partial<QrCodeClientOptions>): Promise<Outcome<Result>>;
}

const html = '<!doctype html><title>A page</title><script type="module" src="/page.js"></script>';

/** The script of the pages, bundled from the installed tarball. */
async function bundle(): Promise<string> {
  using consumer = installPacked();
  const program = `
    import * as client from '@whatsapp-qr/client/v23.0';
    import { installIn } from ${JSON.stringify(join(import.meta.dirname, 'in-page.ts'))};
    installIn(globalThis, client);
  `;
  const entryPoints = [consumer.write('page.js', program)];
  const { outputFiles } = await build({ entryPoints, write: false, bundle: true, minify: true, format: 'esm' });
  return outputFiles[0]?.text ?? '';
}

export async function openSite(): Promise<Site> {
  const script = await bundle();
  const server = await listen(
    createServer(({ url }, response) => {
      const [type, text] = url === '/page.js' ? ['text/javascript', script] : ['text/html', html];
      response.writeHead(200, { 'content-type': type }).end(text);
    }),
  );
  const browser = await launchChromium();
  const page = await browser.newPage();
  let logged: string[] = [];
  let unhandled: string[] = [];
  page.on('console', (message) => logged.push(`${message.text()} ${message.location().url}`));
  page.on('pageerror', (error) => unhandled.push(String(error.stack)));

  return {
    async run<Result>(url: string, script: Script<Result>, options: Partial<QrCodeClientOptions> = {}) {
      logged = [];
      unhandled = [];
      // Reloads the page, so that scripts share no state.
      await page.goto(server.url);
      const settings = { phoneNumberId: PHONE, accessToken: TOKEN, baseUrl: url, ...options };
      const given = { code: CODE, token: TOKEN, url };
      const call = `run(${script}, ${JSON.stringify(settings)}, ${JSON.stringify(given)})`;
      const outcome = await page.evaluate<Outcome<Result>>(call);
      expect(unhandled).toEqual([]);
      expectNothingSecret({ outcome, logged });
      return outcome;
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await server[Symbol.asyncDispose]();
    },
  };
}
