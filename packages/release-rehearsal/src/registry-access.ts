import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolders } from './packages.ts';
import type { Registry } from './registry.ts';

/** How a consumer is set up for a registry, with the text of "Installing" in the READMEs. */
export interface RegistryAccess {
  /** The `.npmrc` of a project: it maps the scope. */
  readonly projectConfig: string;
  /** The variables of a consumer with a token in the `.npmrc` of the home folder. */
  readonly environment: Readonly<Record<string, string>>;
  /** The same for a consumer who has both lines there. */
  readonly environmentWithScope: Readonly<Record<string, string>>;
}

/** Writes the files of a consumer's home folder. */
export function registryAccess({ url, token }: Registry, folder: string): RegistryAccess {
  const [projectConfig = '', userConfig = ''] = installingBlocks(url);
  const [, variable = ''] = /\$\{(\w+)\}/.exec(userConfig) ?? [];
  const environment = (name: string, text: string) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    // In place of ~/.npmrc, which is not ours. npx sets the second for what it runs, such as this program.
    return { NPM_CONFIG_USERCONFIG: file, npm_config_userconfig: file, [variable]: token };
  };
  return {
    projectConfig,
    environment: environment('token.npmrc', userConfig),
    environmentWithScope: environment('scope-and-token.npmrc', projectConfig + userConfig),
  };
}

/** The two `.npmrc` files of "Installing", with the address of another registry. */
function installingBlocks(url: string): readonly string[] {
  const readme = readFileSync(join(packageFolders['@whatsapp-qr/client'], 'README.md'), 'utf8');
  const blocks = [...readme.matchAll(/```ini\n(.*?)```/gs)].map(([, text = '']) => text);
  if (blocks.length !== 2) throw new Error(`README.md of the client: expected two .npmrc, found ${blocks.length}`);
  const { host } = new URL(url);
  return blocks.map((text) => text.replace('https://registry.example.com/', url).replace('registry.example.com', host));
}
