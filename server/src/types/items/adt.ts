import type { Def } from '../../resolve/model/def.ts';
import type { Span } from '../../syntax/ast.ts';
import type { Ty } from '../terms/ty.ts';

/**
 * What a struct, enum or union definition says, in the form that the layout calculator and the drop
 * analysis read: the same for source and for facts of the standard library. Field types are in terms of the
 * definition's own parameters; substitute before use.
 */
export interface AdtDef {
  readonly def: Def;
  readonly kind: 'struct' | 'enum' | 'union';
  readonly repr: ReprOptions;
  readonly variants: readonly VariantDef[]; // one for structs and unions
  readonly flags: AdtFlags;
  /** Set when something keeps the definition from being known whole: an unknown cfg on a field, an unknown attribute macro. */
  readonly partial?: string;
  /** Set where `partial` is due to an attribute macro and nothing else: the attribute as written, `#[m]`. */
  readonly rewrittenBy?: string;
  /** Set for a type of std that differs around the release, which isn't described: why this is the nearest release's. */
  readonly nearest?: string;
}

export interface VariantDef {
  readonly name: string;
  /** Where its name stands in the definition's unit; absent for std's. */
  readonly written?: Span;
  readonly shape: 'named' | 'tuple' | 'unit';
  readonly fields: readonly FieldDef[];
  /** The value, evaluated (explicit, or one more than the one before); or why it isn't known. Structs have 0n. */
  readonly discriminant: bigint | { readonly kind: 'unknown'; readonly reason: string };
}

export interface FieldDef {
  readonly name: string;
  /** Where its name (a tuple field's type) stands in the definition's unit; absent for std's. */
  readonly written?: Span;
  readonly ty: Ty;
}

/** `#[repr(…)]` as rustc's `ReprOptions` has it; several attributes are merged. */
export interface ReprOptions {
  readonly c: boolean;
  readonly transparent: boolean;
  readonly simd: boolean;
  /** `repr(u8)` …: the discriminant's type. */
  readonly int?: import('../terms/ty.ts').IntName;
  /** Bytes; `packed` alone is 1. */
  readonly packed?: number;
  readonly align?: number;
  /** Why rustc refuses it. */
  readonly invalid?: string;
}

/** Lang items and attributes that change a layout or a drop, by rustc's names for them. */
export interface AdtFlags {
  readonly phantomData?: boolean;
  readonly manuallyDrop?: boolean;
  /** Hides its content's niches. */
  readonly unsafeCell?: boolean;
  readonly unsafePinned?: boolean;
  readonly ownedBox?: boolean;
  readonly maybeUninit?: boolean;
  readonly option?: boolean;
  readonly maybeDangling?: boolean;
  /** `rustc_layout_scalar_valid_range_start/end`. */
  readonly validRangeStart?: bigint;
  readonly validRangeEnd?: bigint;
}
