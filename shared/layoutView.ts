/**
 * A type's layout as plain data for every surface: hover, hints, panel and terminal all draw this. Sizes and
 * offsets are bytes; numbers that can pass 2^53 are decimal strings.
 */

/**
 * How far a figure can be trusted. `nearest`: it is that of the nearest release that is described, since the user's own
 * isn't; no claim is made for the user's.
 */
export type Warrant = 'exact' | 'verified' | 'guaranteed' | 'nearest' | 'partial' | 'unknown';

/** A piece of a file: a path and UTF-16 offsets. */
export interface SourcePlace {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** One picture: a type and what its figures hold for. */
export interface LayoutView {
  /** The user's release. */
  readonly release: string;
  /** The described release whose figures these are, where they aren't those of `release`. */
  readonly describedAs?: string;
  readonly target: string;
  /** What else the figures hold for; absent where nobody asked for a file's. */
  readonly ground?: GroundView;
  /** Bytes of a pointer on the target. */
  readonly pointerSize: number;
  readonly root: TypeView;
  /** Set where the type at the place is generic: what it is shown with. */
  readonly generic?: GenericView;
}

/** What figures hold for besides release and target. */
export interface GroundView {
  /** Crate, edition and features, in a few words each: `demo (lib, cfg(test))`, `edition 2024`. */
  readonly parts: readonly string[];
  /** Everything, a line each with where it comes from; a file that no crate has is said to be none. */
  readonly details: readonly string[];
}

/** A generic type's own parameters, and the arguments that were given for them. */
export interface GenericView {
  readonly parameters: readonly string[];
  /** As given; none, or empty texts, where a parameter is left open. */
  readonly typeArguments: readonly string[];
  /** What is wrong with them; the type is shown without any then. */
  readonly errors?: readonly ArgumentError[];
}

export interface ArgumentError {
  /** Place of the parameter in the definition's list. */
  readonly parameter: number;
  readonly reason: string;
}

export type TypeKind =
  | 'struct'
  | 'enum'
  | 'union'
  | 'tuple'
  | 'array'
  | 'slice'
  | 'str'
  | 'reference'
  | 'rawPointer'
  | 'fnPointer'
  | 'closure'
  | 'future'
  | 'traitObject'
  | 'scalar'
  | 'unknown';

export interface IfWritten {
  /** The attribute: `#[m]`. */
  readonly by: string;
  /** Bytes. */
  readonly size: number;
  readonly align: number;
}

export interface TypeView {
  /** As Rust writes it, without paths: `Option<Session>`. */
  readonly name: string;
  readonly kind: TypeKind;
  readonly warrant: Warrant;
  /** Why it is not exact; always there for `partial` and `unknown`, and for the outermost type of a `nearest` picture. */
  readonly reason?: string;
  /** Absent when unknown. Of an unsized type: the least that a value has. */
  readonly size?: number;
  /** Where `size` is absent, and of a type that ends in a `dyn Trait`: the least. */
  readonly align?: number;
  /** Bytes that a value has at least, where `size` is absent. */
  readonly atLeast?: number;
  /** What is known of a type with `atLeast`: its fields by themselves, in declaration order. */
  readonly knownFields?: readonly KnownField[];
  /** Figures that hold if an attribute macro, whose code is not run, leaves the type as it is written. */
  readonly ifWritten?: IfWritten;
  /** What is known of a size that depends on parameters: `16 + size_of::<T>()`. */
  readonly symbolicSize?: string;
  readonly unsized?: boolean;
  /** What an unsized type ends with. */
  readonly tail?: TailView;
  readonly uninhabited?: boolean;
  /** Where it is defined, the name's place. */
  readonly place?: SourcePlace;
  /** `repr(…)` as written, empty for `repr(Rust)`. */
  readonly repr?: string;
  /** What covers the bytes, by offset: fields, tag and padding. For an enum with several variants: what they share. */
  readonly pieces: readonly PieceView[];
  /** Names of the fields in declaration order, where memory order differs. */
  readonly declaredOrder?: readonly string[];
  /** Bytes of padding in `pieces`; nested types' own not counted. For an enum, of the variant that leaves the fewest unused. */
  readonly padding?: number;
  readonly variants?: readonly VariantView[];
  readonly tag?: TagView;
  readonly niche?: NicheView;
  /** Size with `repr(C)`, for a `repr(Rust)` struct where it is larger. */
  readonly sizeAsReprC?: number;
  /** Elements of an array. */
  readonly count?: string;
  readonly isCopy?: boolean;
  /** Whether anything happens when a value of it is dropped. */
  readonly needsDrop?: boolean;
  /** Whether it has a `Drop::drop` of its own, which runs before its fields are dropped. */
  readonly ownDrop?: boolean;
  /** Names of the fields in the order in which they are dropped; those without anything to drop are left out. */
  readonly dropOrder?: readonly string[];
  /** The blocks on the heap that a value owns; only for the outermost type. */
  readonly heap?: readonly HeapView[];
  /** Set for a generic definition shown without arguments. */
  readonly parameters?: readonly string[];
  /** The inside was left out since the picture would be too deep or large; ask for the type itself. */
  readonly folded?: boolean;
}

/** A field of a type whose layout isn't known. Its own size may not be known either: then it is what is missing. */
export interface KnownField {
  readonly name: string;
  /** Place in declaration order. */
  readonly index: number;
  /** The variant of an enum that it belongs to. */
  readonly variant?: number;
  readonly variantName?: string;
  readonly type: TypeView;
  /** Only with `repr(C)`, up to the first field that isn't known. */
  readonly offset?: number;
  readonly place?: SourcePlace;
}

/** The end of an unsized type, whose size is known at run time. */
export interface TailView {
  /** Names of the fields that lead there, joined by dots; absent where the type itself is unsized. */
  readonly field?: string;
  readonly kind: 'slice' | 'str' | 'traitObject';
  /** Bytes from the start of the type; of a trait object before they are rounded up to its value's alignment. */
  readonly offset: number;
  /** Bytes from one element to the next; 0 for a trait object. */
  readonly stride: number;
  /** Bytes of the whole by `len`, for slices and `str`: `4 + 4 × len`. */
  readonly formula?: string;
  /** The formula's value is rounded up to a multiple of this. */
  readonly roundedTo?: number;
  /** Some values; only for the outermost type of a picture. */
  readonly cases?: readonly TailCase[];
}

/** One value of an unsized type. Bytes. */
export interface TailCase {
  /** A length, or the type of a trait object's value. */
  readonly name: string;
  readonly align?: number;
  readonly offset: number;
  readonly tailSize: number;
  /** Of the whole. */
  readonly size: number;
}

export type PieceView = FieldPiece | PaddingPiece | TagPiece;

export interface FieldPiece {
  readonly kind: 'field';
  readonly name: string;
  /** Place in declaration order. */
  readonly index: number;
  readonly offset: number;
  readonly size: number;
  readonly align: number;
  readonly type: TypeView;
  readonly place?: SourcePlace;
}

export interface PaddingPiece {
  readonly kind: 'padding';
  readonly offset: number;
  readonly size: number;
  /** Behind the last field, to make the size a multiple of the alignment; of a union: covered by no member. */
  readonly trailing: boolean;
  /** The field which it follows in memory. */
  readonly after?: string;
}

export interface TagPiece {
  readonly kind: 'tag';
  readonly offset: number;
  readonly size: number;
}

export interface VariantView {
  readonly name: string;
  readonly index: number;
  readonly place?: SourcePlace;
  /** Decimal. */
  readonly discriminant: string;
  /** Bytes up to the end of its last field, the tag included. */
  readonly usedSize: number;
  readonly pieces: readonly PieceView[];
  /** Can't exist: a field is uninhabited. */
  readonly uninhabited: boolean;
  /** The bit pattern in the tag that means this variant, decimal; absent for the untagged one. */
  readonly tagValue?: string;
  /** Bytes that are neither data nor tag when this variant is active. */
  readonly unused: number;
}

export interface TagView {
  readonly offset: number;
  readonly size: number;
  readonly encoding: 'direct' | 'niche';
  /** The variant that any other bit pattern means; only for `niche`. */
  readonly untagged?: number;
  /** Path of the field in the untagged variant whose niche holds the tag: `name.vec.buf`. */
  readonly field?: string;
}

export interface NicheView {
  readonly offset: number;
  readonly size: number;
  /** The valid range, which may wrap; decimal. */
  readonly start: string;
  readonly end: string;
  /** How many bit patterns are left, decimal. */
  readonly available: string;
  /** Path of the field that holds it. */
  readonly field?: string;
}

/** A block on the heap that a value owns, and the words of the value that lead to it. */
export interface HeapView {
  /** Names of the fields that lead to the block's owner, outermost first; empty for the type itself. */
  readonly path: readonly string[];
  /** The type that owns it, as the user wrote it: `Vec<u32>`. */
  readonly owner: string;
  /**
   * `value`: one value; `buffer`: as many elements as the capacity says; `counted`: a value behind counts; `table`:
   * buckets with a control byte each; `nodes`: blocks that point to each other.
   */
  readonly kind: 'value' | 'buffer' | 'counted' | 'table' | 'nodes';
  /** What the owner itself holds, by offset in the whole type. */
  readonly words: readonly HeapWord[];
  /** What stands in the block before its content: an `Rc`'s counts. */
  readonly header: readonly HeapPart[];
  /** What lies in the block. */
  readonly contents: readonly HeapPart[];
}

/** A scalar of a heap block's owner: `ptr`, `cap`, `len`. */
export interface HeapWord {
  readonly name: string;
  readonly offset: number;
  readonly size: number;
  /** `block` points to the block, `vtable` to the functions of a trait object. */
  readonly pointsTo?: 'block' | 'vtable';
}

export interface HeapPart {
  /** A type, or the name of a count. */
  readonly name: string;
  /** Absent when it isn't known when compiling: a `str`, a `dyn Trait`. */
  readonly size?: number;
}
