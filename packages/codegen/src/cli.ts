import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { InputError } from './input-error.ts';
import { apply, type Change, compare } from './output.ts';
import { readSpec } from './spec.ts';
import { isTargetName, type TargetName, targets } from './targets.ts';

const HELP = `Writes TypeScript from the documents in spec/ into the packages that need it.

Usage: whatsapp-qr-codegen [client] [mock] [--check] [--root DIR]

  client      types, entries and "exports" of packages/client
  mock        names of the documented statuses and examples, for packages/mock
              (without a name: all of them)
  --check     write nothing; name the files that are not current, and fail if there are any
  --root DIR  the folder that holds spec/ and packages/ (default: this repository)
  --help      this text
`;

interface Options {
  readonly names: readonly TargetName[];
  readonly root: string;
  readonly check: boolean;
}

class UsageError extends Error {}

/** Runs the command and returns its exit code: 1 for problems to fix, 2 for wrong arguments. */
export async function main(args: readonly string[]): Promise<0 | 1 | 2> {
  try {
    const options = parseOptions(args);
    if (options === 'help') {
      console.log(HELP);
      return 0;
    }
    return await run(options);
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`${error.message}\n\n${HELP}`);
      return 2;
    }
    if (!(error instanceof InputError)) throw error;
    console.error(`${error.message}\n\nNothing was written: mend the above, then run \`pnpm generate\` again.`);
    return 1;
  }
}

function parseOptions(args: readonly string[]): Options | 'help' {
  const { values, positionals } = parse(args);
  if (values.help) return 'help';
  const known = Object.keys(targets).filter(isTargetName);
  for (const name of positionals) {
    if (!isTargetName(name)) throw new UsageError(`Unknown target ${name}: expected ${known.join(' or ')}.`);
  }
  const named = known.filter((name) => positionals.includes(name));
  return {
    names: named.length > 0 ? named : known,
    root: values.root === undefined ? join(import.meta.dirname, '../../..') : resolve(values.root),
    check: values.check ?? false,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { check: { type: 'boolean' }, root: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function run({ names, root, check }: Options): Promise<0 | 1> {
  const versions = await readSpec(root);
  const changes: Change[] = [];
  for (const name of names) {
    const { folder, generate } = targets[name];
    changes.push(...(await compare(root, folder, await generate(root, versions))));
  }
  const of = `${names.join(' and ')}, ${versions.map(({ version }) => version).join(', ')}`;
  if (changes.length === 0) {
    console.log(`Generated files are current (${of}).`);
    return 0;
  }
  if (check) {
    const list = changes.map(({ kind, path }) => `  ${kind.padEnd(7)}  ${path}`).join('\n');
    console.error(`Generated files are not current (${of}):\n${list}\n\nRun \`pnpm generate\` and commit the result.`);
    return 1;
  }
  await apply(root, changes);
  for (const { kind, path } of changes) console.log(`${kind === 'surplus' ? 'removed' : 'wrote'} ${path}`);
  return 0;
}
