import type { TypeView } from '../../../../shared/layoutView.ts';
import { isUnknown } from '../../base/unknown.ts';
import { dropsOf } from '../../engine/drops.ts';
import type { Engine } from '../../engine/engine.ts';
import { partsOf } from '../../engine/layoutParts.ts';
import type { ParamEnv } from '../../types/model.ts';
import type { Ty } from '../../types/terms/ty.ts';
import { heapViews } from './heap/heapView.ts';
import { tailCases } from './tailCases.ts';

/** Adds to a picture what only the panel shows: whether it needs drop, its fields in drop order, its heap blocks. */
export function withPanelFacts(view: TypeView, ty: Ty, env: ParamEnv, engine: Engine): TypeView {
  const drop = dropsOf(engine).schedules.needs.of(ty, env);
  const order = drop === true ? dropOrder(ty, env, engine) : undefined;
  const heap = heapViews(ty, env, engine);
  return {
    ...view,
    ...(typeof drop === 'boolean' && { needsDrop: drop }),
    ...(hasOwnDrop(ty, engine) && { ownDrop: true }),
    ...(order && { dropOrder: order }),
    ...(heap.length > 0 && { heap }),
    ...(view.tail && { tail: { ...view.tail, cases: tailCases(view.tail, view.align ?? 1, env, engine) } }),
  };
}

function hasOwnDrop(ty: Ty, { types }: Engine): boolean {
  const drop = ty.kind === 'adt' ? types.dropImpl(ty.def) : undefined;
  return drop !== undefined && !isUnknown(drop);
}

/**
 * The fields of a struct or tuple that have something to drop, in declaration order, which is the order of their
 * drops (Rust Reference, "Destructors"). Undefined for other types, and where one field isn't known.
 */
function dropOrder(ty: Ty, env: ParamEnv, engine: Engine): readonly string[] | undefined {
  const parts = partsOf(ty, env, engine);
  if (!parts || isUnknown(parts) || (parts.adt && parts.adt.kind !== 'struct')) return undefined;
  if (parts.adt?.flags.manuallyDrop) return undefined;
  const fields = parts.variants[0]?.parts ?? [];
  const answers = fields.map((field) => dropsOf(engine).schedules.needs.of(field.ty, env));
  if (answers.some((answer) => typeof answer !== 'boolean')) return undefined;
  return fields.filter((_, i) => answers[i] === true).map((field) => field.name);
}
