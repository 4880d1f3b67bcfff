import { runCommand } from './command.ts';
import { type PublishedDocument, publishedDocuments } from './documents.ts';
import type { CheckResult, Environment, Setting } from './environment.ts';
import { prismEnvironment } from './prism.ts';
import { tool, toolVersion } from './tools.ts';

/** A tool that is called from JavaScript. */
interface OpenApiTool {
  readonly name: string;
  /** What the program imports. */
  readonly packages: readonly [string, ...string[]];
  /** Code of a function `use({ path, folder })`, which rejects if the tool does not accept the document. */
  readonly program: string;
  /** Whether it writes TypeScript into `folder`, with an `index.ts`. */
  readonly generates?: boolean;
}

const tools: readonly OpenApiTool[] = [
  {
    name: 'Spectral (spectral:oas)',
    packages: ['@stoplight/spectral-core', '@stoplight/spectral-parsers', '@stoplight/spectral-rulesets'],
    program: `
      import core from '@stoplight/spectral-core';
      import parsers from '@stoplight/spectral-parsers';
      import rulesets from '@stoplight/spectral-rulesets';
      import { readFileSync } from 'node:fs';
      const spectral = new core.Spectral();
      spectral.setRuleset({ extends: [rulesets.oas] });
      async function use({ path }) {
        const found = await spectral.run(new core.Document(readFileSync(path, 'utf8'), parsers.Yaml, path));
        const errors = found.filter(({ severity }) => severity === 0);
        if (errors.length > 0) throw new Error(JSON.stringify(errors));
      }`,
  },
  {
    name: 'hey-api (openapi-ts)',
    packages: ['@hey-api/openapi-ts'],
    generates: true,
    program: `
      import { createClient } from '@hey-api/openapi-ts';
      const use = ({ path, folder }) => createClient({ input: path, output: folder, logs: { level: 'silent' } });`,
  },
  {
    name: 'orval',
    packages: ['orval'],
    generates: true,
    program: `
      import { generate } from 'orval';
      const use = ({ path, folder }) =>
        generate({ input: { target: path }, output: { target: folder + '/index.ts', client: 'fetch' } });`,
  },
  {
    name: "Postman's converter",
    packages: ['openapi-to-postmanv2'],
    program: `
      import postman from 'openapi-to-postmanv2';
      import { readFileSync } from 'node:fs';
      import { promisify } from 'node:util';
      const convert = promisify(postman.convertV2);
      const requestsIn = ({ item, request }) => (item ? item.flatMap(requestsIn) : [request.method]);
      async function use({ path }) {
        const { result, reason, output } = await convert({ type: 'string', data: readFileSync(path, 'utf8') }, {});
        if (!result) throw new Error(reason);
        const found = requestsIn(output[0].data).sort().join();
        if (found !== 'DELETE,GET,GET,POST') throw new Error('expected the four operations, found ' + found);
      }`,
  },
];

const operations = ['createOrUpdateQrCode', 'deleteQrCode', 'getQrCode', 'listQrCodes'].join(', ');

async function run({ name, packages, program, generates }: OpenApiTool, setting: Setting): Promise<CheckResult[]> {
  const { project, signal } = setting;
  const id = packages[0].replace(/.*\//, '');
  const folderOf = (document: PublishedDocument) => `${id}/${document.name.replace('/openapi.', '-')}`;
  const documents = publishedDocuments(setting).map((document) => ({ ...document, folder: folderOf(document) }));
  for (const dependency of packages) project.link(dependency);
  const file = project.write(
    `${id}/use.mjs`,
    `${program}
    const results = [];
    for (const document of ${JSON.stringify(documents)}) {
      const { name } = document;
      results.push(await use(document).then(() => ({ name }), ({ message }) => ({ name, problem: message })));
    }
    console.log('\\n' + JSON.stringify(results));`,
  );
  const output = await runCommand(process.execPath, [file], { cwd: project.directory, signal });
  const results: CheckResult[] = JSON.parse(output.trim().split('\n').at(-1) ?? '');
  if (!generates) return results;

  const files = documents.map(({ folder }) => {
    const uses = `import { ${operations} } from './index';\nexport const operations = [${operations}];\n`;
    return project.write(`${folder}/uses.ts`, uses);
  });
  const compilerOptions = {
    module: 'esnext',
    moduleResolution: 'bundler',
    target: 'es2022',
    lib: ['es2022', 'dom', 'dom.iterable'],
    types: [],
    strict: true,
    noEmit: true,
  };
  const config = project.write(`${id}/tsconfig.json`, JSON.stringify({ compilerOptions, files }));
  const compiled = await runCommand(process.execPath, [tool('typescript-7/bin/tsc'), '-p', config], { signal }).then(
    () => ({}),
    ({ message }: Error) => ({ problem: message }),
  );
  return [...results, { name: `what ${name} writes compiles and has the four operations`, ...compiled }];
}

export const openApiToolEnvironments: readonly Environment[] = [
  ...tools.map(
    (openApiTool): Environment => ({
      name: openApiTool.name,
      kind: 'OpenAPI tools',
      subjects: ['spec'],
      version: () => toolVersion(openApiTool.packages[0]),
      run: async (setting) => ({ spec: await run(openApiTool, setting) }),
    }),
  ),
  prismEnvironment,
];
