import { Document, isScalar, isSeq, type Node, visit } from 'yaml';

/** YAML as the files of spec/ are written: in blocks, but the lists under these keys in one line. */
export function yamlText(value: unknown, inOneLine: readonly string[], lineWidth = 0): string {
  const document = new Document(value);
  putInOneLine(document, inOneLine);
  return document.toString({ lineWidth, flowCollectionPadding: false });
}

export function putInOneLine(node: Document | Node, keys: readonly string[]): void {
  visit(node, {
    Pair: (_, { key, value: list }) => {
      if (isScalar(key) && keys.includes(String(key.value)) && isSeq(list)) list.flow = true;
    },
  });
}
