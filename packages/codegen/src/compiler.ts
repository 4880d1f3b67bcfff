import { createRequire } from 'node:module';

// Both are loaded as CommonJS modules: for an import, Node first searches the source for exports, and the
// compiler has nine megabytes of source.
const require = createRequire(import.meta.url);

export const typescript: typeof import('typescript') = require('typescript');
export const { default: openapiTS, astToString }: typeof import('openapi-typescript') = require('openapi-typescript');
