import type { TypeView } from '../../../../shared/layoutView.ts';
import { isUnknown } from '../../base/unknown.ts';
import type { Engine } from '../../engine/engine.ts';
import { allParams } from '../../types/items/generics.ts';
import type { ParamEnv } from '../../types/model.ts';
import type { Ty } from '../../types/terms/ty.ts';
import { hasFlags, termFlags } from '../../types/terms/tyKey.ts';
import { nearestReason } from './nearest.ts';
import { declaredFields, sizeInOrder } from './reprC.ts';
import { symbolicSize } from './symbolicSize.ts';
import { TypeViews, type ViewLimits } from './typeView.ts';

/** A type's picture with what is only worth asking of the outermost type: see `withFacts`. */
export function describeType(ty: Ty, env: ParamEnv, engine: Engine, limits?: ViewLimits): TypeView {
  return withFacts(new TypeViews(engine, env, limits).view(ty), ty, env, engine);
}

/**
 * Adds to a picture its size in `repr(C)`, whether it is `Copy`, the parameters that it leaves open, and what is
 * known of a size that depends on them.
 */
export function withFacts(view: TypeView, ty: Ty, env: ParamEnv, engine: Engine): TypeView {
  const open = openParameters(ty, engine);
  const parameters = open.length > 0 ? { parameters: open } : {};
  if (view.size === undefined) {
    const partly =
      open.length > 0 || hasFlags(ty, termFlags.param) ? symbolicSize(ty, env, engine) : undefined;
    if (!partly) return { ...view, ...parameters };
    return { ...view, ...parameters, warrant: 'partial', symbolicSize: partly.text, align: partly.align };
  }
  if (view.unsized) return { ...view, ...parameters };
  const copy = engine.types.isCopy(ty, env).kind;
  return {
    ...view,
    ...(view.warrant === 'nearest' && { reason: nearestReason(engine.release) }),
    ...parameters,
    ...(copy !== 'ambiguous' && { isCopy: copy === 'holds' }),
    ...sizeAsReprC(view, ty),
  };
}

/** The names of the definition's own parameters that a type still has as arguments. */
export function openParameters(ty: Ty, engine: Engine): readonly string[] {
  if (ty.kind !== 'adt' || !hasFlags(ty, termFlags.param)) return [];
  const own = allParams(engine.types.genericsOf(ty.def));
  const open = own.every((p, i) => {
    const arg = ty.args[i];
    return (
      (arg?.kind === 'param' || arg?.kind === 'constParam') && arg.name === p.name && arg.index === p.index
    );
  });
  return open ? own.map((p) => p.name) : [];
}

function sizeAsReprC(view: TypeView, ty: Ty): { sizeAsReprC?: number } {
  const plain =
    view.kind === 'struct' && view.repr === undefined && ty.kind === 'adt' && ty.def.origin === 'source';
  if (!plain || view.unsized || view.folded) return {};
  const size = sizeInOrder(declaredFields(view));
  return size > (view.size ?? 0) ? { sizeAsReprC: size } : {};
}

/** The type of one field for the owner's arguments. */
export function fieldTyOf(
  owner: Extract<Ty, { kind: 'adt' }>,
  variant: number,
  field: number,
  env: ParamEnv,
  engine: Engine,
): Ty | undefined {
  const adt = engine.types.adtDef(owner.def);
  const def = isUnknown(adt) ? undefined : adt.variants[variant]?.fields[field];
  return def && engine.types.fieldTy(def.ty, owner.args, env);
}
