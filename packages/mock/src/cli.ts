#!/usr/bin/env node
import * as nodeModule from 'node:module';
import { parseArgs } from 'node:util';
import { escapeControls } from './escape.ts';
import { formatLogEntry } from './log.ts';
import { type GraphVersion, graphVersions, requireGraphVersion } from './scenarios.ts';
import { type MockServer, type MockServerOptions, startMockServer } from './server.ts';

const DEFAULT_PORT = '4010';
const DEFAULT_HOST = '127.0.0.1';

const USAGE = `Usage: whatsapp-qr-mock --graph-version ${graphVersions[0]} [--port ${DEFAULT_PORT}] [--host ${DEFAULT_HOST}]

Responds as the WhatsApp Business QR Code API is documented to, until it is stopped with Ctrl-C.

  --graph-version   the Graph API version to respond as: ${graphVersions.join(', ')}
  --port            default: ${DEFAULT_PORT}; 0 takes a free one
  --host            default: ${DEFAULT_HOST}; 0.0.0.0 lets other machines and containers connect
  --help            prints this
`;

// Later starts need not compile Prism again. Node 20 has no such cache.
if ('enableCompileCache' in nodeModule) nodeModule.enableCompileCache();
/** Its message ends with the usage, whose line breaks are printed as they are. */
class UsageError extends Error {}

try {
  const options = readArguments(process.argv.slice(2));
  if (options === 'help') console.log(USAGE);
  else await keepRunning(options);
} catch (error) {
  console.error(error instanceof UsageError ? error.message : messageOf(error));
  process.exitCode = 1;
}

async function keepRunning(options: MockServerOptions<GraphVersion>): Promise<void> {
  const server = await startMockServer({ ...options, log: (entry) => console.log(formatLogEntry(entry)) });
  console.log(greeting(server));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => server.close().then(() => console.log('Stopped.')));
  }
}

function readArguments(args: string[]): MockServerOptions<GraphVersion> | 'help' {
  try {
    const { values } = parseArgs({
      args,
      options: {
        'graph-version': { type: 'string' },
        port: { type: 'string', default: DEFAULT_PORT },
        host: { type: 'string', default: DEFAULT_HOST },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return 'help';
    return { version: versionFrom(values['graph-version']), port: portFrom(values.port), host: values.host };
  } catch (cause) {
    throw new UsageError(`${messageOf(cause)}\n\n${USAGE}`, { cause });
  }
}

/** One line that is safe to print. */
function messageOf(error: unknown): string {
  return escapeControls(error instanceof Error ? error.message : String(error));
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

function greeting({ url, version }: MockServer): string {
  const codes = `${url}/${version}/1234567890123456/message_qrdls`;
  return `The WhatsApp Business QR Code API as Graph ${version} documents it, mocked at ${url}

Try, in another terminal:
  curl -H 'Authorization: Bearer any' '${codes}/ANED2T5QRU7HG1?fields=code,qr_image_url.format(SVG)'
  curl -H 'Authorization: Bearer any' -H 'Content-Type: application/json' -d '{"prefilled_message":"Hi"}' ${codes}

Stop it with Ctrl-C.
`;
}
