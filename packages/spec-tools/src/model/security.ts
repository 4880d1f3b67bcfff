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

/** What an operation asks for: a set of alternatives, each a text such as `http bearer`, and `none` for open access. */
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
  const scheme = schemes && child(schemes, name);
  if (scheme === undefined) {
    throw new DocumentError(
      `${place(usedAt)}: asks for the security scheme ${JSON.stringify(name)}, which is not defined`,
    );
  }
  const { value } = resolve(scheme, 'a security scheme').target;
  const words = [value.type, value.scheme, value.in, value.name].filter((word) => typeof word === 'string');
  return isObject(value) ? words.join(' ') : name;
}
