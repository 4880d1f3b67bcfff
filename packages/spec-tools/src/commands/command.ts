import { printable } from '@whatsapp-qr/openapi-document';

/** Wrong usage of a command. The message is followed by a pointer to its help. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Adds to a command what all have in common: `--help`, and the message of an error on standard error, with an exit code. */
export function command(name: string, help: string, action: (args: string[]) => Promise<number>) {
  return async (args: string[]): Promise<number> => {
    if (args.includes('--help') || args.includes('-h')) {
      process.stdout.write(help);
      return 0;
    }
    try {
      return await action(args);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const misused =
        error instanceof UsageError || ('code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));
      process.stderr.write(
        `spec ${name}: ${printable(error.message)}\n${misused ? `See: pnpm spec ${name} --help\n` : ''}`,
      );
      return misused ? 2 : 1;
    }
  };
}
