import { isArray, isObject, type Json } from '@whatsapp-qr/openapi-document';
import { couldBe, holdsProperties, isItemType } from '../type-fit.ts';
import { parentsOfAlternatives } from './alternatives.ts';
import { isAlternative, isItemOf, type Node, type Root } from './node.ts';

/** Each round may settle what a rule needs in the next. A round left out leaves more ambiguous, but nothing wrong. */
const mostRounds = 8;

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
  readonly #possible: number[][] = [];
  readonly #byName = new Map<string, number[]>();
  #changed = true;

  constructor(root: Root, nodes: readonly Node[]) {
    this.#nodes = [root, ...nodes];
    this.#samples = root.samples;
  }

  /** For each entry, in the order of the page, the nodes that may be its parent, outermost first. */
  solve(): Node[][] {
    this.#start();
    for (let round = 0; this.#changed && round < mostRounds; round++) {
      this.#changed = false;
      this.#closeLevels();
      this.#keepLevelsOpen();
      this.#putPropertiesFirst();
      this.#matchExamples();
    }
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

  #certain(number: number): number | undefined {
    const options = this.#possible[number];
    return options?.length === 1 ? options[0] : undefined;
  }

  #keep(number: number, keeps: (parent: number) => boolean): void {
    const options = this.#possible[number] ?? [];
    if (options.every(keeps)) return;
    this.#possible[number] = options.filter(keeps);
    this.#changed = true;
  }

  #node(number: number): Node {
    const node = this.#nodes[number];
    if (node === undefined) throw new RangeError(`no node ${number}`);
    return node;
  }
}
