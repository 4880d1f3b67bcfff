#!/usr/bin/env node
import { readFileSync, writeFileSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { parseArgs } from 'node:util';
import type { MockSeed } from './code-store.ts';
import { type ContractProxyOptions, startContractProxy } from './contract-proxy.ts';
import { escapeControls } from './escape.ts';
import { formatLogEntry } from './log.ts';
import { formatProxyLogEntry } from './proxy-log.ts';
import { type GraphVersion, graphVersions, requireGraphVersion } from './scenarios.ts';
import { addJsonScript, anyScript } from './scripts-as-json.ts';
import { type MockServer, type MockServerOptions, startMockServer } from './server.ts';
import { connectTo } from './upstream.ts';

const DEFAULT_PORT = '4010';
const DEFAULT_HOST = '127.0.0.1';

const USAGE = `Usage: whatsapp-qr-mock --graph-version ${graphVersions[0]} [--port ${DEFAULT_PORT}] [--host ${DEFAULT_HOST}]
         [--stateful] [--seed FILE] [--script FILE] [--usage FILE] [--control]
       whatsapp-qr-mock --graph-version ${graphVersions[0]} --upstream URL [--port ${DEFAULT_PORT}] [--host ${DEFAULT_HOST}]

Responds as the WhatsApp Business QR Code API is documented to, until it is stopped with Ctrl-C.

  --graph-version   the Graph API version to respond as: ${graphVersions.join(', ')}
  --port            default: ${DEFAULT_PORT}; 0 takes a free one
  --host            default: ${DEFAULT_HOST}; 0.0.0.0 lets other machines and containers connect
  --stateful        remember created, changed and deleted codes
  --seed FILE       the codes at the start, as JSON: {"<phone number id>": [{"prefilled_message": "Hi"}]}
  --script FILE     the next responses, as JSON: [{"operation": "getQrCode", "steps": [{"kind": "status", "status": 500}]}]
  --usage FILE      when it stops, write as JSON what the requests used of the API, and what they did not
  --control         add the control API and a page under /__mock/
  --upstream URL    respond nothing itself: pass requests on to that server, such as https://graph.facebook.com, and print
                    what the documentation does not allow, in requests and responses
  --version         prints the version of this package
  --help            prints this
`;

interface MockCommand {
  readonly server: MockServerOptions<GraphVersion>;
  readonly script: string | undefined;
  readonly usage: string | undefined;
}

interface ProxyCommand {
  readonly proxy: ContractProxyOptions<GraphVersion>;
}

/** What has no effect on a proxy. */
const MOCK_ONLY = ['stateful', 'seed', 'script', 'usage', 'control'] as const;

// Later starts need not compile Prism again. Node 20 has no such cache.
if ('enableCompileCache' in nodeModule) nodeModule.enableCompileCache();

/** Its message ends with the usage, whose line breaks are printed as they are. */
class UsageError extends Error {}

try {
  const command = readArguments(process.argv.slice(2));
  if (typeof command === 'string') console.log(command);
  else if ('proxy' in command) await runProxy(command);
  else await runMock(command);
} catch (error) {
  console.error(error instanceof UsageError ? error.message : messageOf(error));
  process.exitCode = 1;
}

async function runMock({ server: options, script, usage }: MockCommand): Promise<void> {
  const server = await startMockServer({ ...options, log: (entry) => console.log(formatLogEntry(entry)) });
  try {
    if (script !== undefined) addScripts(server, script);
  } catch (error) {
    await server.close();
    throw error;
  }
  onStop(async () => {
    await server.close();
    if (usage !== undefined) writeUsage(usage, server);
    console.log('Stopped.');
  });
  // Printed last, because a program that waits for it can send the signal at once.
  console.log(greeting(server, options));
}

async function runProxy({ proxy: options }: ProxyCommand): Promise<void> {
  let requests = 0;
  let violations = 0;
  const proxy = await startContractProxy({
    ...options,
    log(entry) {
      requests += 1;
      violations += entry.violations.length;
      console.log(formatProxyLogEntry(entry));
    },
  });
  onStop(async () => {
    await proxy.close();
    console.log(`Stopped. Requests: ${requests}, violations: ${violations}.`);
  });
  console.log(`Requests to ${proxy.url} are passed on to ${options.upstream}, and both sides are compared with the
documentation of Graph ${proxy.version}. Secrets are not printed.

Stop it with Ctrl-C.
`);
}

function onStop(stop: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
}

function writeUsage(file: string, server: MockServer): void {
  try {
    writeFileSync(file, `${JSON.stringify(server.usage(), null, 2)}\n`);
  } catch (error) {
    console.error(`--usage: ${messageOf(error)}`);
    process.exitCode = 1;
  }
}

function addScripts(server: MockServer, file: string): void {
  const scripts: unknown = readJson('--script', file);
  for (const script of Array.isArray(scripts) ? scripts : [scripts]) {
    try {
      addJsonScript(anyScript(server), script);
    } catch (cause) {
      throw new Error(`--script ${file}: ${messageOf(cause)}`, { cause });
    }
  }
}

function readArguments(args: string[]): MockCommand | ProxyCommand | string {
  try {
    const { values } = parseArgs({
      args,
      options: {
        'graph-version': { type: 'string' },
        port: { type: 'string', default: DEFAULT_PORT },
        host: { type: 'string', default: DEFAULT_HOST },
        stateful: { type: 'boolean', default: false },
        seed: { type: 'string' },
        script: { type: 'string' },
        usage: { type: 'string' },
        control: { type: 'boolean', default: false },
        upstream: { type: 'string' },
        version: { type: 'boolean', short: 'v', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return USAGE;
    if (values.version) return packageVersion();
    const { upstream, host } = values;
    if (upstream !== undefined) {
      const needless = MOCK_ONLY.find((name) => values[name]);
      if (needless !== undefined) throw new Error(`--${needless}: has no effect with --upstream.`);
      connectTo(upstream);
      const version = versionFrom(values['graph-version']);
      return { proxy: { version, upstream, port: portFrom(values.port), host } };
    }
    // The mock validates it.
    const seed = values.seed === undefined ? undefined : (readJson('--seed', values.seed) as MockSeed);
    const server = {
      version: versionFrom(values['graph-version']),
      port: portFrom(values.port),
      host,
      stateful: values.stateful || seed !== undefined,
      seed,
      control: values.control,
    };
    return { server, script: values.script, usage: values.usage };
  } catch (cause) {
    throw new UsageError(`${messageOf(cause)}\n\n${USAGE}`, { cause });
  }
}

/** One line that is safe to print. */
function messageOf(error: unknown): string {
  return escapeControls(error instanceof Error ? error.message : String(error));
}

function readJson(option: string, file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(`${option} ${file}: expected a file of JSON: ${messageOf(cause)}`, { cause });
  }
}

function packageVersion(): string {
  const manifest: { readonly version: string } = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  );
  return manifest.version;
}

function versionFrom(version: string | undefined): GraphVersion {
  if (version === undefined)
    throw new Error(`--graph-version: expected one of ${graphVersions.join(', ')}; received nothing.`);
  requireGraphVersion(version);
  return version;
}

function portFrom(port: string): number {
  if (/^\d+$/.test(port) && Number(port) <= 65_535) return Number(port);
  throw new Error(`--port: expected a number from 0 to 65535; received ${JSON.stringify(port)}.`);
}

function greeting({ url, version }: MockServer, { control, seed, stateful }: MockServerOptions<GraphVersion>): string {
  const [phoneNumberId = '1234567890123456'] = Object.keys(seed ?? {});
  const codes = `${url}/${version}/${phoneNumberId}/message_qrdls`;
  // A mock that remembers codes has none at the start, unless they are given.
  const read = `'${codes}${stateful ? '' : '/ANED2T5QRU7HG1'}?fields=code,qr_image_url.format(SVG)'`;
  const page = control ? `\nThe page ${url}/__mock/ shows requests and codes.\n` : '';
  return `The WhatsApp Business QR Code API as Graph ${version} documents it, mocked at ${url}
${page}
Try, in another terminal:
  curl -H 'Authorization: Bearer any' ${read}
  curl -H 'Authorization: Bearer any' -H 'Content-Type: application/json' -d '{"prefilled_message":"Hi"}' ${codes}

Stop it with Ctrl-C.
`;
}
