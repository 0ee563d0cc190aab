import { isUnknown, type Unknown, unknown } from '../base/unknown.ts';
import type { ParamEnv } from '../types/model.ts';
import type { TypeQueries } from '../types/queries.ts';
import type { Ty } from '../types/ty.ts';
import { tyKey } from '../types/tyKey.ts';
import { partsOf } from './layoutParts.ts';

/** Whether dropping a value runs any code: `maybe` where a generic parameter decides. */
export type NeedsDrop = boolean | 'maybe' | Unknown;

/** rustc's `needs_drop`: by the type's own `Drop`, else by its parts. */
export function needsDrop(ty: Ty, env: ParamEnv, types: TypeQueries): NeedsDrop {
  return answer(types.normalize(ty, env), env, types, new Set());
}

function answer(ty: Ty, env: ParamEnv, types: TypeQueries, open: Set<string>): NeedsDrop {
  switch (ty.kind) {
    case 'dyn':
      return true;
    case 'slice':
      return answer(ty.element, env, types, open);
    case 'array':
      return types.evalUsize(ty.length, env) === 0n ? false : answer(ty.element, env, types, open);
    case 'tuple':
      return any(ty.elements, env, types, open);
    case 'adt':
      return ofAdt(ty, env, types, open);
    case 'param':
    case 'projection':
      return types.isCopy(ty, env).kind === 'holds' ? false : 'maybe';
    case 'pattern':
      return answer(ty.base, env, types, open);
    case 'closure':
    case 'opaque':
    case 'infer':
      return unknown('what it holds is not known');
    case 'unknown':
      return ty;
    default:
      return false;
  }
}

function ofAdt(
  ty: Extract<Ty, { kind: 'adt' }>,
  env: ParamEnv,
  types: TypeQueries,
  open: Set<string>,
): NeedsDrop {
  const drop = types.dropImpl(ty.def);
  if (isUnknown(drop)) return drop;
  if (drop) return true;
  const key = tyKey(ty);
  const parts = partsOf(ty, env, types);
  if (open.has(key) || !parts) return false;
  if (isUnknown(parts)) return parts;
  if (parts.adt?.kind === 'union' || parts.adt?.flags.manuallyDrop) return false;
  open.add(key);
  const fields = parts.variants.flatMap((v) => v.parts.map((p) => p.ty));
  return any(fields, env, types, open);
}

function any(parts: readonly Ty[], env: ParamEnv, types: TypeQueries, open: Set<string>): NeedsDrop {
  let result: NeedsDrop = false;
  for (const part of parts) {
    const one = answer(types.normalize(part, env), env, types, open);
    if (one === true) return true;
    if (isUnknown(one)) result = one;
    else if (one === 'maybe' && result === false) result = 'maybe';
  }
  return result;
}
