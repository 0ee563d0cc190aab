import type { Def } from '../../../resolve/model/def.ts';
import { headOf } from '../../items/impls.ts';
import type { GenericArg, Ty } from '../../terms/ty.ts';
import { isConstArg } from '../../terms/tyKey.ts';
import { discriminantOf } from '../casts.ts';
import type { Machine } from '../machine.ts';
import { elements } from '../places.ts';
import { bool, type Cell, cell, deref, int, stop, UNIT_VALUE, type Value } from '../value.ts';
import { intMethod } from './intMethods.ts';
import { sizeFunction } from './sizeFunctions.ts';

/**
 * Functions of std that constants use, by path: the facts have no bodies. Whatever isn't here stops the
 * evaluation with its name.
 */
export function nativeFunction(
  machine: Machine,
  def: Def,
  args: readonly GenericArg[],
  values: readonly Value[],
  expected: Ty | undefined,
): Value | undefined {
  const sized = sizeFunction(machine, machine.cx.stdPath(def) ?? '', args, values);
  if (sized) return sized;
  if (def.parent?.kind === 'impl') return associated(machine, def, args, values, expected);
  switch (machine.cx.stdPath(def)) {
    case 'core::convert::identity':
      return values[0];
    case 'core::mem::forget':
    case 'core::mem::drop':
    case 'core::hint::assert_unchecked':
      return UNIT_VALUE;
    case 'core::mem::discriminant':
      return adtOf(values[0]) && int(discriminantOf(machine, adtOf(values[0])!), 'isize');
    case 'core::mem::replace':
      return replaced(values[0], values[1]);
    case 'core::mem::swap':
      return swapped(values[0], values[1]);
    default:
      return undefined;
  }
}

function adtOf(value: Value | undefined): Extract<Value, { kind: 'adt' }> | undefined {
  const at = value && deref(value);
  return at?.kind === 'adt' ? at : undefined;
}

function replaced(place: Value | undefined, value: Value | undefined): Value | undefined {
  if (place?.kind !== 'ref' || !value) return undefined;
  const old = place.cell.value;
  place.cell.value = value;
  return old;
}

function swapped(a: Value | undefined, b: Value | undefined): Value | undefined {
  if (a?.kind !== 'ref' || b?.kind !== 'ref') return undefined;
  [a.cell.value, b.cell.value] = [b.cell.value, a.cell.value];
  return UNIT_VALUE;
}

/** `u32::pow(2, 3)`, `NonZero::new(5)`, `Option::unwrap(x)`: a method called by its path, or a constructor. */
function associated(
  machine: Machine,
  def: Def,
  args: readonly GenericArg[],
  values: readonly Value[],
  expected: Ty | undefined,
): Value | undefined {
  const self = machine.cx.implSelf(def.parent as Def);
  const head = headOf(self);
  if (head?.kind === 'adt' && head.def.name === 'NonZero') return nonZero(machine, def.name, args, values);
  const [first, ...rest] = values;
  if (!first) return undefined;
  const typed = self.kind === 'int' ? machine.coerce(deref(first), self) : first;
  const place: Cell = typed.kind === 'ref' ? typed.cell : cell(typed);
  const same = self.kind === 'int' && !/pow|sh[lr]|rotate/.test(def.name);
  const others = rest.map((value) => (same ? machine.coerce(value, self) : value));
  return nativeMethod(machine, def.name, place, deref(typed), others, expected);
}

function nonZero(
  machine: Machine,
  name: string,
  args: readonly GenericArg[],
  values: readonly Value[],
): Value | undefined {
  const value = values[0] && deref(values[0]);
  if (value?.kind !== 'int')
    return value?.kind === 'adt' && name === 'get' ? value.cells[0]?.value : undefined;
  const def = machine.cx.stdDef('core::num::nonzero::NonZero') ?? machine.cx.stdDef('core::num::NonZero');
  const ty = args[0];
  if (!def || !ty || isConstArg(ty)) return undefined;
  const inner = machine.coerce(value, ty);
  const wrapped: Value = {
    kind: 'adt',
    def,
    args: [ty],
    variant: def.name,
    names: ['0'],
    cells: [cell(inner)],
  };
  if (name === 'new_unchecked') return wrapped;
  if (name !== 'new') return undefined;
  return option(machine, value.value === 0n ? undefined : wrapped, { kind: 'adt', def, args: [ty] });
}

/** `Some(value)`, or `None` without one. */
export function option(machine: Machine, value: Value | undefined, ty?: Ty): Value {
  const def = machine.cx.stdDef('core::option::Option');
  if (!def) return stop('the facts of std have no `Option`');
  const args: readonly GenericArg[] = [
    ty ?? { kind: 'unknown', reason: 'a type in a constant is not inferred' },
  ];
  const cells = value ? [cell(value)] : [];
  return { kind: 'adt', def, args, variant: value ? 'Some' : 'None', names: value ? ['0'] : [], cells };
}

/** A method of a primitive, slice, string, `Option`, `Result` or `NonZero`. */
export function nativeMethod(
  machine: Machine,
  name: string,
  place: Cell,
  receiver: Value,
  args: readonly Value[],
  expected: Ty | undefined,
): Value | undefined {
  switch (receiver.kind) {
    case 'int':
      return intMethod(machine, name, receiver, args, (value, ty) => option(machine, value, ty));
    case 'str':
    case 'array':
    case 'opaqueArray':
      return listMethod(machine, name, receiver, args);
    case 'adt':
      return adtMethod(machine, name, receiver, place, args, expected);
    case 'bool':
      return name === 'then_some' && args[0]
        ? option(machine, receiver.value ? args[0] : undefined)
        : undefined;
    default:
      return undefined;
  }
}

function listMethod(machine: Machine, name: string, list: Value, args: readonly Value[]): Value | undefined {
  const length = list.kind === 'str' || list.kind === 'opaqueArray' ? list.length : lengthOf(list);
  switch (name) {
    case 'len':
      return int(length, 'usize');
    case 'is_empty':
      return bool(length === 0n);
    case 'as_bytes':
    case 'as_slice':
    case 'as_ref':
    case 'as_str':
    case 'clone':
      return { kind: 'ref', cell: cell(elements(list)) };
    case 'first':
    case 'last': {
      if (list.kind !== 'array') return undefined;
      const found = name === 'first' ? list.cells[0] : list.cells.at(-1);
      return option(machine, found && { kind: 'ref', cell: found });
    }
    case 'get': {
      const index = args[0];
      if (list.kind !== 'array' || index?.kind !== 'int') return undefined;
      const found = list.cells[Number(index.value)];
      return option(machine, found && { kind: 'ref', cell: found });
    }
    default:
      return undefined;
  }
}

function lengthOf(list: Value): bigint {
  return list.kind === 'array' ? BigInt(list.cells.length) : 0n;
}

function adtMethod(
  machine: Machine,
  name: string,
  value: Extract<Value, { kind: 'adt' }>,
  place: Cell,
  args: readonly Value[],
  expected: Ty | undefined,
): Value | undefined {
  const { variant } = value;
  const inner = value.cells[0];
  if (value.def.name === 'NonZero' && name === 'get') return inner?.value;
  if (!machine.cx.resolver.isOfStd(value.def)) return undefined;
  const good = variant === 'Some' || variant === 'Ok';
  switch (name) {
    case 'unwrap':
    case 'expect':
    case 'unwrap_unchecked':
      return good ? inner?.value : stop(`a constant calls \`${name}\` on \`${variant}\``);
    case 'unwrap_or':
      return good ? inner?.value : args[0] && machine.coerce(args[0], expected);
    case 'is_some':
    case 'is_ok':
      return bool(good);
    case 'is_none':
    case 'is_err':
      return bool(!good);
    case 'as_ref':
    case 'as_mut':
      return { ...value, cells: inner ? [cell({ kind: 'ref', cell: inner })] : [] };
    case 'take': {
      const old = place.value;
      place.value = { ...value, variant: 'None', names: [], cells: [] };
      return old;
    }
    default:
      return undefined;
  }
}
