import { isUnknown } from '../../../base/unknown.ts';
import type { GenericArg, Ty } from '../../terms/ty.ts';
import { isConstArg } from '../../terms/tyKey.ts';
import type { Machine } from '../machine.ts';
import { bool, deref, int, stop, type Value } from '../value.ts';
import { typeOfValue } from '../valueTypes.ts';
import { sizeOf } from './sizes.ts';

/** `size_of::<T>()` and its kin; undefined for other functions. */
export function sizeFunction(
  machine: Machine,
  path: string,
  args: readonly GenericArg[],
  values: readonly Value[],
): Value | undefined {
  switch (path) {
    case 'core::mem::size_of':
    case 'core::intrinsics::size_of':
      return int(BigInt(sizeOf(machine, requireType(args[0])).size), 'usize');
    case 'core::mem::align_of':
    case 'core::mem::min_align_of':
    case 'core::intrinsics::align_of':
      return int(BigInt(sizeOf(machine, requireType(args[0])).align), 'usize');
    case 'core::mem::size_of_val':
      return int(BigInt(sizeOf(machine, valueType(values[0])).size), 'usize');
    case 'core::mem::align_of_val':
      return int(BigInt(sizeOf(machine, valueType(values[0])).align), 'usize');
    case 'core::mem::needs_drop': {
      const known = machine.cx.inputs.layout?.needsDrop(requireType(args[0]));
      if (known === undefined) return undefined;
      return isUnknown(known) ? stop(known.reason) : bool(known);
    }
    default:
      return undefined;
  }
}

export function requireType(arg: GenericArg | undefined): Ty {
  if (!arg || isConstArg(arg)) return stop('a type argument is not known');
  return arg.kind === 'unknown' ? stop(arg.reason) : arg;
}

function valueType(value: Value | undefined): Ty {
  const ty = value && typeOfValue(deref(value));
  return ty ?? stop('the type of a value in a constant is not known');
}
