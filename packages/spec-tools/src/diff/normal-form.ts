import { isArray, type Json } from '@whatsapp-qr/openapi-document';
import type { Fact, Node } from '../model/node.ts';
import { alternativesOf, asOneSchema } from './alternatives.ts';

/**
 * The API in one spelling: documents that mean the same give trees without a difference. The audit does not use it, since
 * a page is quoted as it is written.
 */
export function normalForm(api: Node): Node {
  const servers = serversOf(api);
  return normalNode(api, servers?.value, false);
}

function normalNode(node: Node, rootServers: Json | undefined, inResponse: boolean): Node {
  const below = inResponse || node.kind === 'response';
  const children = new Map<string, Node>();
  for (const [key, child] of node.children) {
    const normal = normalNode(child, rootServers, below);
    // In a response, the same type whatever the character set. In a request, the header that is sent differs.
    const isText = below && child.kind === 'media type';
    const step = isText ? child.step.toLowerCase().replace(/\s*;\s*charset=.*$/, '') : child.step;
    if (child.kind !== 'items' || saysAnything(normal)) children.set(isText ? step : key, { ...normal, step });
  }
  const branches = node.branches.map((branch) => normalNode(branch, rootServers, below));
  return normalFacts({ ...node, children, branches }, rootServers);
}

function normalFacts(node: Node, rootServers: Json | undefined): Node {
  switch (node.kind) {
    case 'api':
    case 'operation': {
      const facts = new Map(node.facts);
      const servers = serversOf(node);
      const repeated = node.kind === 'operation' && JSON.stringify(servers?.value) === JSON.stringify(rootServers);
      if (servers === undefined || repeated) facts.delete('servers');
      else facts.set('servers', servers);
      return { ...node, facts };
    }
    case 'security scheme':
    case 'body':
    case 'response':
      return node;
    case 'header':
    case 'parameter': {
      const schema = asOneSchema(node, alternativesOf(node));
      const facts = new Map(schema.facts);
      // The generated types have header names as they are written, though HTTP does not distinguish case.
      if (node.kind === 'header')
        facts.set('header name', { value: node.step.slice('header '.length), spot: node.site });
      // One value is written the same way, exploded or not.
      if (['string', 'integer', 'number', 'boolean'].includes(String(facts.get('type')?.value)))
        facts.delete('explode');
      return { ...schema, facts };
    }
    default:
      return asOneSchema(node, alternativesOf(node));
  }
}

function saysAnything({ facts, children, branches, examples }: Node): boolean {
  return facts.size + children.size + branches.length + examples.length > 0;
}

function serversOf(node: Node): Fact | undefined {
  const fact = node.facts.get('servers');
  if (fact === undefined || !isArray(fact.value)) return fact;
  return { ...fact, value: fact.value.map((url) => String(url).replace(/(?<=.)\/$/, '')) };
}
