import type { Interpreter } from './interpreter.ts';
import { literalValue } from './literals.ts';
import { bool, equal, int, list, none, option, some, string, UNIT, UNKNOWN, type Value } from './values.ts';

type Sequence = Extract<Value, { kind: 'list' | 'iterator' | 'tuple' }>;

/** Methods of vectors, slices, arrays and iterators. An iterator's items are those still to come. */
export function listMethod(run: Interpreter, self: Sequence, name: string, args: readonly Value[]): Value {
  const { items } = self;
  switch (name) {
    case 'iter':
    case 'into_iter':
    case 'iter_mut':
    case 'drain':
    case 'fuse':
    case 'peekable':
      return self.kind === 'iterator' ? self : { kind: 'iterator', items: [...items] };
    case 'collect':
      return list([...items]);
    case 'len':
    case 'count':
      return int(items.length);
    case 'is_empty':
      return bool(items.length === 0);
    case 'next':
      return run.mutate(self, () => option(items.shift()));
    case 'nth':
      return args[0]?.kind === 'int'
        ? run.mutate(self, () =>
            option(items.splice(0, Number((args[0] as { value: bigint }).value) + 1).at(-1)),
          )
        : UNKNOWN;
    case 'get':
      return args[0]?.kind === 'int' ? option(items[Number(args[0].value)]) : UNKNOWN;
    case 'first':
      return option(items[0]);
    case 'last':
      return option(items.at(-1));
    case 'push':
    case 'insert':
      return run.mutate(self, () => {
        items.push(args.at(-1) ?? UNKNOWN);
        return UNIT;
      });
    case 'write_str':
      return run.mutate(self, () => {
        items.push(args[0] ?? UNKNOWN);
        return { kind: 'variant', name: 'Ok', of: 'Result', items: [UNIT] };
      });
    case 'extend':
    case 'extend_from_slice':
    case 'append': {
      const more = args[0];
      return run.mutate(self, () => {
        if (more && 'items' in more) items.push(...more.items);
        else (self as { kind: string }).kind = 'unknown';
        return UNIT;
      });
    }
    case 'sort':
    case 'dedup':
      return UNIT;
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
      return joined(items, args[0]);
    default:
      return closureMethod(run, items, name, args);
  }
}

function contains(items: readonly Value[], wanted: Value): Value {
  const found = items.map((item) => equal(item, wanted));
  if (found.includes(true)) return bool(true);
  return found.includes(undefined) ? UNKNOWN : bool(false);
}

function joined(items: readonly Value[], separator: Value | undefined): Value {
  const parts = items.map(literalValue);
  if (separator && separator.kind !== 'string') return UNKNOWN;
  return parts.every((p) => typeof p === 'string') ? string(parts.join(separator?.value ?? '')) : UNKNOWN;
}

/** Methods that call a closure for each item. */
function closureMethod(
  run: Interpreter,
  items: readonly Value[],
  name: string,
  args: readonly Value[],
): Value {
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
      return UNKNOWN;
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
