import { printable } from '@whatsapp-qr/openapi-document';

/** The command was called wrongly: how to call it is told along. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What every command does: `--help`, and a failure told by its message, on standard error, with an exit code. */
export function told(name: string, help: string, action: (args: string[]) => Promise<number>) {
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
