import ts from 'typescript';

export function typeParametersOf(node: ts.Node | undefined): readonly ts.TypeParameterDeclaration[] {
  if (node === undefined) return [];
  const canHaveThem = ts.isInterfaceDeclaration(node) || ts.isClassDeclaration(node) || ts.isTypeAliasDeclaration(node);
  return canHaveThem || ts.isFunctionLike(node) ? (node.typeParameters ?? []) : [];
}

export function isObject(type: ts.Type): boolean {
  return (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0;
}

function isObjectType(type: ts.Type): type is ts.ObjectType {
  return (type.flags & ts.TypeFlags.Object) !== 0;
}

export function isReference(type: ts.Type): type is ts.TypeReference {
  return isObjectType(type) && (type.objectFlags & ts.ObjectFlags.Reference) !== 0;
}

/** Whether a program can compare with it, or narrow to it. */
export function isNamed(type: ts.Type): boolean {
  return isObject(type) || type.isLiteral() || (type.flags & ts.TypeFlags.BooleanLiteral) !== 0;
}

/** The symbol under which a type is declared, if it has a name. */
export function symbolOf(type: ts.Type): ts.Symbol | undefined {
  const symbol: ts.Symbol | undefined = type.aliasSymbol ?? type.symbol;
  return symbol?.name.startsWith('__') ? undefined : symbol;
}

/** Public properties by name. The name of one under a symbol has a number, which differs from module to module. */
export function propertiesOf(type: ts.Type): ReadonlyMap<string, ts.Symbol> {
  const isPublic = ({ valueDeclaration }: ts.Symbol) =>
    !valueDeclaration ||
    !(ts.getCombinedModifierFlags(valueDeclaration) & ts.ModifierFlags.NonPublicAccessibilityModifier);
  const properties = type.getProperties().filter((property) => isPublic(property) && property.name !== 'prototype');
  return new Map(properties.map((property) => [property.name.replace(/^__@(.+)@\d+$/, '[Symbol.$1]'), property]));
}
