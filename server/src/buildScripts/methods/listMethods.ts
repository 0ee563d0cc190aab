import { addToList, orderList, spoilIfChanged, writeTo } from '../changes.ts';
import { literalValue } from '../literals.ts';
import type { ScriptRun } from '../scriptRun.ts';
import { unknownMethod } from '../unknownCalls.ts';
import { bool, equal, int, list, none, option, some, string, UNIT, UNKNOWN, type Value } from '../values.ts';

type Sequence = Extract<Value, { kind: 'list' | 'iterator' | 'tuple' }>;

/** Methods of vectors, slices, arrays and iterators. An iterator's items are those still to come. */
export function listMethod(
  run: ScriptRun,
  self: Sequence,
  name: string,
  args: readonly Value[],
  isVec = false,
): Value {
  const { items } = self;
  if (self.kind === 'list') {
    if (['set', 'unseen'].includes(self.holds ?? '') && items.length > 1 && ORDERED.has(name))
      run.generated.lose();
    if (['push', 'insert', 'extend', 'extend_from_slice', 'push_back'].includes(name))
      return addToList(run, self, name === 'extend_from_slice' ? 'extend' : name, args);
    if (['sort', 'sort_unstable', 'dedup'].includes(name)) return orderList(run, self, name);
    if (['write_all', 'write_str'].includes(name))
      return writeTo(run, self, args[0]?.kind === 'string' ? args[0].value : undefined);
    spoilAfter(run, self, name);
  }
  switch (name) {
    case 'iter':
    case 'into_iter':
    case 'iter_mut':
    case 'fuse':
    case 'peekable':
      return self.kind === 'iterator' ? self : { kind: 'iterator', items: [...items] };
    case 'drain': {
      const drained = [...items];
      run.spoil(self);
      return { kind: 'iterator', items: drained };
    }
    case 'collect':
      // Into what is for the context to say: a set is sorted, or in no order at all.
      return isVec ? list([...items]) : { kind: 'list', items: [...items], holds: 'unseen' };
    case 'len':
    case 'count':
      return int(items.length);
    case 'is_empty':
      return bool(items.length === 0);
    case 'next':
      return run.mutate(self, () => {
        const item = items.shift();
        return item ? some(item) : self.kind === 'iterator' && self.areStrings ? noString() : option(item);
      });
    case 'nth':
      return args[0]?.kind === 'int'
        ? run.mutate(self, () =>
            option(items.splice(0, Number((args[0] as { value: bigint }).value) + 1).at(-1)),
          )
        : UNKNOWN;
    case 'get':
      return args[0]?.kind === 'int' ? option(items[Number(args[0].value)]) : collectedEntry(self, args[0]);
    case 'first':
      return option(items[0]);
    case 'last':
      return option(items.at(-1));
    case 'contains':
      return contains(items, args[0] ?? UNKNOWN);
    case 'rev':
      return { kind: 'iterator', items: [...items].reverse() };
    case 'skip':
      return args[0]?.kind === 'int'
        ? { kind: 'iterator', items: items.slice(Number(args[0].value)) }
        : UNKNOWN;
    case 'take':
      return args[0]?.kind === 'int'
        ? { kind: 'iterator', items: items.slice(0, Number(args[0].value)) }
        : UNKNOWN;
    case 'enumerate':
      return { kind: 'iterator', items: items.map((item, i) => ({ kind: 'tuple', items: [int(i), item] })) };
    case 'chain':
      return args[0] && 'items' in args[0]
        ? { kind: 'iterator', items: [...items, ...args[0].items] }
        : UNKNOWN;
    case 'join':
    case 'concat':
      return joined(run, items, args[0]);
    default:
      return closureMethod(run, items, name, args) ?? unknownMethod(run, args);
  }
}

/** Methods whose result depends on the order of the items. */
const ORDERED: ReadonlySet<string> = new Set([
  'iter',
  'into_iter',
  'next',
  'nth',
  'get',
  'first',
  'last',
  'join',
  'concat',
  'rev',
  'skip',
  'take',
  'enumerate',
  'chain',
  'map',
  'for_each',
  'filter',
  'find',
  'position',
  'filter_map',
  'flat_map',
  'fold',
  'to_vec',
]);

/** Methods of their own here; all others that change a list leave nothing known of it. */
function spoilAfter(run: ScriptRun, self: Sequence, name: string): void {
  if (name !== 'drain' && name !== 'iter_mut') spoilIfChanged(run, self, name);
}

function noString(): Value {
  return { kind: 'variant', name: 'None', of: 'Option', items: [], inner: 'string' };
}

function contains(items: readonly Value[], wanted: Value): Value {
  const found = items.map((item) => equal(item, wanted));
  if (found.includes(true)) return bool(true);
  return found.includes(undefined) ? UNKNOWN : bool(false);
}

function joined(run: ScriptRun, items: readonly Value[], separator: Value | undefined): Value {
  const parts = items.map(literalValue);
  if (separator && separator.kind !== 'string') return UNKNOWN;
  for (const part of parts)
    run.make((typeof part === 'string' ? part.length : 1) + (separator?.value.length ?? 0));
  return parts.every((p) => typeof p === 'string') ? string(parts.join(separator?.value ?? '')) : UNKNOWN;
}

/** Methods that call a closure for each item. */
function closureMethod(
  run: ScriptRun,
  items: readonly Value[],
  name: string,
  args: readonly Value[],
): Value | undefined {
  const call = (...given: Value[]): Value => run.apply(args.at(-1) ?? UNKNOWN, given);
  switch (name) {
    case 'map':
      return { kind: 'iterator', items: items.map((item) => call(item)) };
    case 'for_each':
      for (const item of items) call(item);
      return UNIT;
    case 'any':
    case 'all':
      return quantified(
        items.map((item) => call(item)),
        name === 'any',
      );
    case 'filter': {
      const kept = items.map((item) => call(item));
      if (kept.some((k) => k.kind !== 'bool')) return UNKNOWN;
      return { kind: 'iterator', items: items.filter((_, i) => (kept[i] as { value: boolean }).value) };
    }
    case 'find':
    case 'position':
      return searched(items, call, name === 'position');
    case 'filter_map':
    case 'flat_map': {
      const results = items.map((item) => call(item));
      if (!results.every((r) => 'items' in r)) return UNKNOWN;
      return { kind: 'iterator', items: results.flatMap((r) => ('items' in r ? r.items : [])) };
    }
    case 'fold':
      return items.reduce((sum, item) => call(sum, item), args[0] ?? UNKNOWN);
    default:
      return undefined;
  }
}

function quantified(results: readonly Value[], decisive: boolean): Value {
  if (results.some((r) => r.kind === 'bool' && r.value === decisive)) return bool(decisive);
  return results.every((r) => r.kind === 'bool') ? bool(!decisive) : UNKNOWN;
}

function searched(items: readonly Value[], call: (item: Value) => Value, index: boolean): Value {
  for (const [i, item] of items.entries()) {
    const hit = call(item);
    if (hit.kind !== 'bool') return UNKNOWN;
    if (hit.value) return some(index ? int(i) : item);
  }
  return none;
}

/** `get(&key)` of what was collected from pairs: a map then, since a vector would be asked for a number. */
function collectedEntry(self: Sequence, key: Value | undefined): Value {
  if (self.kind !== 'list' || self.holds !== 'unseen' || !key) return UNKNOWN;
  let found: Value | undefined;
  for (const item of self.items) {
    if (item.kind !== 'tuple' || item.items.length !== 2) return UNKNOWN;
    const same = equal(item.items[0]!, key);
    if (same === undefined || (same && found)) return UNKNOWN;
    if (same) found = item.items[1];
  }
  return option(found);
}
