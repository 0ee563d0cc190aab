import type { Warrant } from '../../../../shared/layoutView.ts';
import { isUnknown } from '../../base/unknown.ts';
import { emptyParamEnv } from '../../types/model.ts';
import type { TypeQueries } from '../../types/queries.ts';
import type { Ty } from '../../types/terms/ty.ts';

/**
 * How far a computed layout can be trusted: `guaranteed` where the Rust Reference ("Type layout") promises
 * the whole representation on every release (primitives, thin pointers, arrays of such, `repr(C)`,
 * `repr(transparent)` and `repr(u8)` types of such), else `exact` for the release and target in force.
 */
export function warrantOf(ty: Ty, types: TypeQueries): Warrant {
  return promised(ty, types, 0) ? 'guaranteed' : 'exact';
}

function promised(ty: Ty, types: TypeQueries, depth: number): boolean {
  switch (ty.kind) {
    case 'bool':
    case 'char':
    case 'int':
    case 'float':
    case 'fnPtr':
      return true;
    case 'ref':
    case 'ptr':
      return types.pointee(ty.inner, emptyParamEnv).kind === 'thin';
    case 'array':
      return promised(ty.element, types, depth);
    case 'tuple':
      return ty.elements.length === 0;
    case 'adt': {
      const adt = types.adtDef(ty.def);
      if (depth > 16 || isUnknown(adt)) return false;
      const { c, transparent, int } = adt.repr;
      if (!c && !transparent && int === undefined) return false;
      const fields = adt.variants.flatMap((v) => v.fields);
      return fields.every((f) => promised(types.fieldTy(f.ty, ty.args, emptyParamEnv), types, depth + 1));
    }
    default:
      return false;
  }
}
