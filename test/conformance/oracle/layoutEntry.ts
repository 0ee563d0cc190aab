// What rustc's `#[rustc_layout(debug)]` prints (the Debug text of `rustc_abi::LayoutData`) as an entry of rust-layout/1.

import { type DebugValue, elements, field, fields, nodeName, parseDebug, plain } from './debugText.ts';
import type { Bytes, ItemKind, LayoutEntry, NicheEntry, TagEntry, VariantEntry } from './rustLayout.ts';

/** The entry of one layout, with what it is. `written` is the keyword in the source, `pointerSize` is in bytes. */
export function layoutEntry(
  debugText: string,
  written: ItemKind,
  pointerSize: number,
): LayoutEntry & { readonly kind: ItemKind } {
  const layout = parseDebug(debugText);
  const kind = actualKind(layout, written);
  const representation = fields(layout).backend_repr ?? field(layout, 'abi');
  const entry: LayoutEntry & { readonly kind: ItemKind } = {
    kind,
    size: bytes(field(layout, 'size')),
    align: bytes(field(layout, 'align.abi')),
    ...(nodeName(fields(representation).sized) === 'false' ? { unsized: true } : {}),
    ...(kind === 'enum' ? {} : { offsets: fieldOffsets(field(layout, 'fields')) }),
    niche: nicheEntry(field(layout, 'largest_niche'), pointerSize),
    uninhabited: isUninhabited(layout, representation),
  };
  return kind === 'enum' ? { ...entry, ...variantsOf(layout, pointerSize) } : entry;
}

/** A macro can take `union X { … }` and make an enum of it, or a struct that holds the bytes. */
function actualKind(layout: DebugValue, written: ItemKind): ItemKind {
  const isUnion = nodeName(field(layout, 'fields')) === 'Union';
  const isMultiple = nodeName(field(layout, 'variants')) === 'Multiple';
  if (isMultiple) return 'enum';
  return written === 'union' && !isUnion ? 'struct' : written;
}

/** Up to 1.85 being uninhabited was one of the representations. */
function isUninhabited(layout: DebugValue, representation: DebugValue): boolean {
  const flag = fields(layout).uninhabited;
  return flag ? nodeName(flag) === 'true' : nodeName(representation) === 'Uninhabited';
}

function nicheEntry(niche: DebugValue, pointerSize: number): NicheEntry | null {
  if (nodeName(niche) !== 'Some') return null;
  const [start, end] = range(plain(field(niche, '0.valid_range')));
  const size = primitiveSize(field(niche, '0.value'), pointerSize);
  return { offset: bytes(field(niche, '0.offset')), size, start, end };
}

function variantsOf(layout: DebugValue, pointerSize: number): Pick<LayoutEntry, 'tag' | 'variants'> {
  const variants = field(layout, 'variants');
  const offsets = fieldOffsets(field(layout, 'fields'));
  switch (nodeName(variants)) {
    case 'Multiple':
      return {
        tag: tagEntry(variants, offsets, pointerSize),
        variants: elements(field(variants, 'variants')).map(variantEntry),
      };
    case 'Single': // the one variant that can exist
      return {
        tag: null,
        variants: [
          { index: Number(plain(field(variants, 'index'))), size: bytes(field(layout, 'size')), offsets },
        ],
      };
    default:
      return { tag: null, variants: [] };
  }
}

function tagEntry(variants: DebugValue, offsets: readonly Bytes[], pointerSize: number): TagEntry {
  const encoding = field(variants, 'tag_encoding');
  const offset = offsets[Number(plain(field(variants, 'tag_field')))];
  if (offset === undefined) throw new Error('the tag has no offset');
  const place = { offset, size: primitiveSize(field(variants, 'tag.value'), pointerSize) };
  if (nodeName(encoding) === 'Direct') return { ...place, encoding: 'direct' };
  return {
    ...place,
    encoding: 'niche',
    untagged: Number(plain(field(encoding, 'untagged_variant'))),
    start: plain(field(encoding, 'niche_start')),
    variants: range(plain(field(encoding, 'niche_variants'))).map(Number),
  };
}

/** From 1.97 a variant is a `VariantLayout`, with bare offsets and no index of its own. */
function variantEntry(variant: DebugValue, position: number): VariantEntry {
  const size = bytes(field(variant, 'size'));
  const bare = fields(variant).field_offsets;
  if (bare) return { index: position, size, offsets: elements(bare).map(bytes) };
  return {
    index: Number(plain(field(variant, 'variants.index'))),
    size,
    offsets: fieldOffsets(field(variant, 'fields')),
  };
}

function fieldOffsets(shape: DebugValue): Bytes[] {
  switch (nodeName(shape)) {
    case 'Arbitrary':
      return elements(field(shape, 'offsets')).map(bytes);
    case 'Union':
      return new Array<Bytes>(Number(plain(shape))).fill(0);
    case 'Array': {
      const stride = Number(plain(field(shape, 'stride')));
      return Array.from({ length: Number(plain(field(shape, 'count'))) }, (_, i) => i * stride);
    }
    default: // Primitive
      return [];
  }
}

function bytes(size: DebugValue): Bytes {
  const text = plain(size);
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : text;
}

/** `0..=2`, and the wrapping `(..=0) | (2..)`. */
function range(text: string): [string, string] {
  const wrapped = /^\(\.\.=(\d+)\) \| \((\d+)\.\.\)$/.exec(text);
  if (wrapped) return [wrapped[2]!, wrapped[1]!];
  const straight = /^(\d+)\.\.=(\d+)$/.exec(text);
  if (!straight) throw new Error(`not a range: ${text}`);
  return [straight[1]!, straight[2]!];
}

/** `Int(I32, false)`, `Float(F64)`, `Pointer(…)`. */
function primitiveSize(primitive: DebugValue, pointerSize: number): number {
  return nodeName(primitive) === 'Pointer'
    ? pointerSize
    : Number(nodeName(field(primitive, '0')).slice(1)) / 8;
}
