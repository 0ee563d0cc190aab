import type { Kinds } from '../../base/kinds.ts';
import { isUnknown } from '../../base/unknown.ts';
import type { Engine } from '../../engine/engine.ts';
import { offsetsOf, partsOf, variantLayout } from '../../engine/layoutParts.ts';
import { primitiveSize, signedMax, truncate } from '../../layout/abi/primitives.ts';
import type { Layout, Niche, WrappingRange } from '../../layout/abi/types.ts';
import type { ParamEnv } from '../../types/model.ts';
import type { Ty } from '../../types/terms/ty.ts';
import { pattern as digits } from '../figures.ts';

/** The scalar at an offset of a type: where a niche or a tag lies. */
export interface Leaf {
  /** Fields of the user's own types that lead there, outermost first. */
  readonly path: readonly string[];
  /** All field names on the way, std's private ones too. */
  readonly names: readonly string[];
  /** The type that the scalar is the value or tag of. */
  readonly ty: Ty;
  /** The niche there, of the innermost type that has one: a `*const T` has none, the `NonNull<T>` around it does. */
  readonly niche: Niche | undefined;
}

/** Follows fields down to the scalar at `offset`; `variant` says which variant of `ty` itself is meant. */
export function leafAt(ty: Ty, offset: number, env: ParamEnv, engine: Engine, variant?: number): Leaf {
  const path: string[] = [];
  const names: string[] = [];
  let niche: Niche | undefined;
  let at = engine.types.normalize(ty, env);
  let from = offset;
  let own = true;
  for (let index = variant, depth = 0; depth < 64; index = undefined, depth++) {
    const step = fieldAt(at, from, env, engine, index);
    if (!step) break;
    own &&= at.kind === 'tuple' || (at.kind === 'adt' && at.def.origin === 'source');
    if (own) path.push(step.label);
    names.push(step.name);
    at = engine.types.normalize(step.ty, env);
    from -= step.offset;
    niche = nicheOf(at, from, env, engine) ?? niche;
  }
  return { path, names, ty: at, niche: niche ?? nicheOf(at, from, env, engine) };
}

function nicheOf(ty: Ty, offset: number, env: ParamEnv, engine: Engine): Niche | undefined {
  const layout = engine.layouts.layoutOf(ty, env);
  const niche = isUnknown(layout) ? undefined : layout.largestNiche;
  return niche?.offset === offset ? niche : undefined;
}

function fieldAt(ty: Ty, offset: number, env: ParamEnv, engine: Engine, variant: number | undefined) {
  const layout = engine.layouts.layoutOf(ty, env);
  const parts = partsOf(ty, env, engine);
  if (isUnknown(layout) || !parts || isUnknown(parts)) return undefined;
  const index = variant ?? variantWithData(layout);
  const inner = index === undefined ? undefined : variantLayout(layout, index);
  if (index === undefined || !inner) return undefined;
  const offsets = offsetsOf(inner);
  for (const part of parts.variants[index]?.parts ?? []) {
    const from = offsets[part.index];
    const size = engine.layouts.layoutOf(part.ty, env);
    if (from === undefined || isUnknown(size) || offset < from || offset >= from + size.size) continue;
    const { name } = part;
    const label = parts.variants.length > 1 ? `${parts.variants[index]!.name}.${name}` : name;
    return { name, label, ty: part.ty, offset: from };
  }
  return undefined;
}

/** The one variant there is, or the one in whose field the niche lies that stands for the tag. */
function variantWithData({ variants }: Layout): number | undefined {
  if (variants.kind === 'single') return variants.index;
  if (variants.kind !== 'multiple' || variants.tagEncoding.kind !== 'niche') return undefined;
  return variants.tagEncoding.untaggedVariant;
}

/** A bit pattern that the scalar never has otherwise, in words: `a null pointer`, `a capacity above isize::MAX`. */
export function patternInWords(leaf: Leaf, value: bigint, engine: Engine): string {
  const { dl } = engine.layouts.cx;
  const { niche } = leaf;
  if (niche?.value.kind === 'pointer')
    return value === 0n ? 'a null pointer' : `the address ${digits(value)}, which no pointer there has`;
  switch (leaf.ty.kind) {
    case 'bool':
      return `the byte ${value}, neither \`false\` nor \`true\``;
    case 'char':
      return `${digits(value)}, beyond the last \`char\``;
    default: {
      leaf.ty.kind satisfies
        | Kinds<'int float str never adt foreign tuple array slice ref ptr fnPtr fnDef dyn'>
        | Kinds<'closure param projection opaque pattern infer unknown'>;

      const size = niche && primitiveSize(dl, niche.value);
      const isizeMax = size === dl.pointer.size ? signedMax(size) : undefined;
      return numberInWords(leaf, niche?.validRange, value, isizeMax);
    }
  }
}

function numberInWords(
  leaf: Leaf,
  range: WrappingRange | undefined,
  value: bigint,
  isizeMax: bigint | undefined,
): string {
  if (leaf.ty.kind === 'adt') return `the tag ${digits(value)}`;
  const noun = leaf.names.includes('cap') ? 'capacity' : 'value';
  if (value === 0n) return `the ${noun} 0`;
  if (isizeMax !== undefined && range?.end === isizeMax && value > isizeMax)
    return `a ${noun} above \`isize::MAX\``;
  if (range && range.start <= range.end && value > range.end)
    return `the ${noun} ${digits(value)}, above the largest, ${digits(range.end)}`;
  return `the ${noun} ${digits(value)}`;
}

/** A niche-encoded variant's bit pattern in the tag (rustc's `tag_for_variant`); undefined for the untagged one. */
export function nichePattern(layout: Layout, variant: number, engine: Engine): bigint | undefined {
  if (layout.variants.kind !== 'multiple' || layout.variants.tagEncoding.kind !== 'niche') return undefined;
  const { tag, tagEncoding } = layout.variants;
  const { nicheVariants, nicheStart, untaggedVariant } = tagEncoding;
  if (variant === untaggedVariant || variant < nicheVariants.start || variant > nicheVariants.end)
    return undefined;
  const size = primitiveSize(engine.layouts.cx.dl, tag.value);
  return truncate(nicheStart + BigInt(variant - nicheVariants.start), size);
}
