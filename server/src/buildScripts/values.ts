import type { Expr, Pattern } from '../syntax/bodyAst.ts';
import type { ScriptFunction } from './scriptItems.ts';

/**
 * Values of a build script while it is read (see `interpreter.ts`). References are transparent: `&x` is `x`
 * itself, so lists, structs and iterators are shared as they are in Rust. Strings of all kinds (`String`,
 * `&str`, `OsString`, `Path`, bytes of a process's output) are one kind.
 */
export type Value =
  | { kind: 'unit' }
  | { kind: 'bool'; value: boolean }
  | { kind: 'int'; value: bigint }
  | { kind: 'string'; value: string }
  | { kind: 'char'; value: string }
  | { kind: 'tuple'; items: Value[] }
  /** A sequence or a set. Of one that a method put together as an unseen type, the order isn't known. */
  | { kind: 'list'; items: Value[]; holds?: 'sequence' | 'set' | 'sortedSet' | 'unseen' }
  | { kind: 'map'; entries: [Value, Value][]; isSorted: boolean }
  | { kind: 'range'; start: Value; end: Value; inclusive: boolean }
  | { kind: 'iterator'; items: Value[]; areStrings?: true }
  /** A variant of an enum (`Some(x)`, `Cfg::Linux`), or a tuple or unit struct; `inner` is what an absent value would be. */
  | { kind: 'variant'; name: string; of: string; items: Value[]; inner?: 'string' }
  | { kind: 'struct'; name: string; fields: Map<string, Value> }
  | { kind: 'function'; found: ScriptFunction }
  | { kind: 'constructor'; name: string; of: string }
  | { kind: 'closure'; params: readonly Pattern[]; body: Expr; frame: Frame }
  | { kind: 'command'; args: Value[]; input: string[]; bootstrap: boolean }
  /** A path that names something of another crate: `autocfg::new`. */
  | { kind: 'external'; path: string }
  | { kind: 'unknown' };

/** A variable. `depth` is how many undecided branches were open when it was made. */
export interface Cell {
  value: Value;
  readonly depth: number;
}

/** The variables of a function call, innermost block last. */
export interface Frame {
  readonly scopes: Map<string, Cell>[];
  /** What `Self` is. */
  readonly self?: string | undefined;
  /** The module that the code stands in. */
  readonly module: string;
}

export const UNKNOWN: Value = { kind: 'unknown' };
export const UNIT: Value = { kind: 'unit' };

export const bool = (value: boolean): Value => ({ kind: 'bool', value });
/** Not known where it has more bits than any integer of Rust. */
export const int = (value: bigint | number): Value => {
  const exact = BigInt(value);
  return exact >> 128n === 0n || exact >> 127n === -1n ? { kind: 'int', value: exact } : UNKNOWN;
};
export const string = (value: string): Value => ({ kind: 'string', value });
export const list = (items: Value[]): Value => ({ kind: 'list', items });
export const some = (value: Value): Value => ({
  kind: 'variant',
  name: 'Some',
  of: 'Option',
  items: [value],
});
export const none: Value = { kind: 'variant', name: 'None', of: 'Option', items: [] };
export const ok = (value: Value): Value => ({ kind: 'variant', name: 'Ok', of: 'Result', items: [value] });
export const err = (value: Value): Value => ({ kind: 'variant', name: 'Err', of: 'Result', items: [value] });
export const option = (value: Value | undefined): Value => (value ? some(value) : none);

/** Offsets in a string are those of UTF-8: the same as ours only where each character is one byte. */
export function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}

/** Turns the object itself into an unknown, so that everybody who shares it sees that. */
export function forget(value: Value): void {
  for (const part of Object.keys(value)) if (part !== 'kind') Reflect.deleteProperty(value, part);
  (value as { kind: string }).kind = 'unknown';
}

/** What an item of a list takes, in characters. */
export const ITEM = 50;

/**
 * A copy that shares nothing which can be changed in place. `make` takes room for each part: what is shared many times
 * comes to as many copies.
 */
export function copyOf(value: Value, make: (size: number) => void): Value {
  make(ITEM);
  const copy = (part: Value): Value => copyOf(part, make);
  switch (value.kind) {
    case 'list':
    case 'iterator':
    case 'tuple':
    case 'variant':
      return { ...value, items: value.items.map(copy) };
    case 'struct':
      return { ...value, fields: new Map([...value.fields].map(([name, v]) => [name, copy(v)])) };
    case 'map':
      return { ...value, entries: value.entries.map(([k, v]) => [copy(k), copy(v)]) };
    case 'unit':
    case 'unknown':
      return value;
    default:
      return { ...value };
  }
}

/** `true`, `false`, or undefined when it can't be told whether two values are equal. */
export function equal(a: Value, b: Value): boolean | undefined {
  if (a.kind === 'unknown' || b.kind === 'unknown') return undefined;
  if ('value' in a && 'value' in b) return a.value === b.value;
  if ('items' in a && 'items' in b) {
    if (a.kind === 'variant' && b.kind === 'variant' && a.name !== b.name) return false;
    if (a.items.length !== b.items.length) return false;
    const parts = a.items.map((item, i) => equal(item, b.items[i] ?? UNKNOWN));
    return parts.includes(false) ? false : parts.includes(undefined) ? undefined : true;
  }
  return undefined;
}

/** Why the normal way through a script ends. */
export class Exit {
  readonly kind: 'return' | 'break' | 'continue' | 'panic' | 'exit';
  readonly value: Value;
  readonly label: string | undefined;

  constructor(kind: Exit['kind'], value: Value = UNIT, label?: string) {
    this.kind = kind;
    this.value = value;
    this.label = label;
  }
}

/** A whole script went over its limits or can't be parsed: nothing is known of it. */
export class GiveUp {}
