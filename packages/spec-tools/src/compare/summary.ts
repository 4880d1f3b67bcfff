import { isArray, type Json } from '@whatsapp-qr/openapi-document';
import type { Node } from '../model/node.ts';

/**
 * A node in a few words, such as `string (uri), required`: what one side has and the other lacks. The ledger holds
 * it, so that an entry no longer fits once the missing thing itself has changed.
 */
export function summary(node: Node): string {
  switch (node.kind) {
    case 'operation':
    case 'component':
    case 'security scheme':
      return node.kind;
    case 'response':
    case 'body': {
      const bodies = [...node.children.values()].filter(({ kind }) => kind === 'media type');
      const words = bodies.map((media) => `${media.step} ${typeWords(media)}`).join(' or ');
      return `${words || 'no content'}${requiredWord(node)}`;
    }
    default:
      return `${typeWords(node)}${requiredWord(node)}`;
  }
}

/** What values a node takes: `QrCodeDetails`, `array of string`, `one of "PNG", "SVG"`. */
function typeWords(node: Node): string {
  const fact = (kind: string): Json | undefined => node.facts.get(kind)?.value;
  if (fact('never') === true) return 'no value at all';
  const name = fact('name') ?? fact('recursion');
  if (typeof name === 'string') return name;
  if (node.branches.length > 0) return `${fact('union')} of ${node.branches.map(typeWords).join(', ')}`;
  const values = fact('enum');
  if (isArray(values)) return `one of ${values.map((value) => JSON.stringify(value)).join(', ')}`;
  const items = node.children.get('[]');
  if (fact('type') === 'array' && items !== undefined) return `array of ${typeWords(items)}`;
  const type = fact('type') ?? 'any value';
  const format = fact('format');
  return `${isArray(type) ? type.join(' or ') : String(type)}${format === undefined ? '' : ` (${String(format)})`}`;
}

function requiredWord(node: Node): string {
  return node.facts.get('required')?.value === true ? ', required' : '';
}
