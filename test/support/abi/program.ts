/**
 * Types as data, from which both Rust source and calls of the layout calculator are made.
 *
 * A program is a list of items; a type names earlier items by their index. It is plain JSON, so that programs can be
 * kept beside the layouts that rustc gave them.
 */

export type IntName =
  | 'u8'
  | 'i8'
  | 'u16'
  | 'i16'
  | 'u32'
  | 'i32'
  | 'u64'
  | 'i64'
  | 'u128'
  | 'i128'
  | 'usize'
  | 'isize';
export type FloatName = 'f16' | 'f32' | 'f64' | 'f128';

/** Scalars and pointers are named by their Rust text. */
export type PlainType =
  | IntName
  | FloatName
  | 'bool'
  | 'char'
  | '!'
  | '()'
  | '&u8'
  | '*const u8'
  | '&[u8]'
  | '*const [u8]'
  | '&dyn Tr'
  | '*const dyn Tr'
  | 'fn()'
  | '[u8]'
  | '[u32]'
  | 'dyn Tr';

export type Ty =
  | PlainType
  | { readonly item: number }
  | { readonly array: Ty; readonly count: number }
  | { readonly tuple: readonly Ty[] }
  | { readonly cell: Ty };

export interface Repr {
  readonly c?: true;
  readonly transparent?: true;
  readonly simd?: true;
  readonly int?: IntName;
  readonly align?: number;
  readonly pack?: number;
}

export interface Variant {
  readonly fields: readonly Ty[];
  /** The explicit discriminant, in decimal. */
  readonly discriminant?: string;
}

export type Item =
  | { readonly kind: 'alias'; readonly of: Ty }
  | {
      readonly kind: 'struct';
      readonly fields: readonly Ty[];
      readonly repr?: Repr;
      /** The last field's type is a parameter `T: ?Sized`, of which the listed type is the argument. */
      readonly genericTail?: true;
      /** Bounds of `rustc_layout_scalar_valid_range_start/end`, in decimal. */
      readonly start?: string;
      readonly end?: string;
    }
  | { readonly kind: 'union'; readonly fields: readonly Ty[]; readonly repr?: Repr }
  | { readonly kind: 'enum'; readonly variants: readonly Variant[]; readonly repr?: Repr };

export type Program = readonly Item[];
