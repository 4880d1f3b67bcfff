import type { IFlattenedRuleSet } from 'dependency-cruiser';

/** What each package may import of the others, by folder. One that is not listed may import none. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'packages/api-docs': ['client', 'mock', 'spec'],
  'packages/benchmarks': ['client', 'mock', 'spec'],
  'packages/client': [],
  'packages/codegen': ['openapi-document'],
  'packages/contract-tests': ['client', 'mock', 'spec'],
  'packages/mock': ['spec'],
  'packages/openapi-document': [],
  'packages/reference-reader': ['openapi-document'],
  'packages/release-rehearsal': ['client', 'mock', 'spec'],
  'packages/spec-mutation': [
    'client',
    'codegen',
    'contract-tests',
    'mock',
    'openapi-document',
    'spec-lint',
    'spec-tools',
  ],
  'packages/spec-tools': ['openapi-document', 'reference-reader'],
  examples: ['client', 'mock'],
  scripts: [],
  spec: ['openapi-document', 'spec-lint'],
  'spec/lint': ['openapi-document'],
};

/** The tools of the root, which every package runs with. */
const tools = 'node_modules/(vitest|typescript)/';

type Rule = NonNullable<IFlattenedRuleSet['forbidden']>[number];

const directions: Rule[] = [...packagesBut()].map(([folder, others]) => ({
  name: `direction of ${folder}`,
  comment: `${folder} may import ${others.length === 0 ? 'no other package' : others.join(', ')}`,
  severity: 'error',
  from: { path: `^${folder}/`, ...(folder === 'spec' && { pathNot: '^spec/lint/' }) },
  to: { path: '(^|/)@whatsapp-qr/', pathNot: others.map((name) => `(^|/)@whatsapp-qr/${name}(/|$)`) },
}));

function* packagesBut(): Generator<[string, readonly string[]]> {
  yield* Object.entries(mayImport);
  yield [`(?!(?:${Object.keys(mayImport).join('|')})/)(?:packages/[^/]+)`, []];
}

/** What no import may do. Type-only imports count. */
export const forbidden: readonly Rule[] = [
  {
    name: 'cycle',
    comment: 'files must not import each other in a circle, not even for types',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'relative-import',
    comment: 'a package imports another by its name; no relative path leaves a package',
    severity: 'error',
    from: { path: '^(packages/[^/]+|spec/lint|spec|examples|scripts)/' },
    to: { pathNot: ['^$1/', '(^|/)node_modules/'], dependencyTypesNot: ['core'], couldNotResolve: false },
  },
  {
    name: 'relative-import of spec',
    comment: 'spec and spec/lint are two packages',
    severity: 'error',
    from: { path: '^spec/(?!lint/)' },
    to: { path: '^spec/lint/' },
  },
  {
    name: 'undeclared',
    comment: 'a package declares in its package.json what it imports',
    severity: 'error',
    from: {},
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], pathNot: tools },
  },
  {
    name: 'unresolvable',
    comment: 'imports name something that exists: a declared package, or what it exports',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true, dependencyTypesNot: ['core'] },
  },
  ...directions,
];
