import { isArray, isObject, type JsonObject, pointerTo } from '@whatsapp-qr/openapi-document';
import { drop, type Edit, rename, set } from '../edit.ts';
import { keysIn, misspelt, type Slip } from './slip.ts';

/** Slips in what stands once in a document. */
export const documentSlips: readonly Slip<JsonObject>[] = [
  { name: 'version of OpenAPI changed', edits: () => [set('#/openapi', '3.0.3')] },
  {
    name: 'Graph version changed',
    edits: ({ info }) =>
      isObject(info) && typeof info.version === 'string'
        ? [
            set(
              '#/info/version',
              info.version.replace(/\d+/, (major) => String(Number(major) + 1)),
            ),
          ]
        : [],
  },
  {
    name: 'server changed or dropped',
    edits: ({ servers }) => (isArray(servers) ? servers.flatMap((server, index) => serverEdits(server, index)) : []),
  },
  {
    name: 'security of all operations dropped or lifted',
    edits: ({ security }) => (security === undefined ? [] : [drop('#/security'), set('#/security', [])]),
  },
  {
    name: 'security scheme changed',
    edits({ components }) {
      const schemes = isObject(components) && isObject(components.securitySchemes) ? components.securitySchemes : {};
      return Object.keys(schemes).flatMap((name) => {
        const at = pointerTo('#/components/securitySchemes', name);
        return [
          set(pointerTo(at, 'scheme'), 'basic'),
          set(pointerTo(at, 'bearerFormat'), 'JWT'),
          set(pointerTo(at, 'type'), 'apiKey'),
          drop(pointerTo(at, 'scheme')),
        ];
      });
    },
  },
  {
    name: 'component dropped',
    edits: (root) => componentsOf(root).map((at) => drop(at)),
  },
  {
    name: 'component renamed',
    edits: (root) => componentsOf(root).map((at) => rename(at, misspelt(at.split('/').at(-1) ?? ''))),
  },
];

function serverEdits(server: unknown, index: number): Edit[] {
  const at = pointerTo('#/servers', index);
  const url = isObject(server) ? server.url : undefined;
  if (typeof url !== 'string') return [];
  return [
    set(pointerTo(at, 'url'), url.replace(/\w(?=\.\w+$)/, '')),
    set(pointerTo(at, 'url'), url.replace('https:', 'http:')),
    set(pointerTo(at, 'url'), `${url}/`),
    drop(at),
  ];
}

function componentsOf({ components }: JsonObject): string[] {
  return keysIn(components).flatMap((section) =>
    keysIn(isObject(components) ? components[section] : undefined).map((name) =>
      pointerTo('#/components', section, name),
    ),
  );
}
