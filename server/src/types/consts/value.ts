import type { Def } from '../../resolve/model/def.ts';
import type { GenericArg, IntName, Ty } from '../terms/ty.ts';

/**
 * Values of the constant evaluator. Aggregates hold cells, so that `a[i].x = v` changes a part in place;
 * reading a value out of a place copies it (`Machine.copy`), since nothing but copies and moves happen in constants.
 */
export type Value =
  /** Without a type: a literal that nothing has typed yet. */
  | { readonly kind: 'int'; readonly value: bigint; readonly ty?: IntName }
  | { readonly kind: 'float'; readonly value: number; readonly bits?: 32 | 64 }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'char'; readonly value: number }
  /** A `&str`; `text` is left out where only its length in bytes is known. */
  | { readonly kind: 'str'; readonly text?: string; readonly length: bigint }
  | { readonly kind: 'tuple'; readonly cells: readonly Cell[] }
  | { readonly kind: 'array'; readonly cells: readonly Cell[] }
  /** An array of which only the length is known, such as a byte string's. */
  | { readonly kind: 'opaqueArray'; readonly length: bigint }
  | AdtValue
  | { readonly kind: 'ref'; readonly cell: Cell }
  | { readonly kind: 'fn'; readonly def: Def; readonly args: readonly GenericArg[] }
  | { readonly kind: 'range'; readonly start: bigint; readonly end: bigint; readonly ty?: IntName };

export interface AdtValue {
  readonly kind: 'adt';
  readonly def: Def;
  readonly args: readonly GenericArg[];
  /** The variant's name; the struct's own for a struct. */
  readonly variant: string;
  readonly names: readonly string[];
  readonly cells: readonly Cell[];
}

/** A place in memory. */
export interface Cell {
  value: Value;
}

export const UNIT_VALUE: Value = { kind: 'tuple', cells: [] };

export function cell(value: Value): Cell {
  return { value };
}

export function bool(value: boolean): Value {
  return { kind: 'bool', value };
}

export function int(value: bigint, ty: IntName): Value {
  return { kind: 'int', value, ty };
}

export function tuple(values: readonly Value[]): Value {
  return { kind: 'tuple', cells: values.map(cell) };
}

/** A copy whose parts are places of their own; references still point to the same place. `charge` hears of each list of parts. */
export function copyOf(value: Value, charge: (parts: number) => void): Value {
  switch (value.kind) {
    case 'tuple':
    case 'array':
    case 'adt':
      charge(value.cells.length);
      return { ...value, cells: value.cells.map((part) => cell(copyOf(part.value, charge))) };
    default:
      return value;
  }
}

/** Follows references to what they point to. */
export function deref(value: Value): Value {
  let at = value;
  while (at.kind === 'ref') at = at.cell.value;
  return at;
}

/** Stops an evaluation. Never leaves the evaluator: it becomes an `unknown` at its border. */
export class ConstStop {
  readonly reason: string;
  /** The value depends on a parameter, so it is not wrong, only too early. */
  readonly generic: boolean;

  constructor(reason: string, generic = false) {
    this.reason = reason;
    this.generic = generic;
  }
}

/** Stops the evaluation with a reason. */
export function stop(reason: string): never {
  throw new ConstStop(reason);
}

/** `break`, `continue` and `return` on their way out. */
export class Jump {
  readonly kind: 'break' | 'continue' | 'return';
  readonly label: string | undefined;
  readonly value: Value;

  constructor(kind: Jump['kind'], label: string | undefined, value: Value) {
    this.kind = kind;
    this.label = label;
    this.value = value;
  }
}

/** The integer type that a term is, if it is one. */
export function intNameOf(ty: Ty | undefined): IntName | undefined {
  if (ty?.kind === 'pattern') return intNameOf(ty.base);
  return ty?.kind === 'int' ? ty.name : undefined;
}
