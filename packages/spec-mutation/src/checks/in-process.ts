import type { CheckName, Findings } from './check.ts';
import { contractFinding } from './contract.ts';
import { auditFinding, structureFinding } from './document-checks.ts';
import { generate } from './generator.ts';
import { MutatedRepository } from './repository.ts';
import { TypeTests } from './types.ts';

/** Every check but the linter, which is a command of its own. */
export class Checks implements AsyncDisposable {
  readonly #version: string;
  readonly #types = new TypeTests();
  #removal: Promise<void> = Promise.resolve();

  constructor(version: string) {
    this.#version = version;
  }

  /** What the checks say of a document. A document that nothing can be generated from reaches neither types nor contract. */
  async findings(document: string): Promise<Findings> {
    const repository = new MutatedRepository(this.#version, document);
    try {
      return await this.#findingsIn(repository);
    } finally {
      // It takes a tenth of the time, and can go on while the next document is checked.
      await this.#removal;
      this.#removal = repository.remove();
    }
  }

  /** Waits until what is no longer needed is gone. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#removal;
  }

  async #findingsIn(repository: MutatedRepository): Promise<Findings> {
    const found: Partial<Record<CheckName, string>> = {};
    const add = (check: CheckName, finding: string | undefined): void => {
      if (finding !== undefined) found[check] = finding;
    };
    add('structure and examples', structureFinding(repository, this.#version));
    add('audit', auditFinding(repository, this.#version));
    const generated = await generate(repository);
    if ('refused' in generated) add('generator', generated.refused);
    else {
      add('types', this.#types.finding(generated.files));
      add('contract', await contractFinding(repository, generated.files));
    }
    return found;
  }
}
