import {
  type At,
  asSet,
  child,
  DocumentError,
  elements,
  isArray,
  isObject,
  type Json,
  members,
  place,
  resolve,
} from '@whatsapp-qr/openapi-document';

/** What an operation requires: a set of alternatives, each a text such as `http bearer`, and `none` for open access. */
export function securityOf(root: At, security: At | undefined): readonly Json[] {
  const alternatives = elements(security).map((alternative) => {
    const schemes = members(alternative).map(([name, scopes]) => {
      const listed = isArray(scopes.value) && scopes.value.length > 0 ? ` [${asSet(scopes.value).join(', ')}]` : '';
      return `${schemeName(root, name, alternative)}${listed}`;
    });
    return schemes.length === 0 ? 'none' : schemes.sort().join(' and ');
  });
  return alternatives.length === 0 ? ['none'] : asSet(alternatives);
}

/** Schemes are compared by what they are: the name is each document's own. */
export function schemeName(root: At, name: string, usedAt: At = root): string {
  const components = child(root, 'components');
  const schemes = components && child(components, 'securitySchemes');
  const defined = schemes && child(schemes, name);
  if (defined === undefined) {
    throw new DocumentError(
      `${place(usedAt)}: requires the security scheme ${JSON.stringify(name)}, which is not defined`,
    );
  }
  const { value } = resolve(defined, 'a security scheme').target;
  // Names of HTTP authentication schemes are the same in any case (RFC 9110, section 11.1).
  const scheme = typeof value.scheme === 'string' ? value.scheme.toLowerCase() : undefined;
  const words = [value.type, scheme, value.in, value.name].filter((word) => typeof word === 'string');
  return isObject(value) ? words.join(' ') : name;
}
