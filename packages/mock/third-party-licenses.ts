import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import MIT from 'spdx-license-list/licenses/MIT.json' with { type: 'json' };

/** Packages that name a licence and come without its text, with their copyright holders by package.json and README. */
const MIT_WITHOUT_TEXT: Readonly<Record<string, string>> = {
  '@stoplight/json-schema-merge-allof': 'Martin Hansen; Stoplight',
  'fnv-plus': 'Travis Webb <me@traviswebb.com>',
  'parse-multipart-data': 'Nacho Mazzara',
  'uri-template-lite': '2014-2019 Lauri Rooden <lauri@rooden.ee>',
};

/** The licences of the packages of which a bundle contains code. Throws if one of them has no text. */
export function licensesOf({ inputs, outputs }: Metafile): string {
  const bundled = Object.values(outputs).flatMap((output) => Object.keys(output.inputs));
  const files = Object.keys(inputs).filter((file) => bundled.includes(file));
  const folders = files.map((file) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]);
  const texts = [...new Set(folders)].filter((folder) => folder !== undefined).map(licenseOf);
  return `The bundle contains code of these packages.\n\n${texts.sort().join('\n')}`;
}

function licenseOf(folder: string): string {
  const { name, version, license, licenses } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  // Old packages have a list of licences.
  const identifier: unknown = license ?? licenses?.[0]?.type;
  if (typeof identifier !== 'string') throw new Error(`${folder}: expected a licence in package.json, found none.`);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? textWithoutFile(name, identifier) : readFileSync(join(folder, file), 'utf8');
  return `${'='.repeat(80)}\n${name} ${version}, ${identifier}\n\n${text.trim()}\n`;
}

function textWithoutFile(name: string, identifier: string): string {
  const holder = MIT_WITHOUT_TEXT[name];
  if (identifier !== 'MIT' || holder === undefined) {
    throw new Error(`${name}: expected a file with the text of its licence ${identifier}. Add its copyright holder.`);
  }
  return MIT.licenseText.replace('<year> <copyright holders>', holder);
}
