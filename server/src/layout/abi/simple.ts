/**
 * Layouts that can't fail: unit, never, scalars, pairs of scalars, pointers.
 *
 * Counterpart of rustc's `rustc_abi/src/layout/simple.rs`, and of the scalar cases of `layout_of_uncached` in
 * `rustc_ty_utils/src/layout.rs`.
 */
import { availableOf, nicheFromScalar } from './niche.ts';
import { alignTo, fullScalar, primitiveAlign, primitiveSize } from './primitives.ts';
import { pointerSizedInteger, type TargetDataLayout } from './targetData.ts';
import type { FloatSize, IntegerSize, Layout, Niche, Primitive, Scalar } from './types.ts';

/** A pointer to data. */
export const DATA_POINTER: Primitive = { kind: 'pointer', addressSpace: 0 };

const FIRST_VARIANT = { kind: 'single', index: 0 } as const;

/** The layout of a type without fields: `()`, a function item; with `sized: false` also `dyn Trait` and extern types. */
export function unitLayout(dl: TargetDataLayout, sized = true): Layout {
  return {
    size: 0,
    align: dl.intAlign[1],
    backendRepr: { kind: 'memory', sized },
    fields: { kind: 'arbitrary', offsets: [], inMemoryOrder: [] },
    variants: FIRST_VARIANT,
    largestNiche: undefined,
    uninhabited: false,
    unadjustedAbiAlign: dl.intAlign[1],
    maxReprAlign: undefined,
  };
}

/** The layout of `!` and of enums that have no possible variant. */
export function neverLayout(dl: TargetDataLayout): Layout {
  return {
    ...unitLayout(dl),
    fields: { kind: 'primitive' },
    variants: { kind: 'empty' },
    uninhabited: true,
  };
}

/** The layout of a primitive whose valid values the scalar names. */
export function scalarLayout(dl: TargetDataLayout, scalar: Scalar): Layout {
  const align = primitiveAlign(dl, scalar.value);
  return {
    size: primitiveSize(dl, scalar.value),
    align,
    backendRepr: { kind: 'scalar', scalar },
    fields: { kind: 'primitive' },
    variants: FIRST_VARIANT,
    largestNiche: nicheFromScalar(dl, 0, scalar),
    uninhabited: false,
    unadjustedAbiAlign: align,
    maxReprAlign: undefined,
  };
}

/** The layout of `first` with `second` after it, as a wide pointer has it. */
export function scalarPairLayout(dl: TargetDataLayout, first: Scalar, second: Scalar): Layout {
  const secondAlign = primitiveAlign(dl, second.value);
  const align = Math.max(primitiveAlign(dl, first.value), secondAlign, dl.aggregateAlign);
  const secondOffset = alignTo(primitiveSize(dl, first.value), secondAlign);
  return {
    size: alignTo(secondOffset + primitiveSize(dl, second.value), align),
    align,
    backendRepr: { kind: 'scalarPair', first, second },
    fields: { kind: 'arbitrary', offsets: [0, secondOffset], inMemoryOrder: [0, 1] },
    variants: FIRST_VARIANT,
    largestNiche: largerNiche(dl, nicheFromScalar(dl, 0, first), nicheFromScalar(dl, secondOffset, second)),
    uninhabited: false,
    unadjustedAbiAlign: align,
    maxReprAlign: undefined,
  };
}

/** The larger of two niches; the first if they are equal. */
function largerNiche(
  dl: TargetDataLayout,
  first: Niche | undefined,
  second: Niche | undefined,
): Niche | undefined {
  return availableOf(dl, second) > availableOf(dl, first) ? second : first;
}

/** The layout of `u8` … `i128`. */
export function intLayout(dl: TargetDataLayout, size: IntegerSize, signed: boolean): Layout {
  return scalarLayout(dl, fullScalar(dl, { kind: 'int', size, signed }));
}

/** The layout of `usize` and `isize`. */
export function pointerSizedIntLayout(dl: TargetDataLayout, signed: boolean): Layout {
  return intLayout(dl, pointerSizedInteger(dl), signed);
}

/** The layout of `f16` … `f128`. */
export function floatLayout(dl: TargetDataLayout, size: FloatSize): Layout {
  return scalarLayout(dl, fullScalar(dl, { kind: 'float', size }));
}

export function boolLayout(dl: TargetDataLayout): Layout {
  const value: Primitive = { kind: 'int', size: 1, signed: false };
  return scalarLayout(dl, { kind: 'initialized', value, validRange: { start: 0n, end: 1n } });
}

export function charLayout(dl: TargetDataLayout): Layout {
  const value: Primitive = { kind: 'int', size: 4, signed: false };
  return scalarLayout(dl, { kind: 'initialized', value, validRange: { start: 0n, end: 0x10ffffn } });
}

/** The scalar of a pointer to data; references are never null. */
export function dataPointerScalar(dl: TargetDataLayout, nonNull: boolean): Scalar {
  return pointerScalar(dl, DATA_POINTER, nonNull);
}

function pointerScalar(dl: TargetDataLayout, value: Primitive, nonNull: boolean): Scalar {
  const scalar = fullScalar(dl, value);
  if (!nonNull || scalar.kind === 'union') return scalar;
  return { ...scalar, validRange: { start: 1n, end: scalar.validRange.end } };
}

/** What a wide pointer carries beside the address. */
export type PointerMetadata = 'none' | 'length' | 'vtable';

/**
 * The layout of `&T`, `&mut T`, `*const T` and `*mut T`.
 *
 * @param nonNull true for references, false for raw pointers
 * @param metadata of the pointee's unsized tail: `length` for slices and `str`, `vtable` for `dyn Trait`, `none` for
 * sized pointees and extern types
 */
export function pointerLayout(dl: TargetDataLayout, nonNull: boolean, metadata: PointerMetadata): Layout {
  const address = dataPointerScalar(dl, nonNull);
  switch (metadata) {
    case 'none':
      return scalarLayout(dl, address);
    case 'length': {
      const length: Primitive = { kind: 'int', size: pointerSizedInteger(dl), signed: false };
      return scalarPairLayout(dl, address, fullScalar(dl, length));
    }
    case 'vtable':
      return scalarPairLayout(dl, address, dataPointerScalar(dl, true));
  }
}

/** The layout of a function pointer, which is never null and points into the code's address space. */
export function fnPointerLayout(dl: TargetDataLayout): Layout {
  const value: Primitive = { kind: 'pointer', addressSpace: dl.instructionAddressSpace };
  return scalarLayout(dl, pointerScalar(dl, value, true));
}
