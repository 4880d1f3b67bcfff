export { checkDocument, checkSpec } from './check.ts';
export { dereference } from './dereference.ts';
export { dialectsOf } from './dialects.ts';
export { parseYaml, readYaml, type YamlFile } from './document.ts';
export { entriesOf } from './json.ts';
export { type Place, placesOf } from './places.ts';
export { describe, type Problem } from './problem.ts';
export { versionFolders } from './versions.ts';
