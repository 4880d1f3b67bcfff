/** The pieces of a type expression. `text` is what is written, for error messages. */
export type Token =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'literal'; readonly text: string; readonly value: string | number | boolean | null }
  | { readonly kind: 'link'; readonly text: string; readonly name: string; readonly anchor: string }
  | { readonly kind: 'parenthesized'; readonly text: string; readonly inner: string }
  | { readonly kind: 'mark'; readonly text: string }
  | { readonly kind: 'unreadable'; readonly text: string };

interface Rule {
  readonly pattern: RegExp;
  token(match: RegExpExecArray): Token;
}

/** Each is anchored where the former ended and has no nested repetition: time is linear in the length of the text. */
const rules: readonly Rule[] = [
  {
    pattern: /"((?:[^"\\]|\\.)*)"/y,
    token: ([text, inner = '']) => ({ kind: 'literal', text, value: inner.replace(/\\(["\\])/g, '$1') }),
  },
  {
    pattern: /\[([^\][]+)\]\(([^()\s]*)\)/y,
    token: ([text, name = '', target = '']) => ({
      kind: 'link',
      text,
      name: name.trim(),
      anchor: target.replace(/^.*#/, ''),
    }),
  },
  {
    pattern: /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y,
    token: ([text]) => ({ kind: 'literal', text, value: Number(text) }),
  },
  { pattern: /\(([^()]*)\)/y, token: ([text, inner = '']) => ({ kind: 'parenthesized', text, inner: inner.trim() }) },
  {
    pattern: /(?:true|false|null)(?![\w.-])/y,
    token: ([text]) => ({ kind: 'literal', text, value: JSON.parse(text) }),
  },
  { pattern: /[A-Za-z_$][\w$.-]*/y, token: ([text]) => ({ kind: 'word', text }) },
  { pattern: /\{\}|[[\],:]/y, token: ([text]) => ({ kind: 'mark', text }) },
];

export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    while (/\s/.test(text[at] ?? '')) at++;
    if (at >= text.length) return tokens;
    const token = next(text, at) ?? { kind: 'unreadable', text: text.slice(at) };
    tokens.push(token);
    if (token.kind === 'unreadable') return tokens;
    at += token.text.length;
  }
}

function next(text: string, at: number): Token | undefined {
  for (const { pattern, token } of rules) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match !== null) return token(match);
  }
  return undefined;
}
