// Holds a product's layouts against the oracle's. A product's keys beyond the contract are ignored.

import { plainName } from './instrument.ts';
import type { OracleLayout, PlaceEntry, RustLayoutV1, TagEntry, TypeEntry } from './rustLayout.ts';

export type Product = Pick<RustLayoutV1, 'types'> & { readonly unresolved?: RustLayoutV1['unresolved'] };
export type Truth = Pick<OracleLayout, 'types' | 'skipped'>;

/** A product's layout that differs from the compiler's. */
export interface WrongType {
  readonly type: TypeEntry;
  /** One line a difference: `size: rustc 8, product 12`. */
  readonly differences: readonly string[];
}

/** A type that the product leaves open. */
export interface OpenType {
  readonly type: TypeEntry;
  readonly reason: string;
}

export interface LayoutComparison {
  readonly types: number;
  readonly exact: number;
  readonly wrong: readonly WrongType[];
  readonly open: readonly OpenType[];
  /** Product types where no type that the oracle knows begins. */
  readonly extra: readonly TypeEntry[];
}

export interface CompareOptions {
  /** False leaves the oracle's types inside macro calls out. */
  readonly macros?: boolean;
}

/** Every type of the oracle is exact, wrong or open. */
export function compareLayouts(
  oracle: Truth,
  product: Product,
  { macros = true }: CompareOptions = {},
): LayoutComparison {
  const types = oracle.types.filter((t) => macros || !t.macro);
  const answered = byPlace(product.types);
  const unresolved = byPlace(product.unresolved ?? []);
  const lines = byPlace(types);
  const used = new Set<TypeEntry>();
  const wrong: WrongType[] = [];
  const open: OpenType[] = [];
  for (const type of types) {
    const alone = lines.get(place(type))!.length === 1;
    const answer = matching(type, answered, alone);
    if (!answer) {
      open.push({ type, reason: matching(type, unresolved, alone)?.reason ?? '(not mentioned)' });
      continue;
    }
    used.add(answer);
    const differences = layoutDifferences(type, answer);
    if (differences.length) wrong.push({ type, differences });
  }
  const known = byPlace<PlaceEntry>([...oracle.types, ...oracle.skipped]);
  const extra = product.types.filter((t) => !used.has(t) && !known.has(place(t)));
  return { types: types.length, exact: types.length - wrong.length - open.length, wrong, open, extra };
}

const place = (entry: PlaceEntry): string =>
  `${entry.file.replaceAll('\\', '/').replace(/^\.\//, '')}:${entry.line}`;

function byPlace<T extends PlaceEntry>(entries: readonly T[]): Map<string, T[]> {
  const map = new Map<string, T[]>();
  for (const entry of entries) {
    const here = map.get(place(entry));
    if (here) here.push(entry);
    else map.set(place(entry), [entry]);
  }
  return map;
}

/** The entry for a type: at its line; where a line holds several, by name. */
function matching<T extends PlaceEntry>(
  type: TypeEntry,
  map: ReadonlyMap<string, readonly T[]>,
  alone: boolean,
): T | undefined {
  const here = map.get(place(type)) ?? [];
  const named = here.find((e) => plainName(e.name ?? '') === plainName(type.name));
  return named ?? (alone && here.length === 1 ? here[0] : undefined);
}

/** What differs, as lines; none when the layouts are the same. */
export function layoutDifferences(oracle: TypeEntry, product: TypeEntry): string[] {
  const found: string[] = [];
  const check = (what: string, a: unknown, b: unknown): void => {
    if (JSON.stringify(a ?? null) !== JSON.stringify(b ?? null))
      found.push(`${what}: rustc ${show(a)}, product ${show(b)}`);
  };
  if (product.kind !== undefined) check('kind', oracle.kind, product.kind);
  check('size', oracle.size, product.size);
  check('align', oracle.align, product.align);
  if (oracle.kind !== 'enum') check('offsets', oracle.offsets, product.offsets);
  const nicheKeys = ['offset', 'size', 'start', 'end'] as const;
  check('niche', pick(oracle.niche, nicheKeys), pick(product.niche, nicheKeys));
  if (product.uninhabited !== undefined) check('uninhabited', oracle.uninhabited, product.uninhabited);
  if (oracle.kind !== 'enum') return found;
  check('tag', pick(oracle.tag, tagKeys(oracle.tag)), pick(product.tag, tagKeys(oracle.tag)));
  return [...found, ...variantDifferences(oracle, product)];
}

function variantDifferences(oracle: TypeEntry, product: TypeEntry): string[] {
  const found: string[] = [];
  const check = (what: string, a: unknown, b: unknown): void => {
    if (JSON.stringify(a) !== JSON.stringify(b)) found.push(`${what}: rustc ${show(a)}, product ${show(b)}`);
  };
  const listed = product.variants ?? [];
  for (const v of oracle.variants ?? []) {
    const other = listed.find((p) => p.index === v.index);
    if (!other) {
      found.push(`variant ${v.index}: missing`);
      continue;
    }
    check(`variant ${v.index} size`, v.size, other.size);
    check(`variant ${v.index} offsets`, v.offsets, other.offsets);
  }
  // Where rustc lays out one variant only (or none), a product may still list those that cannot exist.
  if (!oracle.tag) return found;
  const surplus = listed.filter((p) => !oracle.variants?.some((v) => v.index === p.index));
  return [...found, ...surplus.map((p) => `variant ${p.index}: not rustc's`)];
}

function tagKeys(tag: TagEntry | null | undefined): readonly (keyof TagEntry)[] {
  return tag?.encoding === 'niche'
    ? ['offset', 'size', 'encoding', 'untagged', 'start', 'variants']
    : ['offset', 'size', 'encoding'];
}

/** Some keys of an object; the ends of ranges as text, whichever way they were written. */
function pick<T extends object>(
  object: T | null | undefined,
  keys: readonly (keyof T & string)[],
): object | null {
  if (!object) return null;
  const value = (key: keyof T & string): unknown =>
    key === 'start' || key === 'end' ? String(object[key]) : (object[key] ?? null);
  return Object.fromEntries(keys.map((key) => [key, value(key)]));
}

const show = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));
