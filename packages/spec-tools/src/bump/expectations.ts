import path from 'node:path';

/** Where the contract tests have what a version answers otherwise than the version before it. */
export function expectationsFile(specFolder: string, version: string): string {
  return path.join(specFolder, '../packages/contract-tests/expected', version, 'changes.ts');
}

/** The frame of that file: nothing differs. `pnpm contract` names what does. */
export function expectationsFrame(version: string, from: string): string {
  return `import type { QrCodeClient } from '@whatsapp-qr/client/${version}';
import type { Changes } from '../../src/changes.ts';

/** What ${version} documents differently from ${from}, written by hand from Meta's reference; all else is as in ${from}. */
export const changes: Changes<QrCodeClient> = {
  from: '${from}',
};
`;
}
