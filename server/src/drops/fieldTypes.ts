import { isUnknown, type Unknown } from '../base/unknown.ts';
import type { AdtDef } from '../types/items/adt.ts';
import type { ParamEnv } from '../types/model.ts';
import type { TypeQueries } from '../types/queries.ts';
import type { Ty } from '../types/terms/ty.ts';

/** A field of a value, with its type for the arguments at hand. */
export interface FieldOf {
  readonly index: number;
  readonly name: string;
  readonly ty: Ty;
}

export interface VariantOf {
  readonly index: number;
  readonly name: string;
  readonly fields: readonly FieldOf[];
}

/** What a type consists of: one variant for structs and tuples. `adt` for structs, enums and unions. */
export interface Parts {
  readonly adt?: AdtDef;
  readonly variants: readonly VariantOf[];
}

/** The types of a closure's captures, by the body that it stands in; injected, since bodies belong to their functions. */
export type CaptureTypes = (
  closure: Extract<Ty, { kind: 'closure' }>,
) => readonly { readonly name: string; readonly ty: Ty }[] | Unknown;

/** The fields of a normalised type in declaration order; undefined for types without any. */
export function partsOf(
  ty: Ty,
  env: ParamEnv,
  types: TypeQueries,
  captures?: CaptureTypes,
): Parts | Unknown | undefined {
  if (ty.kind === 'tuple') {
    const fields = ty.elements.map((element, index) => ({ index, name: String(index), ty: element }));
    return { variants: [{ index: 0, name: '', fields }] };
  }
  if (ty.kind === 'closure') {
    const held = captures?.(ty);
    if (held === undefined || isUnknown(held)) return held;
    const fields = held.map(({ name, ty: own }, index) => ({
      index,
      name,
      ty: types.fieldTy(own, ty.args, env),
    }));
    return { variants: [{ index: 0, name: '', fields }] };
  }
  if (ty.kind !== 'adt') return undefined;
  const adt = types.adtDef(ty.def);
  if (isUnknown(adt)) return adt;
  const open = adt.partial ?? adt.nearest;
  if (open !== undefined) return { kind: 'unknown', reason: open };
  const variants = adt.variants.map((variant, index) => ({
    index,
    name: variant.name,
    fields: variant.fields.map((field, at) => ({
      index: at,
      name: field.name,
      ty: types.fieldTy(field.ty, ty.args, env),
    })),
  }));
  return { adt, variants };
}
