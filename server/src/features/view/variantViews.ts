import type { FieldPiece, TagView, VariantView } from '../../../../shared/layoutView.ts';
import type { Engine } from '../../engine/engine.ts';
import { fieldPathAt, offsetsOf, type TypeParts, variantLayout } from '../../engine/layoutParts.ts';
import { primitiveSize, truncate } from '../../layout/abi/primitives.ts';
import type { Layout } from '../../layout/abi/types.ts';
import type { ParamEnv } from '../../types/model.ts';
import type { Ty } from '../../types/terms/ty.ts';
import { tileBytes } from './byteTiles.ts';

/** Where an enum's tag lies; undefined where rustc needs none. */
export function tagView(ty: Ty, layout: Layout, env: ParamEnv, engine: Engine): TagView | undefined {
  if (layout.variants.kind !== 'multiple') return undefined;
  const { tag, tagEncoding, tagField } = layout.variants;
  const offset = offsetsOf(layout)[tagField] ?? 0;
  const place = { offset, size: primitiveSize(engine.layouts.cx.dl, tag.value) };
  if (tagEncoding.kind === 'direct') return { ...place, encoding: 'direct' };
  const { untaggedVariant: untagged } = tagEncoding;
  const path = fieldPathAt(ty, offset, env, engine, untagged);
  return { ...place, encoding: 'niche', untagged, ...(path.length > 0 && { field: path.join('.') }) };
}

/** All variants in declaration order, each with its pieces over the enum's bytes. */
export function variantViews(
  layout: Layout,
  parts: TypeParts,
  tag: TagView | undefined,
  fieldsOf: (variant: Layout, index: number) => readonly FieldPiece[],
): readonly VariantView[] {
  return parts.variants.map(({ name, def }, index): VariantView => {
    const variant = variantLayout(layout, index);
    const value = def && typeof def.discriminant === 'bigint' ? def.discriminant : BigInt(index);
    const head = { name, index, discriminant: String(value) };
    if (!variant) return { ...head, usedSize: 0, pieces: [], uninhabited: true, unused: layout.size };
    const fields = fieldsOf(variant, index);
    const holdsTag = tag && (tag.encoding === 'direct' || tag.untagged !== index);
    const all = holdsTag ? [...fields, { kind: 'tag', offset: tag.offset, size: tag.size } as const] : fields;
    const pieces = tileBytes(
      [...all].sort((a, b) => a.offset - b.offset || a.size - b.size),
      layout.size,
    );
    const tagValue = tagValueOf(layout, index, value);
    return {
      ...head,
      usedSize: all.reduce((end, p) => Math.max(end, p.offset + p.size), 0),
      pieces,
      uninhabited: variant.uninhabited,
      unused: pieces.reduce((sum, p) => (p.kind === 'padding' ? sum + p.size : sum), 0),
      ...(tagValue !== undefined && { tagValue }),
    };
  });
}

/** The bit pattern in the tag that means variant `index` (rustc's `tag_for_variant`); none for the untagged one. */
function tagValueOf(layout: Layout, index: number, discriminant: bigint): string | undefined {
  if (layout.variants.kind !== 'multiple') return undefined;
  const { tag, tagEncoding } = layout.variants;
  const size = tag.value.kind === 'pointer' ? layout.variants.variants[index]?.size : tag.value.size;
  if (tagEncoding.kind === 'direct')
    return String(size === undefined ? discriminant : truncate(discriminant, size));
  const { nicheVariants, nicheStart, untaggedVariant } = tagEncoding;
  if (index === untaggedVariant || index < nicheVariants.start || index > nicheVariants.end) return undefined;
  const pattern = nicheStart + BigInt(index - nicheVariants.start);
  return String(tag.value.kind === 'pointer' ? pattern : truncate(pattern, tag.value.size));
}
