interface Command {
  readonly help: string;
  run(args: string[]): Promise<number>;
}

/** Each command is a file of its own, loaded when it is called. */
const commands: { readonly [name: string]: () => Promise<Command> } = {
  read: () => import('./commands/read.ts'),
  audit: () => import('./commands/audit.ts'),
  diff: () => import('./commands/diff.ts'),
  bump: () => import('./commands/bump.ts'),
  changes: () => import('./commands/changes.ts'),
  versions: () => import('./commands/versions.ts'),
};

async function main([name, ...args]: string[]): Promise<number> {
  const load = name === undefined || !Object.hasOwn(commands, name) ? undefined : commands[name];
  if (load !== undefined) return (await load()).run(args);
  const wanted = name === '--help' || name === '-h' || name === 'help';
  const usage = `pnpm spec COMMAND [--help], where COMMAND is one of: ${Object.keys(commands).join(', ')}\n`;
  if (wanted) process.stdout.write(usage);
  else process.stderr.write(name === undefined ? usage : `Unknown command ${JSON.stringify(name)}.\n${usage}`);
  return wanted ? 0 : 2;
}

process.exitCode = await main(process.argv.slice(2));
