import {
  type At,
  asSet,
  child,
  DocumentError,
  elements,
  members,
  resolve,
  rootOf,
  type SourceDocument,
} from '@whatsapp-qr/openapi-document';
import { type Node, NodeBuilder } from './node.ts';
import { bodyNode, parameterNode, responseNode } from './operation.ts';
import { describeSchema } from './schema.ts';
import { schemeName, securityOf } from './security.ts';

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** The whole document as its users meet it. */
export function apiOf(document: SourceDocument): Node {
  const root = rootOf(document);
  if (typeof root.value.openapi !== 'string' || !/^3\.[12]\.\d+$/.test(root.value.openapi)) {
    throw new DocumentError(
      `${document.file}:${document.lineOf('#/openapi')}: expected an OpenAPI 3.1 document ("openapi: 3.1.0"), found ${JSON.stringify(root.value.openapi)}`,
    );
  }
  const api = new NodeBuilder();
  const info = child(root, 'info');
  for (const [key, at] of members(info)) api.fact(key, at.value, at);
  describeServers(api, root);
  for (const key of Object.keys(root.value)) {
    const known = ['openapi', 'info', 'servers', 'security', 'paths', 'components', 'jsonSchemaDialect'].includes(key);
    const at = child(root, key);
    if (!known && at !== undefined) api.fact(key, at.value, at);
  }
  for (const [path, item] of members(child(root, 'paths'))) {
    const { target } = resolve(item, 'a path item');
    for (const method of methods) {
      const operation = child(target, method);
      if (operation !== undefined) api.add(operationNode(root, path, method, target, operation));
    }
  }
  const components = child(root, 'components');
  for (const [name, scheme] of members(components && child(components, 'securitySchemes'))) {
    api.add(securityScheme(root, name, scheme));
  }
  return api.build('api', '', { site: root });
}

function operationNode(root: At, path: string, method: string, pathItem: At, at: At): Node {
  const { target } = resolve(at, 'an operation');
  const operation = new NodeBuilder();
  operation.fact('path', path, pathItem);
  for (const source of [pathItem, target]) describeServers(operation, source);
  // What a path states applies to each of its operations.
  for (const [key, member] of members(pathItem)) {
    if (![...methods, 'parameters', 'servers', '$ref'].includes(key)) operation.fact(key, member.value, member);
  }
  for (const parameter of [pathItem, target].flatMap((source) => elements(child(source, 'parameters')))) {
    operation.add(parameterNode(parameter));
  }
  const security = child(target, 'security') ?? child(root, 'security');
  operation.fact(
    'security',
    securityOf(root, security),
    security ?? { document: root.document, pointer: '#/security' },
  );
  for (const [key, member] of members(target)) {
    if (key === 'requestBody') operation.add(bodyNode(member));
    else if (key === 'responses')
      for (const [status, response] of members(member)) operation.add(responseNode(status, response));
    else if (key === 'deprecated') operation.fact(key, member.value === true ? true : undefined, member);
    else if (!['parameters', 'security', 'servers'].includes(key)) operation.fact(key, member.value, member);
  }
  return operation.build('operation', `${method.toUpperCase()} ${path}`, { site: target });
}

function describeServers(into: NodeBuilder, at: At): void {
  const servers = child(at, 'servers');
  if (servers === undefined) return;
  const described = elements(servers).flatMap((server) => child(server, 'description')?.value ?? []);
  const variables = elements(servers).flatMap((server) => members(child(server, 'variables')));
  into.fact('servers', asSet(elements(servers).map((server) => child(server, 'url')?.value ?? null)), servers);
  if (described.length > 0) into.fact('server description', described, servers);
  if (variables.length > 0) {
    into.fact('server variables', Object.fromEntries(variables.map(([name, { value }]) => [name, value])), servers);
  }
}

const exportedKinds = ['schemas', 'responses', 'parameters', 'requestBodies', 'headers', 'pathItems'];

/**
 * The components that the generated types export under `components`, whether an operation uses them or not. A schema
 * that `isUsed` is a name alone: its contents count where it is used.
 */
export function exportedTypes(document: SourceDocument, isUsed: (pointer: string) => boolean): Node {
  const types = new NodeBuilder();
  const components = child(rootOf(document), 'components');
  for (const kind of exportedKinds) {
    for (const [name, at] of members(components && child(components, kind))) {
      const component = new NodeBuilder();
      if (kind === 'schemas' && !isUsed(at.pointer)) describeSchema(component, [at]);
      types.add(component.build('component', `${kind} ${name}`, { site: at }));
    }
  }
  return types.build('api', '', { site: rootOf(document) });
}

function securityScheme(root: At, name: string, at: At): Node {
  const scheme = new NodeBuilder();
  const { target } = resolve(at, 'a security scheme');
  for (const [key, member] of members(target)) {
    if (!['type', 'scheme', 'in', 'name'].includes(key)) scheme.fact(key, member.value, member);
  }
  return scheme.build('security scheme', `security ${schemeName(root, name)}`, { site: at });
}
