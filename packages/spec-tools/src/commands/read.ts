import { parseArgs } from 'node:util';
import { printableLine } from '@whatsapp-qr/openapi-document';
import { formatProblem, printFacts, readReference, versionPattern } from '@whatsapp-qr/reference-reader';
import { readTextFile } from './text-file.ts';

export const help = `pnpm spec read FILE --graph-version vNN.N [--address URL] [--json]

Prints the facts of one of Meta's reference pages as an OpenAPI 3.1 skeleton without prose. FILE is, as downloaded:
  the page as text (what copying it gives), its "View as Markdown" export (also HTML-escaped or fenced),
  or its "Download OpenAPI spec" document (YAML or JSON). Which of them it is, the command finds out itself.

  --graph-version vNN.N  the version that the page describes. The export does not carry it; where a page or its
                         address does, a contradiction is an error, and the option may be left out.
  --address URL          where FILE was downloaded, kept with the facts ("unknown" otherwise)
  --json                 print JSON instead of YAML

What the form itself leaves open stands under x-ambiguous. What cannot be read is listed on standard error, every
line of it, and ends the command with 1; the facts printed then are not whole, and say so under x-unread.

Example: pnpm spec read page.md --graph-version v24.0 --address https://developers.facebook.com/… > facts.yaml
`;

class UsageError extends Error {}

export async function run(args: string[]): Promise<number> {
  try {
    return await read(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\nSee: pnpm spec read --help\n`);
    return 2;
  }
}

async function read(args: string[]): Promise<number> {
  const { file, graphVersion, address, as, helpWanted } = optionsOf(args);
  if (helpWanted) {
    process.stdout.write(help);
    return 0;
  }
  if (file === undefined) throw new UsageError('Expected a FILE: the reference page to read. Found none.');
  const result = readReference(textOf(file), { graphVersion, address });
  const { problems, skeleton } = result;
  const { form, graphVersion: version } = skeleton['x-source'];
  if (form !== 'unknown' && version === 'unknown') {
    throw new UsageError(
      `${file} (${form}) does not tell its version. Expected --graph-version, such as --graph-version v23.0.`,
    );
  }
  if (form !== 'unknown') process.stdout.write(printFacts(result, as));
  for (const problem of problems) process.stderr.write(`${printableLine(`${file}: ${formatProblem(problem)}`)}\n`);
  if (problems.length > 0) process.stderr.write(`${file}: the facts are not whole (${problems.length} problems)\n`);
  const ambiguities = skeleton['x-ambiguous'].length;
  if (ambiguities > 0)
    process.stderr.write(`${file}: ${ambiguities} things that this form leaves open are listed under x-ambiguous\n`);
  return problems.length === 0 ? 0 : 1;
}

interface Options {
  file: string | undefined;
  graphVersion: string | undefined;
  address: string | undefined;
  as: 'yaml' | 'json';
  helpWanted: boolean;
}

function optionsOf(args: string[]): Options {
  const { values, positionals } = parsed(args);
  const { 'graph-version': graphVersion, address } = values;
  if (positionals.length > 1)
    throw new UsageError(`Expected one FILE, found ${positionals.length}: ${positionals.join(' ')}`);
  if (graphVersion !== undefined && !versionPattern.test(graphVersion)) {
    throw new UsageError(`--graph-version: expected a version such as v23.0, found ${JSON.stringify(graphVersion)}`);
  }
  if (address !== undefined && !(URL.canParse(address) && /^https?:$/.test(new URL(address).protocol))) {
    throw new UsageError(
      `--address: expected a URL such as https://developers.facebook.com/…, found ${JSON.stringify(address)}`,
    );
  }
  return {
    file: positionals[0],
    graphVersion,
    address,
    as: values.json ? 'json' : 'yaml',
    helpWanted: values.help ?? false,
  };
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        'graph-version': { type: 'string' },
        address: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function textOf(file: string): string {
  try {
    return readTextFile(file);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
