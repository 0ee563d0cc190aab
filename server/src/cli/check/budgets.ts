import { isUnknown, type Unknown, unknown } from '../../base/unknown.ts';
import { asTable, type TomlTable, type TomlValue, tableAt } from '../../project/manifest/toml.ts';
import type { BudgetComment, MeasuredType } from './measured.ts';

/** What may be asked of a type. Numbers are the most that is allowed, in bytes. */
export interface Limits {
  readonly size?: number;
  readonly align?: number;
  readonly padding?: number;
  /** What the largest variant may need beyond the next one. */
  readonly variantExcess?: number;
  readonly isCopy?: boolean;
  readonly needsDrop?: boolean;
}

/** Limits and where they stand, for the report. */
export interface Budget {
  readonly limits: Limits;
  /** `rust-memory-layout.toml`, or `src/net.rs:12`. */
  readonly origin: string;
  /** For all types or futures, not for this one by its name or a comment on it. */
  readonly isGeneral: boolean;
}

/** What a configuration asks, by the types' names. */
export interface Configuration {
  /** For every type. */
  readonly all: Limits;
  readonly futures: Limits;
  /** By the end of a path: `Peer`, `net::Peer`, `ferry::net::Peer`, `Slot<Header>`. */
  readonly types: ReadonlyMap<string, Limits>;
  /** The same once more for single targets, which count before the others. */
  readonly targets: ReadonlyMap<string, Configuration>;
  readonly origin: string;
}

export const emptyConfiguration: Configuration = {
  all: {},
  futures: {},
  types: new Map(),
  targets: new Map(),
  origin: '',
};

/** The keys of a budget as users write them, with what each must be. */
const keys = {
  size: { limit: 'size', type: 'number' },
  align: { limit: 'align', type: 'number' },
  padding: { limit: 'padding', type: 'number' },
  'largest-variant': { limit: 'variantExcess', type: 'number' },
  copy: { limit: 'isCopy', type: 'boolean' },
  'needs-drop': { limit: 'needsDrop', type: 'boolean' },
} as const satisfies Record<string, { limit: keyof Limits; type: 'number' | 'boolean' }>;

/**
 * Reads the tables of `rust-memory-layout.toml` or `[package.metadata.rust-memory-layout]`; unknown, with what is
 * wrong in it, where a key isn't known or a value can't be used: a budget that is misspelt must not pass in silence.
 */
export function readConfiguration(table: TomlTable, origin: string): Configuration | Unknown {
  const parts = { all: limitsOf(table.all, 'all'), futures: limitsOf(table.futures, 'futures') };
  for (const part of Object.values(parts)) if (isUnknown(part)) return unknown(`${origin}: ${part.reason}`);
  const stray = Object.keys(table).find((key) => !['all', 'futures', 'type', 'target'].includes(key));
  if (stray !== undefined)
    return unknown(
      `${origin}: there is no \`${stray}\`; there are \`all\`, \`futures\`, \`type\` and \`target\``,
    );
  const types = new Map<string, Limits>();
  for (const [name, value] of Object.entries(tableAt(table, 'type') ?? {})) {
    const limits = limitsOf(value, `type.${name}`);
    if (isUnknown(limits)) return unknown(`${origin}: ${limits.reason}`);
    types.set(withoutSpaces(name), limits);
  }
  const targets = new Map<string, Configuration>();
  for (const [triple, value] of Object.entries(tableAt(table, 'target') ?? {})) {
    const inner = asTable(value);
    if (!inner) return unknown(`${origin}: \`target.${triple}\` is no table`);
    if ('target' in inner) return unknown(`${origin}: \`target.${triple}\` has a \`target\` of its own`);
    const read = readConfiguration(inner, origin);
    if (isUnknown(read)) return read;
    targets.set(triple, read);
  }
  return { all: parts.all as Limits, futures: parts.futures as Limits, types, targets, origin };
}

function limitsOf(value: TomlValue | undefined, where: string): Limits | Unknown {
  if (value === undefined) return {};
  const table = asTable(value);
  if (!table) return unknown(`\`${where}\` is no table`);
  const limits: Record<string, number | boolean> = {};
  for (const [key, given] of Object.entries(table)) {
    if (!isKey(key))
      return unknown(`\`${where}\` has no \`${key}\`; there are ${Object.keys(keys).join(', ')}`);
    const { limit, type } = keys[key];
    const read = typeof given === 'bigint' ? Number(given) : given;
    if (typeof read !== type || (type === 'number' && !isByteCount(read)))
      return unknown(
        `\`${where}.${key}\` must be ${type === 'number' ? 'a number of bytes' : 'true or false'}`,
      );
    limits[limit] = read as number | boolean;
  }
  return limits;
}

function isKey(key: string): key is keyof typeof keys {
  return Object.hasOwn(keys, key);
}

function isByteCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/**
 * The budgets of one type on one target, the most particular first; each limit counts once, as the first one
 * that sets it says.
 */
export function budgetsOf(
  type: MeasuredType,
  target: string,
  configuration: Configuration,
): readonly Budget[] | Unknown {
  const comments = type.comments.map((comment) => readComment(comment, type.file, target));
  const wrong = comments.find(isUnknown);
  if (wrong) return wrong;
  const named = [configuration.targets.get(target), configuration].filter((part) => part !== undefined);
  const found = [
    ...(comments as readonly Budget[]),
    ...named.map((part) => ({ limits: byName(type.id, part.types), origin: part.origin, isGeneral: false })),
    ...(type.kind === 'future'
      ? named.map((part) => ({ limits: part.futures, origin: part.origin, isGeneral: true }))
      : []),
    ...named.map((part) => ({ limits: part.all, origin: part.origin, isGeneral: true })),
  ];
  const set = new Set<string>();
  return found.flatMap(({ limits, origin, isGeneral }) => {
    const fresh = Object.entries(limits).filter(([limit]) => !set.has(limit));
    for (const [limit] of fresh) set.add(limit);
    return fresh.length === 0 ? [] : [{ limits: Object.fromEntries(fresh), origin, isGeneral }];
  });
}

/** The names of a configuration that mean no type, for an error. */
export function unusedNames(
  types: readonly MeasuredType[],
  target: string,
  configuration: Configuration,
): readonly string[] {
  const names = [...configuration.types.keys(), ...(configuration.targets.get(target)?.types.keys() ?? [])];
  return names.filter((name) => !types.some(({ id }) => endsWith(id, name)));
}

function byName(id: string, types: ReadonlyMap<string, Limits>): Limits {
  const names = [...types.keys()].filter((name) => endsWith(id, name)).sort((a, b) => b.length - a.length);
  return names[0] === undefined ? {} : types.get(names[0])!;
}

function endsWith(id: string, name: string): boolean {
  const whole = withoutSpaces(id);
  return whole === name || whole.endsWith(`::${name}`);
}

function withoutSpaces(name: string): string {
  return name.replace(/\s+/g, '');
}

/**
 * A comment's budget: `size <= 64, padding <= 0, Copy, no drop`, behind `layout:` or, for one target only,
 * `layout(thumbv7em-none-eabihf):`.
 */
function readComment({ text, line }: BudgetComment, file: string, target: string): Budget | Unknown {
  const origin = `${file}:${line}`;
  const only = /^\((?<triple>[^)]*)\)\s*:(?<rest>.*)$/s.exec(text)?.groups;
  const terms = (only ? only.rest! : text.replace(/^\s*:/, '')).split(',').map((term) => term.trim());
  const limits: Record<string, number | boolean> = {};
  for (const term of terms) {
    const read = readTerm(term);
    if (isUnknown(read)) return unknown(`${origin}: ${read.reason}`);
    limits[read.limit] = read.value;
  }
  const applies = only === undefined || only.triple!.split(/\s+/).includes(target);
  return { limits: applies ? limits : {}, origin, isGeneral: false };
}

const words: Readonly<Record<string, { limit: keyof Limits; value: boolean }>> = {
  copy: { limit: 'isCopy', value: true },
  'not copy': { limit: 'isCopy', value: false },
  'no drop': { limit: 'needsDrop', value: false },
  'needs drop': { limit: 'needsDrop', value: true },
};

function readTerm(term: string): { limit: keyof Limits; value: number | boolean } | Unknown {
  const word = words[term.toLowerCase()];
  if (word) return word;
  const match = /^(?<key>[\w-]+(?: variant)?)\s*(?<sign><=|<)\s*(?<number>\d+)$/.exec(term)?.groups;
  const key = match?.key?.replace(' ', '-') ?? '';
  if (!match || !isKey(key) || keys[key].type !== 'number')
    return unknown(
      `\`${term}\` is no budget; write \`size <= 64\`, \`align <= 8\`, \`padding <= 0\`, \`largest variant <= 32\`, \`Copy\` or \`no drop\``,
    );
  const number = Number(match.number);
  return { limit: keys[key].limit, value: match.sign === '<' ? Math.max(0, number - 1) : number };
}
