import type { KnownField, TypeView } from '../../../../shared/layoutView.ts';
import { isUnknown } from '../../base/unknown.ts';
import type { Engine } from '../../engine/engine.ts';
import { partsOf, type TypeParts } from '../../engine/layoutParts.ts';
import type { ParamEnv } from '../../types/model.ts';
import type { Ty } from '../../types/terms/ty.ts';
import { fieldPlace, writtenType } from './sourcePlaces.ts';

/** What is known of a type whose layout isn't, since one field's isn't. */
export interface KnownParts {
  readonly knownFields: readonly KnownField[];
  /** Bytes that the type has at least; absent where a macro may take fields away. */
  readonly atLeast?: number;
  /** The alignment is at least this. */
  readonly align?: number;
  /** The first field that is missing, and why. */
  readonly reason?: string;
}

/**
 * The fields of a struct, tuple, enum or union by themselves, and what they say of the whole: it has room for the known
 * ones of one variant together (of a union, for the largest), and its size is a multiple of each alignment. No offsets
 * where rustc picks the order; with `repr(C)` those up to the first field that isn't known (Rust Reference, "The C
 * representation"). Undefined where no field's size is known.
 */
export function knownParts(
  ty: Ty,
  env: ParamEnv,
  engine: Engine,
  viewOf: (ty: Ty) => TypeView,
): KnownParts | undefined {
  const parts = partsOf(ty, env, engine);
  if (!parts || isUnknown(parts)) return undefined;
  const knownFields = parts.variants.flatMap((_, index) => fieldsOf(parts, index, viewOf));
  if (!knownFields.some(({ type }) => leastSize(type) > 0)) return undefined;
  if (parts.adt?.rewrittenBy !== undefined) return { knownFields };
  const repr = parts.adt?.repr;
  const aligns = knownFields.map(({ type }) =>
    Math.min(type.align ?? 1, repr?.packed ?? Number.MAX_SAFE_INTEGER),
  );
  const align = Math.max(1, repr?.align ?? 1, ...aligns);
  const sizes = parts.variants.map((_, index) => {
    const own = knownFields.filter((f) => f.variant === (parts.adt?.kind === 'enum' ? index : undefined));
    const all = own.map(({ type }) => leastSize(type));
    return parts.adt?.kind === 'union' ? Math.max(0, ...all) : all.reduce((sum, size) => sum + size, 0);
  });
  const atLeast = Math.ceil(Math.max(0, ...sizes) / align) * align;
  const missing = knownFields.find(({ type }) => type.size === undefined);
  const reason = missing?.type.reason;
  return {
    knownFields,
    atLeast,
    align,
    ...(missing && reason !== undefined && { reason: `\`${missing.name}\` isn't known: ${reason}` }),
  };
}

const leastSize = ({ size, atLeast }: TypeView): number => size ?? atLeast ?? 0;

function fieldsOf(
  { adt, variants }: TypeParts,
  index: number,
  viewOf: (ty: Ty) => TypeView,
): readonly KnownField[] {
  const isInOrder = adt?.kind === 'struct' && adt.repr.c && adt.rewrittenBy === undefined;
  let next: number | undefined = isInOrder ? 0 : undefined;
  return (variants[index]?.parts ?? []).map((part): KnownField => {
    const type = withWrittenName(viewOf(part.ty), adt && writtenType(adt, index, part.index));
    const place = adt && fieldPlace(adt, index, part.index);
    const align = Math.min(type.align ?? 1, adt?.repr.packed ?? Number.MAX_SAFE_INTEGER);
    const isPlaced = next !== undefined && type.size !== undefined;
    const offset = isPlaced ? Math.ceil((next ?? 0) / align) * align : undefined;
    next = offset === undefined || type.unsized ? undefined : offset + (type.size ?? 0);
    return {
      name: part.name,
      index: part.index,
      type,
      ...(adt?.kind === 'enum' && { variant: index, variantName: variants[index]?.name ?? '' }),
      ...(offset !== undefined && { offset }),
      ...(place && { place }),
    };
  });
}

/** A name that couldn't be read has nothing better than what the user wrote. */
function withWrittenName(type: TypeView, written: string | undefined): TypeView {
  return written !== undefined && type.name.includes('{unknown}') ? { ...type, name: written } : type;
}
