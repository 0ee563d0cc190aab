import { compare } from './operators.ts';
import type { ScriptRun } from './scriptRun.ts';
import { bool, equal, ITEM, ok, option, string, UNIT, type Value } from './values.ts';

/** Methods of std's strings and collections that change what they are called on, and that aren't followed. */
const CHANGES: ReadonlySet<string> = new Set([
  'append',
  'as_mut_slice',
  'clear',
  'dedup_by',
  'dedup_by_key',
  'drain',
  'entry',
  'extend_from_within',
  'fill',
  'first_mut',
  'get_mut',
  'get_or_insert_with',
  'insert_str',
  'iter_mut',
  'last_mut',
  'make_ascii_lowercase',
  'make_ascii_uppercase',
  'pop',
  'pop_back',
  'pop_first',
  'pop_front',
  'pop_last',
  'push_back',
  'push_front',
  'remove',
  'replace_range',
  'resize',
  'retain',
  'retain_mut',
  'reverse',
  'rotate_left',
  'rotate_right',
  'sort_by',
  'sort_by_cached_key',
  'sort_by_key',
  'sort_unstable_by',
  'sort_unstable_by_key',
  'splice',
  'split_off',
  'swap',
  'swap_remove',
  'truncate',
]);

/** Where a method changes its receiver in a way that isn't followed, nothing is known of it any more. */
export function spoilIfChanged(run: ScriptRun, receiver: Value, name: string): void {
  if (CHANGES.has(name)) run.spoil(receiver);
}

type ListValue = Extract<Value, { kind: 'list' }>;

/** `insert`, `push` and `extend` of vectors and sets. */
export function addToList(run: ScriptRun, self: ListValue, name: string, args: readonly Value[]): Value {
  return run.mutate(self, () => {
    if (name === 'insert' && args.length === 2) {
      const [at, item] = args;
      if (at?.kind !== 'int' || self.holds === 'unseen' || self.holds === 'set') return spoiled(run, self);
      self.items.splice(Number(at.value), 0, item!);
      return UNIT;
    }
    const items = name === 'extend' ? itemsOf(args[0]) : args.slice(-1);
    if (items === undefined) return spoiled(run, self);
    if (self.holds === undefined || self.holds === 'sequence') {
      run.make(items.length * ITEM);
      for (const item of [...items]) self.items.push(item);
      return UNIT;
    }
    if (self.holds === 'unseen') return spoiled(run, self);
    const news = items.map((item) => addToSet(run, self, item));
    return name === 'insert' ? (news[0] ?? UNIT) : UNIT;
  });
}

function itemsOf(value: Value | undefined): readonly Value[] | undefined {
  return value && 'items' in value ? value.items : undefined;
}

/** Whether the item is new. */
function addToSet(run: ScriptRun, self: ListValue, item: Value): Value {
  const same = self.items.map((other) => equal(other, item));
  if (same.includes(true)) return bool(false);
  if (same.includes(undefined)) return spoiled(run, self);
  self.items.push(item);
  if (self.holds === 'sortedSet' && !sort(self.items)) run.spoil(self);
  return bool(true);
}

function spoiled(run: ScriptRun, self: Value): Value {
  run.spoil(self);
  return UNIT;
}

/** `sort` and `dedup` of a vector. */
export function orderList(run: ScriptRun, self: ListValue, name: string): Value {
  return run.mutate(self, () => {
    if (name === 'dedup') {
      const same = self.items.map((item, i) => i > 0 && equal(self.items[i - 1]!, item));
      if (same.includes(undefined as never)) return spoiled(run, self);
      self.items = self.items.filter((_, i) => !same[i]);
      return UNIT;
    }
    if (!sort(self.items)) run.spoil(self);
    return UNIT;
  });
}

/** Sorts in place; false where two of the items can't be compared. */
function sort(items: Value[]): boolean {
  let isKnown = true;
  items.sort((a, b) => {
    const order = compare(a, b);
    if (order === undefined) isKnown = false;
    return order ?? 0;
  });
  return isKnown;
}

/** `write_all` and the like on an open file or a string; the value is `Ok(())`. */
export function writeTo(run: ScriptRun, sink: Value, text: string | undefined): Value {
  if (sink.kind === 'command') sink.input.push(text ?? '');
  else if (sink.kind === 'list') {
    run.mutate(sink, () => {
      if (text === undefined) return spoiled(run, sink);
      sink.items.push(string(text));
      return UNIT;
    });
  } else if (sink.kind === 'string') {
    run.mutate(sink, () => {
      if (text === undefined) return spoiled(run, sink);
      sink.value += text;
      return UNIT;
    });
  }
  return ok(UNIT);
}

/** `Option::take`: `None` is left behind. */
export function takeOption(run: ScriptRun, self: Extract<Value, { kind: 'variant' }>): Value {
  if (self.name === 'None') return option(undefined);
  const taken: Value = { ...self };
  run.mutate(self, () => {
    self.name = 'None';
    self.items = [];
    return UNIT;
  });
  return taken;
}
