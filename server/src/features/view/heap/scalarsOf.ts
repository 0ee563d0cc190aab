import { isUnknown } from '../../../base/unknown.ts';
import type { Engine } from '../../../engine/engine.ts';
import { offsetsOf, partsOf, variantLayout } from '../../../engine/layoutParts.ts';
import type { ParamEnv } from '../../../types/model.ts';
import type { Ty } from '../../../types/terms/ty.ts';

/** A scalar somewhere inside a type. */
export interface Scalar {
  /** Of the outermost field that is nothing but this scalar: `cap` for `cap: Cap(usize)`. */
  readonly name: string;
  /** Bytes from the start of the type. */
  readonly offset: number;
  readonly size: number;
  readonly ty: Ty;
}

/** More scalars than this are no words of a handle to a heap block. */
const MAX_SCALARS = 16;

/**
 * The scalars that a type consists of, by offset; of an enum, those of the variant that holds data. Undefined
 * where a part isn't known, or there are too many.
 */
export function scalarsOf(ty: Ty, env: ParamEnv, engine: Engine): readonly Scalar[] | undefined {
  const found: Scalar[] = [];
  const isWhole = collect({ ty, offset: 0, name: '' }, { env, engine, found });
  return isWhole ? found.sort((a, b) => a.offset - b.offset) : undefined;
}

interface Spot {
  readonly ty: Ty;
  readonly offset: number;
  readonly name: string;
}

interface Search {
  readonly env: ParamEnv;
  readonly engine: Engine;
  readonly found: Scalar[];
}

function collect({ ty: written, offset, name }: Spot, search: Search): boolean {
  const { env, engine, found } = search;
  const ty = engine.types.normalize(written, env);
  const layout = engine.layouts.layoutOf(ty, env);
  if (isUnknown(layout) || found.length >= MAX_SCALARS) return false;
  if (layout.size === 0) return true;
  const parts = partsOf(ty, env, engine);
  if (isUnknown(parts)) return false;
  const index = dataVariant(layout.variants);
  const inner = index === undefined ? undefined : variantLayout(layout, index);
  if (!parts || !inner || index === undefined) {
    // Of `*const T is !null`, which pointers of std are since 1.98, what counts is that it is a pointer.
    found.push({ name, offset, size: layout.size, ty: ty.kind === 'pattern' ? ty.base : ty });
    return true;
  }
  const offsets = offsetsOf(inner);
  return (parts.variants[index]?.parts ?? []).every((part) => {
    const size = engine.layouts.layoutOf(part.ty, env);
    if (isUnknown(size)) return false;
    const isWrapper = size.size === layout.size && !/^\d*$/.test(name);
    const spot = { ty: part.ty, offset: offset + (offsets[part.index] ?? 0) };
    return collect({ ...spot, name: isWrapper ? name : part.name }, search);
  });
}

type Variants = NonNullable<
  Exclude<ReturnType<Engine['layouts']['layoutOf']>, { readonly kind: 'unknown' }>
>['variants'];

/** The only variant, or the one whose data the niche lies in. */
function dataVariant(variants: Variants): number | undefined {
  if (variants.kind === 'single') return variants.index;
  if (variants.kind !== 'multiple' || variants.tagEncoding.kind !== 'niche') return undefined;
  return variants.tagEncoding.untaggedVariant;
}
