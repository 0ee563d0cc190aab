import type { Kinds } from '../base/kinds.ts';
import { isUnknown } from '../base/unknown.ts';
import type { ParamEnv } from '../types/model.ts';
import type { TypeQueries } from '../types/queries.ts';
import type { Ty } from '../types/terms/ty.ts';
import { partsOf } from './fieldTypes.ts';

/** How deep types are looked into; one that holds itself is left alone. */
const MAX_DEPTH = 8;

/**
 * Whether a type has no value, as far as code of the crate `home` may know: a call that gives one never returns
 * (rustc's `is_inhabited_from`). Fields of other crates' structs may be private, and say nothing.
 */
export function isUninhabited(ty: Ty, home: string, env: ParamEnv, types: TypeQueries, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  const inner = (part: Ty) => isUninhabited(part, home, env, types, depth + 1);
  switch (ty.kind) {
    case 'never':
      return true;
    case 'tuple':
      return ty.elements.some(inner);
    case 'array':
      return inner(ty.element) && types.evalUsize(ty.length, env) !== 0n;
    case 'adt': {
      const parts = partsOf(ty, env, types);
      if (!parts || isUnknown(parts) || parts.adt?.kind === 'union') return false;
      if (parts.adt?.kind !== 'enum' && ty.def.crate !== home) return false;
      return parts.variants.every((variant) => variant.fields.some((field) => inner(field.ty)));
    }
    default:
      ty.kind satisfies
        | Kinds<'int float bool char str foreign slice ref ptr fnPtr fnDef dyn closure param'>
        | Kinds<'projection opaque pattern infer unknown'>;

      return false;
  }
}
