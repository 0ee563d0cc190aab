import type { Warrant } from '../../../../shared/layoutView.ts';
import type { Kinds } from '../../base/kinds.ts';
import { isUnknown, type Unknown, unknown } from '../../base/unknown.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Layout } from '../../layout/abi/types.ts';
import { emptyParamEnv, type ParamEnv } from '../../types/model.ts';
import type { TypeQueries } from '../../types/queries.ts';
import type { Ty } from '../../types/terms/ty.ts';
import { notDescribed } from './nearest.ts';

/** A layout that may be shown, and how far it can be trusted. */
export interface WarrantedLayout {
  readonly layout: Layout;
  readonly warrant: Exclude<Warrant, 'partial' | 'unknown'>;
}

/**
 * The layout of a type with its warrant: `guaranteed` where the language promises all that is shown of it; `nearest`
 * where it is that of another release than the user's, which isn't described; else `exact`. Unknown where there is no
 * layout, and where the user wants no figures of another release.
 */
export function warrantedLayout(ty: Ty, env: ParamEnv, engine: Engine): WarrantedLayout | Unknown {
  const { types, layouts, release } = engine;
  const layout = layouts.layoutOf(ty, env);
  if (isUnknown(layout)) return layout;
  // Which patterns are niches is the compiler's own business.
  if (!layout.largestNiche && promised(ty, types, 0)) return { layout, warrant: 'guaranteed' };
  const isNearest = release.describedAs !== undefined || layouts.isNearest(ty, env);
  if (!isNearest) return { layout, warrant: 'exact' };
  return engine.showNearest ? { layout, warrant: 'nearest' } : unknown(notDescribed(release));
}

/**
 * Whether the Rust Reference ("Type layout") promises the size and the offsets of a type on every release, and its
 * alignment but for targets of less than 32 bits: primitives of up to four bytes and pointers, arrays of such, and
 * `repr(C)` and `repr(transparent)` structs and unions of such. Of wider numbers the alignment is not promised: that of
 * `u64` and `f64` is 4 on some targets, and that of `u128` has changed.
 */
function promised(ty: Ty, types: TypeQueries, depth: number): boolean {
  switch (ty.kind) {
    case 'bool':
    case 'char':
    case 'fnPtr':
      return true;
    case 'int':
      return !/64|128/.test(ty.name);
    case 'float':
      return ty.name === 'f32';
    case 'ref':
    case 'ptr':
      return types.pointee(ty.inner, emptyParamEnv).kind === 'thin';
    case 'array':
      return promised(ty.element, types, depth);
    case 'tuple':
      return ty.elements.length === 0;
    case 'adt':
      return depth <= 16 && promisedAdt(ty, types, depth);
    default:
      ty.kind satisfies
        | Kinds<'str never foreign slice fnDef dyn closure param projection opaque pattern infer'>
        | Kinds<'unknown'>;

      return false;
  }
}

function promisedAdt(ty: Extract<Ty, { kind: 'adt' }>, types: TypeQueries, depth: number): boolean {
  const adt = types.adtDef(ty.def);
  if (isUnknown(adt)) return false;
  const argument = ty.args[0];
  // "Option<T>" of the null pointer optimization, for the pointers that the standard library lists for it.
  if (adt.flags.option) {
    const isPointer = argument?.kind === 'ref' || argument?.kind === 'fnPtr';
    return isPointer && promised(argument, types, depth + 1);
  }
  // Which patterns of a tag are valid, and whether variants that can't exist have a place, has changed with releases.
  if (adt.kind === 'enum' || !(adt.repr.c || adt.repr.transparent)) return false;
  const fields = adt.variants.flatMap((v) => v.fields);
  return fields.every((f) => promised(types.fieldTy(f.ty, ty.args, emptyParamEnv), types, depth + 1));
}
