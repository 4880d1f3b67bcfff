import { type JsonObject, pointerTo } from '@whatsapp-qr/openapi-document';
import { get, put } from './put.ts';
import type { Reading } from './reading.ts';
import type { Section } from './sections.ts';
import { withoutEscapes } from './text.ts';

/** The operations read so far, by path and method. */
export class Operations {
  readonly paths: { [path: string]: JsonObject } = {};
  readonly #reading: Reading;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  pointer(method: string, path: string): string {
    return pointerTo('#/paths', path, method);
  }

  add(method: string, path: string, line: number, operation: JsonObject): void {
    const item = get(this.paths, path) ?? {};
    if (Object.hasOwn(item, method)) this.#reading.problem(line, `a second ${method.toUpperCase()} ${path}`, 'one');
    put(this.paths, path, { ...item, [method]: operation });
  }

  /** The list of endpoints near the top says whether all of the page is there. Its rows may be torn over lines. */
  compareWithList(list: Section): void {
    const words = list.lines.flatMap(({ text, number }) =>
      withoutEscapes(text)
        .split(/[|\s]+/)
        .filter((word) => word !== '')
        .map((word) => ({ word, number })),
    );
    let listed = 0;
    for (const [index, { word, number }] of words.entries()) {
      if (!/^(GET|PUT|POST|DELETE|OPTIONS|HEAD|PATCH|TRACE)$/.test(word)) continue;
      const path = /^\[?(\/[^\]]*)/.exec(words[index + 1]?.word ?? '')?.[1];
      if (path === undefined) continue;
      listed++;
      if (get(this.paths, path)?.[word.toLowerCase()] === undefined) {
        this.#reading.problem(number, `${word} ${path} in the list of endpoints`, 'a section about it further down');
      }
    }
    const sections = Object.values(this.paths).reduce((sum, item) => sum + Object.keys(item).length, 0);
    if (listed < sections) {
      this.#reading.problem(list.line, `a list of ${listed} endpoints`, `the ${sections} that have sections`);
    }
  }
}
