import { isUnknown } from '../../../base/unknown.ts';
import { displayTy } from '../../terms/displayTy.ts';
import type { Ty } from '../../terms/ty.ts';
import { hasFlags, termFlags } from '../../terms/tyKey.ts';
import type { Machine } from '../machine.ts';
import { ConstStop, stop } from '../value.ts';

/** Size and align of a type in bytes, asked of the layer above. */
export function sizeOf(machine: Machine, ty: Ty): { readonly size: number; readonly align: number } {
  const normal = machine.cx.normalize(ty, machine.paramEnv);
  if (hasFlags(normal, termFlags.param) || !machine.cx.inputs.layout) {
    const known = hasFlags(normal, termFlags.param) && machine.cx.inputs.layout?.sizeOf(normal);
    if (known && !isUnknown(known)) return known;
    throw new ConstStop(
      `the size of \`${displayTy(normal)}\` is not known`,
      hasFlags(normal, termFlags.param),
    );
  }
  const known = machine.cx.inputs.layout.sizeOf(normal);
  return isUnknown(known) ? stop(known.reason) : known;
}
