import type { Kinds } from '../../base/kinds.ts';
import { displayTy } from '../terms/displayTy.ts';
import type { Ty } from '../terms/ty.ts';
import type { Machine } from './machine.ts';
import { cell, deref, intNameOf, stop, type Value } from './value.ts';

/** Gives a literal the type of its place, parts of aggregates included; checks that it fits. */
export function coerce(machine: Machine, value: Value, ty: Ty | undefined): Value {
  if (ty === undefined) return value;
  if (value.kind === 'int' && value.ty === undefined) {
    const name = intNameOf(ty);
    return name === undefined ? value : machine.ints.typed(value.value, name, `\`${value.value}\``);
  }
  if (value.kind === 'tuple' && ty.kind === 'tuple')
    return {
      kind: 'tuple',
      cells: value.cells.map((part, i) => cell(coerce(machine, part.value, ty.elements[i]))),
    };
  if (value.kind === 'array' && (ty.kind === 'array' || ty.kind === 'slice')) {
    if (value.cells.every((part) => !isUntyped(part.value))) return value;
    return { kind: 'array', cells: value.cells.map((part) => cell(coerce(machine, part.value, ty.element))) };
  }
  if (value.kind === 'ref' && ty.kind === 'ref') {
    if (isUntyped(value.cell.value)) value.cell.value = coerce(machine, value.cell.value, ty.inner);
    return value;
  }
  return value;
}

function isUntyped(value: Value): boolean {
  return (value.kind === 'int' && value.ty === undefined) || value.kind === 'array' || value.kind === 'tuple';
}

/** `value as ty` (Reference, "Type cast expressions"). */
export function cast(machine: Machine, operand: Value, ty: Ty): Value {
  const to = intNameOf(ty);
  if (to !== undefined) {
    const whole = integerOf(machine, operand, to);
    return { kind: 'int', value: whole, ty: to };
  }
  switch (ty.kind) {
    case 'char':
      if (operand.kind === 'int') return { kind: 'char', value: Number(operand.value) };
      break;
    case 'float':
      if (operand.kind === 'int') return { kind: 'float', value: Number(operand.value) };
      if (operand.kind === 'float')
        return { kind: 'float', value: ty.name === 'f32' ? Math.fround(operand.value) : operand.value };
      break;
    case 'bool':
      if (operand.kind === 'bool') return operand;
      break;
    case 'ref':
    case 'ptr':
      return operand;
    case 'unknown':
      return stop(ty.reason);
    default:
      ty.kind satisfies
        | Kinds<'int str never adt foreign tuple array slice fnPtr fnDef dyn closure param'>
        | Kinds<'projection opaque pattern infer'>;

      break;
  }
  return stop(`a cast to \`${displayTy(ty)}\` is not evaluated`);
}

function integerOf(machine: Machine, value: Value, to: Parameters<Machine['ints']['wrap']>[1]): bigint {
  const { ints } = machine;
  switch (value.kind) {
    case 'int':
      return ints.wrap(value.value, to);
    case 'bool':
      return value.value ? 1n : 0n;
    case 'char':
      return ints.wrap(BigInt(value.value), to);
    case 'float':
      return saturate(value.value, ints.min(to), ints.max(to));
    case 'adt':
      return ints.wrap(discriminantOf(machine, value), to);
    default:
      return stop('a cast of a pointer to an integer has no value at compile time');
  }
}

/** Floats are cut towards zero and stay within the type; NaN is zero. */
function saturate(value: number, min: bigint, max: bigint): bigint {
  if (Number.isNaN(value)) return 0n;
  if (value >= Number(max)) return max;
  return value <= Number(min) ? min : BigInt(Math.trunc(value));
}

/** The discriminant of an enum's value. */
export function discriminantOf(machine: Machine, value: Extract<Value, { kind: 'adt' }>): bigint {
  const adt = machine.cx.adtDef(value.def);
  if (adt.kind === 'unknown') return stop(adt.reason);
  const variant = adt.variants.find((v) => v.name === value.variant);
  if (adt.kind !== 'enum' || !variant) return stop(`\`${value.def.name}\` has no discriminant`);
  return typeof variant.discriminant === 'bigint' ? variant.discriminant : stop(variant.discriminant.reason);
}

/** The integer behind references and `NonZero`-like wrappers, for indexes and counts. */
export function asInt(value: Value, what: string): bigint {
  const at = deref(value);
  return at.kind === 'int' ? at.value : stop(`${what} is not an integer`);
}
