/**
 * When a tagged enum is a scalar, or a pair of its tag and one primitive that all variants share.
 *
 * Counterpart of the part on `common_prim` of `layout_of_enum` in rustc's `rustc_abi/src/layout.rs`.
 */
import type { LayoutCx } from './context.ts';
import { fullScalar, primitiveAlign, primitiveEquals, primitiveSize } from './primitives.ts';
import { isZst } from './queries.ts';
import { scalarPairLayout } from './simple.ts';
import type { BackendRepr, Layout, Primitive, Scalar } from './types.ts';

/** The enum as a whole. */
interface Whole {
  readonly tag: Scalar;
  readonly size: number;
  readonly align: number;
}

/**
 * @param variants the fields of each variant
 * @param layouts the variants laid out, tag included
 */
export function taggedRepr(
  cx: LayoutCx,
  variants: readonly (readonly Layout[])[],
  layouts: readonly Layout[],
  { tag, size, align }: Whole,
): BackendRepr {
  const memory: BackendRepr = { kind: 'memory', sized: true };
  if (!cx.release.uninhabitedKeepsRepr && layouts.every((layout) => layout.uninhabited)) return memory;
  if (primitiveSize(cx.dl, tag.value) === size) return { kind: 'scalar', scalar: tag };
  const common = commonPrimitive(cx, variants, layouts);
  if (common === undefined) return memory;
  const second: Scalar = common.initialized
    ? fullScalar(cx.dl, common.primitive)
    : { kind: 'union', value: common.primitive };
  const pair = scalarPairLayout(cx.dl, tag, second);
  const secondOffset = pair.fields.kind === 'arbitrary' ? pair.fields.offsets[1] : undefined;
  const matches = secondOffset === common.offset && align === pair.align && size === pair.size;
  return matches ? pair.backendRepr : memory;
}

interface CommonPrimitive {
  readonly primitive: Primitive;
  readonly offset: number;
  /** Whether every variant has it, and none as a union. */
  readonly initialized: boolean;
}

/** The only field with bytes of each variant that has one, if it is the same scalar at the same place in all. */
function commonPrimitive(
  cx: LayoutCx,
  variants: readonly (readonly Layout[])[],
  layouts: readonly Layout[],
): CommonPrimitive | undefined {
  let common: { primitive: Primitive; offset: number } | undefined;
  let initialized = true;
  for (const [index, fields] of variants.entries()) {
    const nonZst = fields.flatMap((field, i) =>
      isZst(field) ? [] : [{ field, offset: offsetIn(layouts[index], i) }],
    );
    const only = nonZst[0];
    if (only === undefined) {
      initialized = false;
      continue;
    }
    const repr = only.field.backendRepr;
    if (nonZst.length > 1 || repr.kind !== 'scalar') return undefined;
    initialized &&= repr.scalar.kind === 'initialized';
    const primitive =
      common === undefined ? repr.scalar.value : merge(cx, common.primitive, repr.scalar.value);
    if (primitive === undefined || (common !== undefined && common.offset !== only.offset)) return undefined;
    common = { primitive, offset: only.offset };
  }
  return common && { ...common, initialized };
}

function offsetIn(layout: Layout | undefined, field: number): number {
  return (layout?.fields.kind === 'arbitrary' ? layout.fields.offsets[field] : undefined) ?? 0;
}

/** The primitive that can stand for both: the first of two integers, the pointer of an integer and a pointer. */
function merge({ dl }: LayoutCx, a: Primitive, b: Primitive): Primitive | undefined {
  if (primitiveEquals(a, b)) return a;
  if (a.kind === 'int' && b.kind === 'int') return a.size === b.size ? a : undefined;
  const pointer = [a, b].find((primitive) => primitive.kind === 'pointer');
  const integer = [a, b].find((primitive) => primitive.kind === 'int');
  if (pointer === undefined || integer === undefined) return undefined;
  const sameSize = primitiveSize(dl, pointer) === primitiveSize(dl, integer);
  return sameSize && primitiveAlign(dl, pointer) === primitiveAlign(dl, integer) ? pointer : undefined;
}
