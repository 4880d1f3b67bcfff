import { isArray, isObject, type Json, printableLine, sameJson } from '@whatsapp-qr/openapi-document';

/** What one side says, in words. */
export function valueAsText(value: Json | undefined): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

/** What both sides say, each in words; of two long values, only where they differ. */
export function bothAsText(says: Json | undefined, ours: Json | undefined): [string, string] {
  if (!isObject(says) || !isObject(ours)) return [valueAsText(says), valueAsText(ours)];
  const leaves = differingLeaves(says, ours, '');
  return [
    leaves.map(([at, one]) => `${at}: ${valueAsText(one)}`).join('; '),
    leaves.map(([at, , other]) => `${at}: ${valueAsText(other)}`).join('; '),
  ];
}

type Leaf = readonly [at: string, one: Json | undefined, other: Json | undefined];

function differingLeaves(one: Json | undefined, other: Json | undefined, at: string): Leaf[] {
  if (sameJson(one, other)) return [];
  if (isObject(one) && isObject(other)) {
    const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...keys].flatMap((key) =>
      differingLeaves(one[key], other[key], printableLine(at === '' ? key : `${at}.${key}`)),
    );
  }
  if (isArray(one) && isArray(other)) {
    const longer = one.length > other.length ? one : other;
    return longer.flatMap((_, index) => differingLeaves(one[index], other[index], `${at}[${index}]`));
  }
  return [[at, one, other]];
}
