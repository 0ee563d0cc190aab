import { compare } from '../operators.ts';
import type { ScriptRun } from '../scriptRun.ts';
import { bool, equal, forget, int, none, option, some, UNIT, UNKNOWN, type Value } from '../values.ts';

type MapValue = Extract<Value, { kind: 'map' }>;

/** Methods of `BTreeMap` and `HashMap`; undefined where the method isn't known here. */
export function mapMethod(
  run: ScriptRun,
  self: MapValue,
  name: string,
  args: readonly Value[],
): Value | undefined {
  const [key = UNKNOWN, value = UNKNOWN] = args;
  switch (name) {
    case 'insert':
      return run.mutate(self, () => insert(self, key, value));
    case 'get':
    case 'get_mut':
    case 'contains_key': {
      const at = place(self, key);
      if (at === undefined) return UNKNOWN;
      if (name === 'contains_key') return bool(at >= 0);
      return at < 0 ? { ...none } : some(self.entries[at]![1]);
    }
    case 'len':
      return int(self.entries.length);
    case 'is_empty':
      return bool(self.entries.length === 0);
    case 'keys':
    case 'into_keys':
      return iterate(run, self, ([k]) => k);
    case 'values':
    case 'values_mut':
    case 'into_values':
      return iterate(run, self, ([, v]) => v);
    case 'iter':
    case 'iter_mut':
    case 'into_iter':
      return iterate(run, self, ([k, v]) => ({ kind: 'tuple', items: [k, v] }));
    default:
      return undefined;
  }
}

/** Where a key stands, -1 where it doesn't; undefined where that can't be told. */
function place({ entries }: MapValue, key: Value): number | undefined {
  const same = entries.map(([k]) => equal(k, key));
  const at = same.indexOf(true);
  return at >= 0 ? at : same.includes(undefined) ? undefined : -1;
}

function insert(self: MapValue, key: Value, value: Value): Value {
  const at = place(self, key);
  if (at === undefined) return spoil(self);
  if (at >= 0) {
    const old = self.entries[at]![1];
    self.entries[at] = [key, value];
    return some(old);
  }
  const orders = self.isSorted ? self.entries.map(([k]) => compare(k, key)) : [];
  if (orders.includes(undefined)) return spoil(self);
  const behind = orders.findIndex((order) => order! > 0);
  self.entries.splice(behind < 0 ? self.entries.length : behind, 0, [key, value]);
  return option(undefined);
}

function spoil(self: MapValue): Value {
  forget(self);
  return UNIT;
}

/** A `HashMap` goes through its entries in an order that differs from run to run. */
function iterate(run: ScriptRun, self: MapValue, pick: (entry: [Value, Value]) => Value): Value {
  if (!self.isSorted && self.entries.length > 1) run.generated.lose();
  return { kind: 'iterator', items: self.entries.map(pick) };
}
