import {
  FACTS_FORMAT,
  type FactsHeader,
  type FactsTargetInfo,
  type RawRecord,
  type RawTy,
} from '../facts/encoding.ts';
import type { Collected } from './collect.ts';

export interface FactsContent {
  /** `1.98.1` */
  readonly release: string;
  readonly target: Omit<FactsTargetInfo, 'crates'>;
  readonly records: readonly Collected[];
  /** References by the names of lang items. */
  readonly lang: ReadonlyMap<string, string>;
  /** A crate's name by its id; crates come in this order. */
  readonly crates: ReadonlyMap<string, string>;
}

/** The text of facts for one target (see `facts/encoding.ts`): records get numbers, crate by crate, a root module first. */
export function writeFacts({ release, target, records, lang, crates }: FactsContent): string {
  const ordered = [...crates.keys()].flatMap((id) => {
    const own = records.filter(({ crate }) => crate === id);
    return own.sort((a, b) => shape(a) - shape(b));
  });
  const numbers = new Map(ordered.map(({ ref }, index) => [ref, index]));
  const ranges: [string, number, number][] = [];
  ordered.forEach(({ crate }, index) => {
    const name = crates.get(crate)!;
    const last = ranges.at(-1);
    if (last?.[0] === name) last[2]++;
    else ranges.push([name, index, 1]);
  });
  const langs = [...lang].flatMap(([name, ref]) => {
    const number = numbers.get(ref);
    return number === undefined ? [] : [[name, number] as const];
  });
  const header: FactsHeader = {
    format: FACTS_FORMAT,
    release,
    targets: [{ ...target, crates: ranges.map(([name]) => name) }],
    crates: ranges,
    lang: Object.fromEntries(langs),
  };
  const lines = [header, ...implIndexes(ordered, numbers)].map((value) => JSON.stringify(value));
  for (const { text } of ordered) {
    const record = JSON.parse(text) as RawRecord;
    lines.push(JSON.stringify(numbered(pruned(record, numbers), numbers)));
  }
  return `${lines.join('\n')}\n`;
}

/** The root module has to be a crate's first record. */
function shape({ tag, isRoot }: Collected): number {
  if (tag === 'm') return isRoot ? 0 : 1;
  return tag === 'i' ? 3 : 2;
}

/** Without children and associated items that have no record. */
function pruned(record: RawRecord, numbers: ReadonlyMap<string, number>): RawRecord {
  const isThere = (ref: unknown): boolean =>
    typeof ref !== 'string' || !ref.startsWith('@') || numbers.has(ref);
  switch (record[0]) {
    case 'm':
      return record.with(
        3,
        record[3].filter(([, , to]) => isThere(Array.isArray(to) ? to[0] : to)),
      ) as unknown as RawRecord;
    case 't':
      return record.with(
        5,
        record[5].filter(([, , ref]) => isThere(ref)),
      ) as unknown as RawRecord;
    case 'i':
      return record.with(
        6,
        record[6].filter(([, , ref]) => isThere(ref)),
      ) as unknown as RawRecord;
    default:
      return record;
  }
}

/** References become numbers; one that leads nowhere becomes none. */
function numbered(value: unknown, numbers: ReadonlyMap<string, number>): unknown {
  if (typeof value === 'string' && value.startsWith('@')) return numbers.get(value) ?? -1;
  if (!Array.isArray(value)) return value;
  return value.map((part) => numbered(part, numbers));
}

type Index = Record<string, number[]>;

function implIndexes(records: readonly Collected[], numbers: ReadonlyMap<string, number>): readonly Index[] {
  const byTrait: Index = {};
  const byHead: Index = {};
  const inherent: Index = {};
  const add = (index: Index, key: string | number, impl: number): void => {
    index[key] ??= [];
    index[key].push(impl);
  };
  records.forEach(({ tag, text }, number) => {
    if (tag !== 'i') return;
    const [, , , , trait, self] = JSON.parse(text) as Extract<RawRecord, readonly ['i', ...unknown[]]>;
    const head = headName(self, numbers);
    add(trait === 0 ? inherent : byHead, head, number);
    if (trait !== 0) add(byTrait, numbers.get(String(trait[0])) ?? -1, number);
  });
  return [byTrait, byHead, inherent];
}

const HEADS: Readonly<Record<number, string>> = {
  1: 'param',
  2: 'tuple',
  3: 'array',
  4: 'slice',
  5: 'ref',
  6: 'ref',
  7: 'ptr',
  8: 'ptr',
  9: 'fnPtr',
  10: 'dyn',
};

/** What a self type starts with: a record's number or a primitive's name. */
function headName(self: RawTy, numbers: ReadonlyMap<string, number>): string {
  if (typeof self === 'number') return String(self);
  if (typeof self === 'string') {
    if (self.startsWith('@')) return String(numbers.get(self));
    return self === '!' ? 'never' : self;
  }
  if (self[0] === 0 || self[0] === 14) return String(numbers.get(String(self[1])));
  return HEADS[self[0]] ?? 'other';
}
