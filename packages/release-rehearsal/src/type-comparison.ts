import ts from 'typescript';
import type { Level } from './changeset-levels.ts';
import type { EntryModule } from './entry-module.ts';
import { isNamed, isObject, isReference, propertiesOf, symbolOf, typeParametersOf } from './type-facts.ts';

const { TypeFlags, SymbolFlags, SignatureKind } = ts;

/** A change of the types of a module, and the level of the release that it needs. */
export interface TypeChange {
  readonly level: Extract<Level, 'major' | 'minor'>;
  readonly sentence: string;
}

/** Whether the package gives the value to its user, or takes it from there. */
type Position = 'out' | 'in' | 'unknown';
const opposite = { out: 'in', in: 'out', unknown: 'unknown' } as const;

/** Compares one entry of a package with its state at the last release. */
export class Comparison {
  readonly #checker: ts.TypeChecker;
  readonly #before: EntryModule;
  readonly #now: EntryModule;
  /** The classes and interfaces whose objects the package gives. */
  readonly #given: Set<ts.Symbol>;
  readonly #changes = new Map<string, TypeChange>();
  readonly #compared = new Map<ts.Type, Map<ts.Type, Set<Position>>>();
  /** Named types that values use, in the positions in which they do. */
  readonly #used: { readonly name: string; readonly position: Position }[] = [];

  constructor(checker: ts.TypeChecker, before: EntryModule, now: EntryModule, given: Set<ts.Symbol>) {
    this.#checker = checker;
    this.#before = before;
    this.#now = now;
    this.#given = given;
  }

  changes(): readonly TypeChange[] {
    const both: [name: string, before: ts.Symbol, now: ts.Symbol][] = [];
    for (const name of this.#now.exports.keys()) if (!this.#before.exports.has(name)) this.#add(name, 'is added');
    for (const [name, before] of this.#before.exports) {
      const now = this.#now.exports.get(name);
      if (now === undefined) this.#break(name, 'is removed');
      else both.push([name, before, now]);
    }
    for (const [name, before, now] of both) {
      if (!(before.flags & SymbolFlags.Value)) continue;
      if (!(now.flags & SymbolFlags.Value)) this.#break(name, 'is only a type now');
      else this.#compare(this.#checker.getTypeOfSymbol(before), this.#checker.getTypeOfSymbol(now), 'out', name);
    }
    const types = both.filter(([, before]) => before.flags & SymbolFlags.Type);
    // Grows while it is iterated.
    for (const { name, position } of this.#used) this.#compareNamed(name, position);
    const used = new Set(this.#used.map(({ name }) => name));
    for (const [name, before, now] of types) {
      if (!(now.flags & SymbolFlags.Type)) this.#break(name, 'is no longer a type');
      else {
        this.#compareTypeParameters(before.declarations?.[0], now.declarations?.[0], name);
        if (!used.has(name)) this.#compareNamed(name, 'unknown');
      }
    }
    return [...this.#changes.values()];
  }

  #break(place: string, problem: string): void {
    const sentence = `\`${place}\` ${problem}`;
    this.#changes.set(sentence, { level: 'major', sentence });
  }

  #add(place: string, addition: string): void {
    const sentence = `\`${place}\` ${addition}`;
    if (!this.#changes.has(sentence)) this.#changes.set(sentence, { level: 'minor', sentence });
  }

  #compareNamed(name: string, position: Position): void {
    const [before, now] = [this.#before.exports.get(name), this.#now.exports.get(name)];
    if (!before || !now || !(now.flags & SymbolFlags.Type)) return;
    const [one, other] = [before, now].map((symbol) => this.#checker.getDeclaredTypeOfSymbol(symbol));
    if (one && other) this.#compareParts(one, other, position, name);
  }

  #compare(before: ts.Type, now: ts.Type, position: Position, place: string): void {
    if (before === now || this.#isKnown(before, now, position)) return;
    const name = this.#before.typeNames.get(before);
    if (name !== undefined && name === this.#now.typeNames.get(now)) {
      this.#used.push({ name, position });
    } else this.#compareParts(before, now, position, place);
  }

  #isKnown(before: ts.Type, now: ts.Type, position: Position): boolean {
    const pairs = this.#compared.get(before) ?? new Map<ts.Type, Set<Position>>();
    const positions = pairs.get(now) ?? new Set<Position>();
    this.#compared.set(before, pairs.set(now, positions));
    if (positions.has(position)) return true;
    positions.add(position);
    return false;
  }

  /** Compares the members of unions, and a type that is no union as one with a single member. */
  #compareParts(before: ts.Type, now: ts.Type, position: Position, place: string, isPresent = false): void {
    if ((before.flags ^ now.flags) & TypeFlags.Any) {
      this.#break(place, `is ${this.#print(now)} now`);
      return;
    }
    const [former, latter] = [before, now].map((type) => this.#partsOf(type, isPresent));
    if (!former || !latter) return;
    const added = new Set(latter);
    const removed = new Set(former.filter((part) => !added.delete(part)));
    for (const part of removed) {
      const match = this.#matchOf(part, removed, added);
      if (match === undefined) continue;
      removed.delete(part);
      added.delete(match);
      if (part === before) this.#compareObjects(part, match, position, place);
      else this.#compare(part, match, position, place);
    }
    for (const part of removed) {
      // A property that may be absent accepts an explicit `undefined` only if its type says so.
      const isWidened = part !== this.#checker.getUndefinedType() && latter.some((other) => this.#fits(part, other));
      if (isWidened) continue;
      const sentence = `cannot be ${this.#print(part)} any more`;
      if (position === 'in' || isNamed(part)) this.#break(place, sentence);
      else this.#add(place, sentence);
    }
    for (const part of added) {
      const isNarrower = former.some((other) => this.#fits(part, other));
      if (position === 'out' && !isNarrower) this.#break(place, `can be ${this.#print(part)} now`);
      else this.#add(place, `can be ${this.#print(part)} now`);
    }
  }

  #partsOf(type: ts.Type, isPresent: boolean): readonly ts.Type[] {
    const erased = this.#erase(type);
    if (erased.isUnion()) return erased.types.flatMap((part) => this.#partsOf(part, isPresent));
    return erased.flags & (isPresent ? TypeFlags.Never | TypeFlags.Undefined : TypeFlags.Never) ? [] : [erased];
  }

  /** What a type parameter, and what depends on one, is at least. */
  #erase(type: ts.Type): ts.Type {
    if (!(type.flags & TypeFlags.Instantiable)) return type;
    return this.#checker.getBaseConstraintOfType(type) ?? this.#checker.getUnknownType();
  }

  /** The object that stands for another one now: an equal one, that of the same name or with the same literal, the next. */
  #matchOf(part: ts.Type, removed: ReadonlySet<ts.Type>, added: ReadonlySet<ts.Type>): ts.Type | undefined {
    if (!isObject(part)) return undefined;
    const objects = [...added].filter(isObject);
    const name = symbolOf(part)?.name;
    const [first] = [...removed].filter(isObject).length === objects.length ? objects : [];
    return (
      objects.find((other) => this.#fits(part, other) && this.#fits(other, part)) ??
      objects.find((other) => name !== undefined && symbolOf(other)?.name === name) ??
      objects.find((other) => part.getProperties().some((property) => this.#isSameLiteral(property, other))) ??
      first
    );
  }

  #isSameLiteral(property: ts.Symbol, other: ts.Type): boolean {
    const counterpart = other.getProperty(property.name);
    const type = this.#checker.getTypeOfSymbol(property);
    return type.isLiteral() && counterpart !== undefined && this.#checker.getTypeOfSymbol(counterpart) === type;
  }

  #fits(type: ts.Type, other: ts.Type): boolean {
    return this.#checker.isTypeAssignableTo(type, other);
  }

  #compareObjects(before: ts.Type, now: ts.Type, position: Position, place: string): void {
    if (isReference(before) && isReference(now) && before.target === now.target) {
      const args = this.#checker.getTypeArguments(now);
      for (const [index, one] of this.#checker.getTypeArguments(before).entries()) {
        const other = args[index];
        if (other) this.#compare(one, other, position, place);
      }
      return;
    }
    if (before.isClassOrInterface() || isReference(before)) {
      if (position === 'out') this.#given.add(before.symbol);
      // Compared where the package gives it: users do not make such an object.
      if (position === 'in' && this.#given.has(before.symbol)) return;
    }
    const [former, latter] = [before, now].map(propertiesOf);
    for (const name of new Set([...(former?.keys() ?? []), ...(latter?.keys() ?? [])])) {
      this.#compareMembers(former?.get(name), latter?.get(name), position, `${place}.${name}`);
    }
    this.#compareAllSignatures(before, now, SignatureKind.Call, position, place);
    this.#compareAllSignatures(before, now, SignatureKind.Construct, position, `new ${place}`);
    const indexes = this.#checker.getIndexInfosOfType(now);
    for (const { keyType, type } of this.#checker.getIndexInfosOfType(before)) {
      const other = indexes.find((index) => index.keyType === keyType);
      const name = `${place}[${this.#print(keyType)}]`;
      if (other) this.#compare(type, other.type, position, name);
      else this.#break(name, 'is removed');
    }
  }

  /** Compares properties, or parameters. */
  #compareMembers(before: ts.Symbol | undefined, now: ts.Symbol | undefined, position: Position, place: string): void {
    if (now === undefined) {
      this.#break(place, 'is removed');
      return;
    }
    const isOptional = this.#isOptional(now);
    if (before === undefined) {
      if (!isOptional && position === 'in') this.#break(place, 'is added and required');
      else this.#add(place, 'is added');
      return;
    }
    const [one, other] = [before, now].map((symbol) => this.#checker.getTypeOfSymbol(symbol));
    if (!one || !other) return;
    if (this.#isOptional(before) === isOptional) {
      this.#compare(one, other, position, place);
      return;
    }
    if (isOptional && position === 'out') this.#break(place, 'is optional now');
    else if (!isOptional && position === 'in') this.#break(place, 'is required now');
    else this.#add(place, isOptional ? 'is optional now' : 'is always there now');
    this.#compareParts(one, other, position, place, true);
  }

  #isOptional({ flags, valueDeclaration: declaration }: ts.Symbol): boolean {
    if (!declaration || !ts.isParameter(declaration)) return (flags & SymbolFlags.Optional) !== 0;
    return declaration.dotDotDotToken !== undefined || this.#checker.isOptionalParameter(declaration);
  }

  #compareAllSignatures(one: ts.Type, other: ts.Type, kind: ts.SignatureKind, position: Position, place: string): void {
    const [former, latter] = [one, other].map((type) => this.#checker.getSignaturesOfType(type, kind));
    if (!former || !latter) return;
    if (latter.length > former.length) this.#add(place, 'has one more way to be called');
    for (const [index, before] of former.entries()) {
      const now = latter[index];
      if (now) this.#compareSignatures(before, now, position, place);
      else this.#break(place, 'has one way less to be called');
    }
  }

  #compareSignatures(before: ts.Signature, now: ts.Signature, position: Position, place: string): void {
    this.#compareTypeParameters(before.declaration, now.declaration, place);
    for (let index = 0; index < Math.max(before.parameters.length, now.parameters.length); index += 1) {
      const [one, other] = [before.parameters[index], now.parameters[index]];
      this.#compareMembers(one, other, opposite[position], `${place}(${(one ?? other)?.name})`);
    }
    this.#compare(before.getReturnType(), now.getReturnType(), position, `${place}()`);
    const [one, other] = [before, now].map((signature) => this.#checker.getTypePredicateOfSignature(signature)?.type);
    if (one && other) this.#compare(one, other, position, `${place}()`);
    else if (one) this.#break(place, 'does not narrow its argument any more');
  }

  #compareTypeParameters(before: ts.Node | undefined, now: ts.Node | undefined, place: string): void {
    const [former, latter] = [before, now].map(typeParametersOf);
    if (!former || !latter) return;
    if (latter.length < former.length) this.#break(place, 'has fewer type parameters');
    const isRequired = latter.slice(former.length).some((parameter) => parameter.default === undefined);
    if (isRequired) this.#break(place, 'has more type parameters');
  }

  #print(type: ts.Type): string {
    return this.#checker.typeToString(type, undefined, ts.TypeFormatFlags.InTypeAlias);
  }
}
