import { cellMethod } from '../cells.ts';
import { spoilIfChanged, takeOption } from '../changes.ts';
import { commandMethod } from '../commands.ts';
import { display } from '../formatting.ts';
import { compare } from '../operators.ts';
import type { ScriptRun } from '../scriptRun.ts';
import { unknownMethod } from '../unknownCalls.ts';
import {
  bool,
  copyOf,
  Exit,
  equal,
  err,
  ITEM,
  int,
  none,
  ok,
  option,
  some,
  string,
  UNKNOWN,
  type Value,
} from '../values.ts';
import { listMethod } from './listMethods.ts';
import { mapMethod } from './mapMethods.ts';
import { stringMethod } from './stringMethods.ts';

/** Conversions and borrows that leave a value what it is here. */
const TRANSPARENT: ReadonlySet<string> = new Set([
  'as_ref',
  'as_mut',
  'as_str',
  'as_bytes',
  'as_slice',
  'as_os_str',
  'as_path',
  'as_deref',
  'as_deref_mut',
  'borrow',
  'borrow_mut',
  'copied',
  'deref',
  'by_ref',
  'into',
  'into_boxed_str',
  'into_owned',
  'into_bytes',
  'to_string_lossy',
  'to_path_buf',
  'to_os_string',
  'into_os_string',
  'into_string_lossy',
  'lock',
  'flush',
  'display',
]);

const COPIES: ReadonlySet<string> = new Set(['clone', 'cloned', 'to_owned', 'to_vec']);

/** A method call: on the script's own types, or as std's types have it. */
export function callMethod(
  run: ScriptRun,
  receiver: Value,
  name: string,
  args: readonly Value[],
  isVec = false,
): Value {
  const owner =
    receiver.kind === 'variant' ? receiver.of : receiver.kind === 'struct' ? receiver.name : undefined;
  const own = owner === undefined ? undefined : run.items.methods.get(owner)?.get(name);
  if (own) return run.callFunction(own, [receiver, ...args]);
  if (receiver.kind === 'external')
    return run.apply({ kind: 'external', path: `${receiver.path}.${name}` }, args);
  if (receiver.kind === 'command') {
    run.generated.touched(args);
    return commandMethod(run, receiver, name, args);
  }
  if (name === 'to_string') {
    const text = display(run, receiver);
    return text === undefined ? UNKNOWN : string(text);
  }
  const ofCell = receiver.kind === 'struct' && cellMethod(run, receiver, name, args);
  if (ofCell) return ofCell;
  const copy = (): Value => copyOf(receiver, (size) => run.make(size));
  if (TRANSPARENT.has(name)) return name.startsWith('into') ? copy() : receiver;
  if (COPIES.has(name)) return copy();
  const common = commonMethod(receiver, name, args);
  if (common) return common;
  switch (receiver.kind) {
    case 'string':
      return made(run, receiver, stringMethod(run, receiver.value, receiver, name, args));
    case 'char':
      return charMethod(receiver.value, name);
    case 'list':
    case 'iterator':
    case 'tuple':
      return made(run, receiver, listMethod(run, receiver, name, args, isVec));
    case 'map':
      return mapMethod(run, receiver, name, args) ?? changed(run, receiver, name, args);
    case 'range': {
      const items = rangeItems(receiver);
      return items
        ? listMethod(run, { kind: 'iterator', items }, name, args, isVec)
        : unknownMethod(run, args);
    }
    case 'variant':
      return variantMethod(run, receiver, name, args);
    case 'bool':
      if (name === 'then' && args[0]) return receiver.value ? some(run.apply(args[0], [])) : none;
      if (name === 'then_some' && args[0]) return receiver.value ? some(args[0]) : none;
      return UNKNOWN;
    default:
      return unknownMethod(run, args);
  }
}

/** Takes room for a text or list that a method made. */
function made(run: ScriptRun, receiver: Value, result: Value): Value {
  if (result === receiver) return result;
  if (result.kind === 'string') run.make(result.value.length);
  else if ('items' in result) run.make(result.items.length * ITEM);
  return result;
}

function changed(run: ScriptRun, receiver: Value, name: string, args: readonly Value[]): Value {
  spoilIfChanged(run, receiver, name);
  return unknownMethod(run, args);
}

/** The numbers of `a..b`; undefined where an end isn't known, or there are very many. */
function rangeItems({ start, end, inclusive }: Extract<Value, { kind: 'range' }>): Value[] | undefined {
  if (start.kind !== 'int' || end.kind !== 'int') return undefined;
  const count = Number(end.value - start.value) + (inclusive ? 1 : 0);
  if (count > 100_000) return undefined;
  return Array.from({ length: Math.max(count, 0) }, (_, i) => int(start.value + BigInt(i)));
}

function commonMethod(receiver: Value, name: string, [other]: readonly Value[]): Value | undefined {
  if (receiver.kind === 'unknown' || !other) return undefined;
  if (name === 'eq' || name === 'ne') {
    const same = equal(receiver, other);
    return same === undefined ? UNKNOWN : bool(same === (name === 'eq'));
  }
  const orders: Readonly<Record<string, (o: number) => boolean>> = {
    lt: (o) => o < 0,
    le: (o) => o <= 0,
    gt: (o) => o > 0,
    ge: (o) => o >= 0,
  };
  const test = orders[name];
  if (!test) return undefined;
  const order = compare(receiver, other);
  return order === undefined ? UNKNOWN : bool(test(order));
}

function charMethod(char: string, name: string): Value {
  switch (name) {
    case 'is_ascii_digit':
    case 'is_numeric':
    case 'is_digit':
      return bool(/^\d$/.test(char));
    case 'is_alphabetic':
    case 'is_ascii_alphabetic':
      return bool(/^[A-Za-z]$/.test(char));
    case 'is_whitespace':
      return bool(/^\s$/.test(char));
    default:
      return UNKNOWN;
  }
}

/** `Option` and `Result`. */
function variantMethod(
  run: ScriptRun,
  value: Extract<Value, { kind: 'variant' }>,
  name: string,
  args: readonly Value[],
): Value {
  const good = value.name === 'Some' || value.name === 'Ok';
  const inner = value.items[0] ?? UNKNOWN;
  const call = (at: number, ...given: Value[]): Value => run.apply(args[at] ?? UNKNOWN, given);
  const wrap = value.of === 'Option' ? some : ok;
  switch (name) {
    case 'is_some':
    case 'is_ok':
      return bool(good);
    case 'is_none':
    case 'is_err':
      return bool(!good);
    case 'unwrap':
    case 'expect':
      if (!good) throw new Exit('panic');
      return inner;
    case 'unwrap_or':
      return good ? inner : (args[0] ?? UNKNOWN);
    case 'unwrap_or_default':
      return good ? inner : value.inner === 'string' ? string('') : UNKNOWN;
    case 'unwrap_or_else':
      return good ? inner : call(0, ...(value.of === 'Option' ? [] : [inner]));
    case 'map':
      return good ? wrap(call(0, inner)) : value;
    case 'map_err':
      return good ? value : err(call(0, inner));
    case 'map_or':
      return good ? call(1, inner) : (args[0] ?? UNKNOWN);
    case 'map_or_else':
      return good ? call(1, inner) : call(0, inner);
    case 'and_then':
      return good ? call(0, inner) : value;
    case 'and':
      return good ? (args[0] ?? UNKNOWN) : value;
    case 'or':
      return good ? value : (args[0] ?? UNKNOWN);
    case 'or_else':
      return good ? value : call(0, ...(value.of === 'Option' ? [] : [inner]));
    case 'ok':
      return option(good ? inner : undefined);
    case 'ok_or':
    case 'ok_or_else':
      return good ? ok(inner) : err(UNKNOWN);
    case 'filter':
    case 'is_some_and':
    case 'is_ok_and': {
      if (!good) return name === 'filter' ? value : bool(false);
      const holds = call(0, inner);
      if (holds.kind !== 'bool') return UNKNOWN;
      return name === 'filter' ? (holds.value ? value : none) : holds;
    }
    case 'take':
      return takeOption(run, value);
    case 'iter':
    case 'into_iter':
      return { kind: 'iterator', items: good ? [inner] : [] };
    default:
      return unknownMethod(run, args);
  }
}
