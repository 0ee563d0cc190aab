/** Questions that the rules ask of a layout: the methods of rustc's `LayoutData` and `FieldsShape`. */
import type { FieldsShape, Layout } from './types.ts';

export function isUnsized(layout: Layout): boolean {
  return layout.backendRepr.kind === 'memory' && !layout.backendRepr.sized;
}

/** Sized and without bytes; it may still demand an alignment. */
export function isZst(layout: Layout): boolean {
  return layout.backendRepr.kind === 'memory' && layout.backendRepr.sized && layout.size === 0;
}

/** Without bytes and without a say in alignment. */
export function is1Zst(layout: Layout): boolean {
  return !isUnsized(layout) && layout.size === 0 && layout.align === 1;
}

/** An uninhabited variant without data needs neither room nor tag: as if it weren't declared. */
export function isAbsent(fields: readonly Layout[]): boolean {
  return fields.some((field) => field.uninhabited) && fields.every(is1Zst);
}

/** How many fields there are; the lanes of a long array may pass 2^53, hence `bigint`. */
export function fieldCount(fields: FieldsShape): bigint {
  switch (fields.kind) {
    case 'primitive':
      return 0n;
    case 'union':
    case 'array':
      return BigInt(fields.count);
    case 'arbitrary':
      return BigInt(fields.offsets.length);
  }
}

/** The offset of the field with this source index; undefined if there is no such field. */
export function fieldOffset(fields: FieldsShape, index: number): number | undefined {
  if (index < 0 || BigInt(index) >= fieldCount(fields)) return undefined;
  switch (fields.kind) {
    case 'primitive':
      return undefined;
    case 'union':
      return 0;
    case 'array':
      return fields.stride * index;
    case 'arbitrary':
      return fields.offsets[index];
  }
}
