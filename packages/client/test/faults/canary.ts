import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';

/** Secrets that are recognised in any text. The token has characters that URLs and JSON escape. */
export const token = 'EAAcanaryToken|7/Zd+x=';
export const appSecret = 'canarySecret0c1f';
export const proof = createHmac('sha256', appSecret).update(token).digest('hex');

// Parts that no encoding changes, so that an encoded secret, or half of one, is found.
const marks = [/canaryToken/i, /canarySecret/i, new RegExp(proof.slice(0, 16)), new RegExp(proof.slice(-16))];

const attempt = (render: () => unknown): string => {
  try {
    return String(render());
  } catch (error) {
    return `cannot be rendered: ${error}`;
  }
};

/** The texts by which a value can end up in a log, by name. */
function* renderings(value: unknown, name: string, seen = new Set<unknown>()): Generator<[name: string, text: string]> {
  yield [name, attempt(() => value)];
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  if (value instanceof Error) {
    yield [`${name}.message`, value.message];
    yield [`${name}.stack`, String(value.stack)];
    yield* renderings(value.cause, `${name}.cause`, seen);
  }
  for (const key of Reflect.ownKeys(value)) {
    const property: unknown = Reflect.get(value, key);
    if (typeof property === 'string') yield [`${name}.${String(key)}`, property];
  }
  yield [`JSON of ${name}`, attempt(() => JSON.stringify(value))];
  const everything = { depth: 50, showHidden: true, maxStringLength: null, maxArrayLength: null } as const;
  yield [`inspect of ${name}`, inspect(value, everything)];
}

/** The names of the texts of `value` that contain a secret; empty if none does. */
export function secretsIn(name: string, value: unknown): string[] {
  const found = new Set<string>();
  for (const [place, text] of renderings(value, name)) {
    if (marks.some((mark) => mark.test(text))) found.add(place);
  }
  return [...found];
}
