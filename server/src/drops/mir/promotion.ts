import type { Kinds } from '../../base/kinds.ts';
import { isUnknown } from '../../base/unknown.ts';
import type { Thir } from '../thir/model.ts';
import type { Builder } from './builder.ts';

/**
 * Whether `&value` becomes a reference to a constant, and the value no temporary of the function: `&None`, `x == None`
 * (rustc's `promote_consts`; Reference, "Constant promotion"). What is computed must not fail, and have nothing to drop.
 */
export function isPromoted(b: Builder, value: Thir): boolean {
  switch (value.kind) {
    case 'scope':
      return isPromoted(b, value.value);
    case 'use':
      return isPromoted(b, value.source);
    case 'constant':
      return value.of === undefined || (value.of === 'item' && !b.needsDrop(value.ty));
    case 'adt':
      return (
        value.base === undefined && isPlain(b, value) && value.fields.every((field) => isPromoted(b, field))
      );
    case 'operands':
      return value.op !== 'division' && value.operands.every((operand) => isPromoted(b, operand));
    case 'not':
      return isPromoted(b, value.operand);
    case 'borrow':
      return !value.mutable && value.raw !== true && isPromoted(b, value.operand);
    case 'field':
      return value.variant === undefined && isPromoted(b, value.base);
    case 'block': {
      const { statements, tail, target } = value.block;
      return target === undefined && statements.length === 0 && tail !== undefined && isPromoted(b, tail);
    }
    default:
      value.kind satisfies
        | Kinds<'variable deref index match if let logical loop call never poll yield closure'>
        | Kinds<'assign assignOp jump'>;

      return false;
  }
}

/** Not a type with its own `Drop`, a union, or one that may change behind a shared reference. */
function isPlain(b: Builder, { ty }: Thir): boolean {
  if (ty.kind !== 'adt') return ty.kind === 'tuple';
  const { types } = b.typing;
  const adt = types.adtDef(ty.def);
  if (isUnknown(adt) || adt.kind === 'union' || types.isStd(ty.def, 'core::cell::UnsafeCell')) return false;
  return types.dropImpl(ty.def) === undefined && !adt.flags.ownedBox;
}
