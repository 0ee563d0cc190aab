import {
  FACTS_FORMAT,
  type FactsHeader,
  type FactsTargetInfo,
  type RawRecord,
  type RawTy,
} from '../../../server/src/facts/encoding.ts';
import type { Collected } from './collect.ts';

export interface TargetFacts {
  readonly info: FactsTargetInfo;
  readonly facts: Collected;
}

/**
 * The text of a release's facts: the union of all targets' records, each under one number on every target,
 * so that a record which is the same everywhere is stored once.
 */
export function mergeTargets(release: string, targets: readonly TargetFacts[]): string {
  const keys = orderedKeys(targets);
  const numbers = new Map(keys.map((key, index) => [key, index]));
  const crates = crateRanges(keys);
  const lang: Record<string, number> = {};
  for (const { facts } of targets) {
    for (const [name, key] of facts.lang) {
      const number = numbers.get(key);
      if (number !== undefined) lang[name] = number;
    }
  }
  const header: FactsHeader = {
    format: FACTS_FORMAT,
    release,
    targets: targets.map(({ info }) => info),
    crates,
    lang: Object.fromEntries(Object.entries(lang).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
  const indexes = implIndexes(keys, targets, numbers);
  const lines = [header, ...indexes].map((value) => JSON.stringify(value));
  for (const key of keys) lines.push(recordLine(key, targets, numbers));
  return `${lines.join('\n')}\n`;
}

/** Crates in the order of the targets' lists, roots first, then paths; an impl's items follow it. */
function orderedKeys(targets: readonly TargetFacts[]): string[] {
  const order = new Map<string, number>();
  for (const { info } of targets)
    for (const name of info.crates) order.set(name, order.get(name) ?? order.size);
  const keys = new Set<string>();
  for (const { facts } of targets) for (const key of facts.records.keys()) keys.add(key);
  const rank = (key: string) => order.get(crateOf(key)) ?? order.size;
  return [...keys].sort((a, b) => rank(a) - rank(b) || shape(a) - shape(b) || (a < b ? -1 : 1));
}

/** The root module has to be a crate's first record, impls come last. */
function shape(key: string): number {
  if (/^@\w+:module$/.test(key)) return 0;
  return /^@\w+::\[/.test(key) ? 2 : 1;
}

function crateOf(key: string): string {
  return /^@(\w+)/.exec(key)?.[1] ?? '';
}

function crateRanges(keys: readonly string[]): [string, number, number][] {
  const ranges: [string, number, number][] = [];
  keys.forEach((key, index) => {
    const last = ranges.at(-1);
    if (last?.[0] === crateOf(key)) last[2]++;
    else ranges.push([crateOf(key), index, 1]);
  });
  return ranges;
}

function recordLine(
  key: string,
  targets: readonly TargetFacts[],
  numbers: ReadonlyMap<string, number>,
): string {
  const masks = new Map<string, bigint>();
  targets.forEach(({ facts }, index) => {
    const record = facts.records.get(key);
    if (!record) return;
    const text = JSON.stringify(numbered(record, numbers));
    masks.set(text, (masks.get(text) ?? 0n) | (1n << BigInt(index)));
  });
  const all = (1n << BigInt(targets.length)) - 1n;
  const [only] = masks;
  if (masks.size === 1 && only?.[1] === all) return only[0];
  return `{${[...masks].map(([text, mask]) => `"${mask.toString(16)}":${text}`).join(',')}}`;
}

/** References become numbers; one that leads nowhere becomes an unknown type or is left out. */
export function numbered(value: unknown, numbers: ReadonlyMap<string, number>): unknown {
  if (typeof value === 'string' && value.startsWith('@')) return numbers.get(value) ?? -1;
  if (!Array.isArray(value)) return value;
  return value.map((part) => numbered(part, numbers));
}

function implIndexes(
  keys: readonly string[],
  targets: readonly TargetFacts[],
  numbers: ReadonlyMap<string, number>,
): Record<string, number[]>[] {
  const byTrait: Record<string, number[]> = {};
  const byHead: Record<string, number[]> = {};
  const inherent: Record<string, number[]> = {};
  const add = (index: Record<string, number[]>, key: string | number, impl: number) => {
    index[key] ??= [];
    index[key].push(impl);
  };
  keys.forEach((key, number) => {
    const record = targets.map(({ facts }) => facts.records.get(key)).find((found) => found !== undefined);
    if (record?.[0] !== 'i') return;
    const [, , , , trait, self] = record as Extract<RawRecord, readonly ['i', ...unknown[]]>;
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
