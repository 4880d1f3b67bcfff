import { isArray, isObject, type Json } from '@whatsapp-qr/openapi-document';
import { couldBe, holdsProperties, isItemType } from '../type-fit.ts';
import { parentsOfAlternatives } from './alternatives.ts';
import { isAlternative, isItemOf, type Node, type Root, schemaName } from './node.ts';

/**
 * The properties of schemas that are shown beyond doubt somewhere on the page; and those of the objects within them, as
 * `Schema/property`.
 */
export type KnownSchemas = ReadonlyMap<string, readonly string[]>;

/**
 * Works out which nodes may be the parent of each entry. "Show child attributes" opens a level and nothing closes it, so
 * at first any level opened before may. Each rule takes away what cannot be; none takes away what could be, so an entry
 * with one possible parent left belongs there for certain.
 *
 * Nodes are numbered in the order of the page, the root being 0. That is the preorder of the tree, on which two of the
 * rules rest: everything between a node and its child lies within the node.
 */
export class PossibleParents {
  readonly #nodes: readonly Node[];
  readonly #samples: readonly Json[];
  readonly #known: KnownSchemas;
  readonly #possible: number[][] = [];
  readonly #byName = new Map<string, number[]>();
  #changed = false;
  /** A rule left out leaves more in doubt, but nothing wrong: so the time spent on a broken page can have an end. */
  #effort = 5_000_000;

  constructor(root: Root, nodes: readonly Node[], known: KnownSchemas) {
    this.#nodes = [root, ...nodes];
    this.#samples = root.samples;
    this.#known = known;
  }

  /** For each entry, in the order of the page, the nodes that may be its parent, outermost first. */
  solve(): Node[][] {
    this.#start();
    do {
      this.#changed = false;
      this.#closeLevels();
      this.#keepLevelsOpen();
      this.#haveNamesOnce();
      this.#putPropertiesFirst();
      this.#matchKnownSchemas();
      this.#matchExamples();
    } while (this.#changed && this.#effort > 0);
    return this.#possible.slice(1).map((numbers) => numbers.map((number) => this.#node(number)));
  }

  #start(): void {
    const alternatives = parentsOfAlternatives(this.#nodes);
    const openers: number[] = [];
    for (const [number, node] of this.#nodes.entries()) {
      this.#possible.push(number === 0 ? [] : this.#atFirst(number, node, alternatives.get(number) ?? [], openers));
      if (node.opens) openers.push(number);
      if (isAlternative(node)) continue;
      const same = this.#byName.get(node.name);
      if (same === undefined) this.#byName.set(node.name, [number]);
      else same.push(number);
    }
  }

  #atFirst(number: number, node: Node, alternativeOf: readonly number[], openers: readonly number[]): number[] {
    const previous = this.#node(number - 1);
    const openBefore = previous.opens ? [number - 1] : openers;
    if (isAlternative(node)) return openBefore.filter((opener) => alternativeOf.includes(opener));
    if (previous.opens && previous.type.kind === 'array')
      return isItemOf(previous, node) && isItemType(previous.type.items, node.type) ? [number - 1] : [];
    return openBefore.filter((opener) => holdsProperties(this.#node(opener).type));
  }

  /** Once a child of P comes, what was opened between P and it is closed. */
  #closeLevels(): void {
    const open: number[] = [];
    for (const [number, options] of this.#possible.entries()) {
      if (number > 0) {
        const still = new Set(open);
        this.#keep(number, (parent) => still.has(parent));
        const innermost = options.at(-1);
        while (innermost !== undefined && (open.at(-1) ?? -1) > innermost) open.pop();
      }
      if (this.#node(number).opens) open.push(number);
    }
  }

  /** As long as children of P are still to come, nothing lies outside of P. */
  #keepLevelsOpen(): void {
    const outermost = this.#possible.map(() => 0);
    for (const [later, options] of this.#possible.entries()) {
      const [first, last] = [options[0], options.at(-1)];
      if (first === undefined || last === undefined || first === 0) continue;
      for (let number = later - 1; number > last; number--) outermost[number] = Math.max(outermost[number] ?? 0, first);
    }
    for (const [number, least] of outermost.entries()) this.#keep(number, (parent) => parent >= least);
  }

  /** No parent has two children of one name; so of two entries in a row, the later one lies further out. */
  #haveNamesOnce(): void {
    for (const numbers of this.#byName.values()) {
      for (const [index, number] of numbers.entries()) {
        const parent = this.#certain(number);
        if (parent !== undefined) {
          for (const other of numbers) if (other !== number) this.#keep(other, (option) => option !== parent);
        }
        const next = numbers[index + 1];
        const least = next === undefined ? undefined : this.#possible[next]?.[0];
        const greatest = this.#possible[number]?.at(-1);
        if (next === undefined || least === undefined || greatest === undefined) continue;
        if ((this.#possible[next]?.at(-1) ?? 0) >= number) continue;
        this.#keep(number, (option) => option > least);
        this.#keep(next, (option) => option < greatest);
      }
    }
  }

  /** Alternatives come after the properties that all of them have. */
  #putPropertiesFirst(): void {
    const begun = new Set<number>();
    for (const [number, node] of this.#nodes.entries()) {
      const parent = this.#certain(number);
      if (isAlternative(node)) {
        if (parent !== undefined) begun.add(parent);
      } else if (begun.size > 0) this.#keep(number, (option) => !begun.has(option));
    }
  }

  #matchKnownSchemas(): void {
    for (const [number, node] of this.#nodes.entries()) {
      if (!node.opens || this.#known.size === 0 || this.#effort < 0) continue;
      const names = this.#known.get(this.#knownAs(number) ?? '');
      if (names === undefined) continue;
      const allowed = new Set(names);
      for (let later = number + 2; later < this.#nodes.length; later++) {
        if (!allowed.has(this.#node(later).name)) this.#keep(later, (option) => option !== number);
      }
      for (const name of names) this.#needOne(this.#byName.get(name) ?? [], number);
    }
  }

  /** What an example has, the schema has in the same place. */
  #matchExamples(): void {
    for (const [number, samples] of this.#samplesByNode()) {
      const objects = samples.filter(isObject);
      for (const name of new Set(objects.flatMap((sample) => Object.keys(sample)))) {
        const values = objects.flatMap((sample) => (Object.hasOwn(sample, name) ? [sample[name] ?? null] : []));
        const fitting = (this.#byName.get(name) ?? []).filter((entry) =>
          values.some((value) => couldBe(value, this.#node(entry).type)),
        );
        this.#needOne(fitting, number);
      }
    }
  }

  /**
   * Of the entries that could be the child that a parent must have, it is the only one; or the first, if that lies no
   * deeper: for further out it would close the parent, and the child could not come any more.
   */
  #needOne(entries: readonly number[], parent: number): void {
    const [first, another] = entries.filter((entry) => this.#possible[entry]?.includes(parent));
    if (first === undefined) return;
    if (another === undefined || this.#possible[first]?.at(-1) === parent)
      this.#keep(first, (option) => option === parent);
  }

  /** Values from the examples, for nodes whose place is certain up to the root. */
  #samplesByNode(): Map<number, readonly Json[]> {
    const samples = new Map<number, readonly Json[]>(this.#samples.length === 0 ? [] : [[0, this.#samples]]);
    for (const [number, node] of this.#nodes.entries()) {
      const parent = this.#certain(number);
      const around = parent === undefined ? undefined : samples.get(parent);
      if (parent === undefined || around === undefined || isAlternative(node)) continue;
      const inArray = this.#node(parent).type.kind === 'array';
      const own = around.flatMap((sample) => {
        if (inArray) return isArray(sample) ? sample : [];
        return isObject(sample) && Object.hasOwn(sample, node.name) ? [sample[node.name] ?? null] : [];
      });
      if (own.length > 0) samples.set(number, own);
    }
    return samples;
  }

  /** As `knownAs`, for nodes whose place is certain as far as it matters. */
  #knownAs(number: number): string | undefined {
    const parent = this.#certain(number);
    const name = schemaName(this.#node(number), parent === undefined ? undefined : this.#node(parent));
    if (name !== undefined || parent === undefined) return name;
    const within = this.#knownAs(parent);
    return within === undefined ? undefined : `${within}/${this.#node(number).name}`;
  }

  #certain(number: number): number | undefined {
    const options = this.#possible[number];
    return options?.length === 1 ? options[0] : undefined;
  }

  #keep(number: number, keeps: (parent: number) => boolean): void {
    const options = this.#possible[number] ?? [];
    this.#effort -= options.length + 1;
    if (this.#effort < 0 || options.every(keeps)) return;
    this.#possible[number] = options.filter(keeps);
    this.#changed = true;
  }

  #node(number: number): Node {
    const node = this.#nodes[number];
    if (node === undefined) throw new RangeError(`no node ${number}`);
    return node;
  }
}
