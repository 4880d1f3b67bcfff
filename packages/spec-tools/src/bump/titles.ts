import { existsSync } from 'node:fs';
import path from 'node:path';
import { isObject, parseSource } from '@whatsapp-qr/openapi-document';
import { readSource, versionsIn } from '../find-versions.ts';

/** The title of a page whose form prints none: what the newest page of that name calls itself, or else its name in words. */
export function titleOf(specFolder: string, name: string): string {
  for (const version of versionsIn(specFolder).reverse()) {
    const file = path.join(specFolder, version, 'reference', `${name}.yaml`);
    if (!existsSync(file)) continue;
    const { root } = parseSource(readSource(file));
    const info = isObject(root) ? root.info : undefined;
    const title = isObject(info) ? info.title : undefined;
    if (typeof title === 'string' && title !== 'unknown') return title;
  }
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
