import { Document, isScalar, isSeq, visit } from 'yaml';

/** YAML as the files of spec/ are written: in blocks, but the lists under these keys in one line. */
export function yamlText(value: unknown, inOneLine: readonly string[], lineWidth = 0): string {
  const document = new Document(value);
  visit(document, {
    Pair: (_, { key, value: list }) => {
      if (isScalar(key) && inOneLine.includes(String(key.value)) && isSeq(list)) list.flow = true;
    },
  });
  return document.toString({ lineWidth, flowCollectionPadding: false });
}
