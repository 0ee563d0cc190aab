import type { Expr, Pattern } from './bodyAst.ts';

/**
 * The syntax of a Rust file as plain data: what the parser's tree is lowered to, and all that higher
 * layers ever see of it. Spans are UTF-16 offsets into the text of the `SourceUnit` (a file, or the
 * expansion of a macro call) that the node was lowered from.
 *
 * Items are lowered eagerly, function bodies, the values of constants and mostly the insides of impls only on
 * demand: they are held as the span of their text (`BodySource`) until somebody asks.
 */

/** Half-open range of UTF-16 offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** An identifier without `r#`. `mark` is the macro expansion that wrote it (hygiene), absent for the user's own. */
export interface Name {
  readonly text: string;
  readonly span: Span;
  readonly mark?: number;
}

/** `#[path args]` or `#![…]`; `args` is the text behind the path: `(C, packed)`, `= "x.rs"` or empty. Doc comments are left out. */
export interface Attribute {
  readonly path: string;
  readonly args: string;
  readonly inner: boolean;
  readonly span: Span;
}

export type Visibility =
  | { readonly kind: 'inherited' }
  | { readonly kind: 'public' }
  | { readonly kind: 'crate' }
  | { readonly kind: 'super' }
  | { readonly kind: 'self' }
  | { readonly kind: 'in'; readonly path: Path };

// ---------------------------------------------------------------------------------------------- paths

/** `::a::b`, `<T as Trait>::Item`, `crate::x`, `self::y`, `$crate::z` (its head is a segment with `crate` set). */
export interface Path {
  readonly global: boolean;
  readonly qself?: { readonly ty: TypeSyntax; readonly as?: Path };
  readonly segments: readonly PathSegment[];
  readonly span: Span;
}

export interface PathSegment {
  readonly name: Name;
  readonly args?: GenericArgs;
  /** The crate that `$crate` stands for in expanded text (an opaque id of the project layer). */
  readonly crate?: string;
}

export interface GenericArgs {
  readonly args: readonly GenericArg[];
  /** `Fn(A, B) -> C`: the inputs and the output; `args` is then empty. */
  readonly parenthesized?: { readonly inputs: readonly TypeSyntax[]; readonly output?: TypeSyntax };
  readonly span: Span;
}

/** A path alone (`N`) is lowered as a type; whether it names a constant is for name resolution to say. */
// biome-ignore format: one form a line.
export type GenericArg =
  | { readonly kind: 'lifetime'; readonly name: string }
  | { readonly kind: 'type'; readonly ty: TypeSyntax }
  | { readonly kind: 'const'; readonly value: Expr }
  | { readonly kind: 'binding'; readonly name: Name; readonly args?: GenericArgs; readonly ty: TypeSyntax }
  | { readonly kind: 'constBinding'; readonly name: Name; readonly value: Expr }
  | { readonly kind: 'bound'; readonly name: Name; readonly args?: GenericArgs; readonly bounds: readonly Bound[] };

// ---------------------------------------------------------------------------------------------- types

// biome-ignore format: one form a line.
export type TypeSyntax = { readonly span: Span } & (
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'tuple'; readonly elements: readonly TypeSyntax[] }
  | { readonly kind: 'array'; readonly element: TypeSyntax; readonly length: Expr }
  | { readonly kind: 'slice'; readonly element: TypeSyntax }
  | { readonly kind: 'ref'; readonly mutable: boolean; readonly lifetime?: string; readonly inner: TypeSyntax }
  | { readonly kind: 'ptr'; readonly mutable: boolean; readonly inner: TypeSyntax }
  | { readonly kind: 'fnPtr'; readonly params: readonly TypeSyntax[]; readonly ret?: TypeSyntax; readonly unsafe: boolean; readonly abi?: string; readonly variadic: boolean }
  | { readonly kind: 'dyn'; readonly bounds: readonly Bound[] }
  | { readonly kind: 'impl'; readonly bounds: readonly Bound[] }
  | { readonly kind: 'never' }
  | { readonly kind: 'infer' }
  | { readonly kind: 'macro'; readonly call: MacroCall }
  | { readonly kind: 'error'; readonly reason: string }
);

// biome-ignore format: one form a line.
export type Bound =
  | { readonly kind: 'trait'; readonly path: Path; readonly maybe: boolean /* ?Sized */; readonly isConst: boolean; readonly span: Span }
  | { readonly kind: 'lifetime'; readonly name: string }
  | { readonly kind: 'use' };

export interface Generics {
  readonly params: readonly GenericParam[];
  readonly where: readonly WherePredicate[];
}

// biome-ignore format: one form a line.
export type GenericParam =
  | { readonly kind: 'lifetime'; readonly name: string; readonly attrs: readonly Attribute[] }
  | { readonly kind: 'type'; readonly name: Name; readonly bounds: readonly Bound[]; readonly default?: TypeSyntax; readonly attrs: readonly Attribute[] }
  | { readonly kind: 'const'; readonly name: Name; readonly ty: TypeSyntax; readonly default?: Expr; readonly attrs: readonly Attribute[] };

/** `T: Bound + 'a`; predicates on lifetimes alone are left out. */
export interface WherePredicate {
  readonly ty: TypeSyntax;
  readonly bounds: readonly Bound[];
}

// ---------------------------------------------------------------------------------------------- items

/** Text that is parsed only when asked for: a function's body (`{ … }`) or a constant's value. */
export interface BodySource {
  readonly span: Span;
}

interface ItemBase {
  /** From the first attribute to the last character. */
  readonly span: Span;
  /** UTF-16 offset of the item's own keyword (`struct`, `enum`, `fn`, …): where it is reported. */
  readonly keyword: number;
  readonly attrs: readonly Attribute[];
  readonly visibility: Visibility;
  /** The first place in the item (function bodies and constants' values aside) that doesn't parse. */
  readonly syntaxError?: Span;
}

export interface StructItem extends ItemBase {
  readonly kind: 'struct' | 'union';
  readonly name: Name;
  readonly generics: Generics;
  readonly shape: 'named' | 'tuple' | 'unit';
  readonly fields: readonly FieldSyntax[];
}

export interface FieldSyntax {
  readonly name: Name; // "0", "1" … for tuple fields, with the type's span
  readonly ty: TypeSyntax;
  readonly attrs: readonly Attribute[];
  readonly visibility: Visibility;
  readonly span: Span;
}

export interface EnumItem extends ItemBase {
  readonly kind: 'enum';
  readonly name: Name;
  readonly generics: Generics;
  readonly variants: readonly VariantSyntax[];
}

export interface VariantSyntax {
  readonly name: Name;
  readonly attrs: readonly Attribute[];
  readonly shape: 'named' | 'tuple' | 'unit';
  readonly fields: readonly FieldSyntax[];
  readonly discriminant?: BodySource;
  readonly span: Span;
}

export interface FnItem extends ItemBase {
  readonly kind: 'fn';
  readonly name: Name;
  readonly generics: Generics;
  readonly self?: SelfParam;
  readonly params: readonly ParamSyntax[];
  readonly ret?: TypeSyntax;
  readonly body?: BodySource;
  readonly isAsync: boolean;
  readonly isConst: boolean;
  readonly isUnsafe: boolean;
  readonly abi?: string;
  readonly variadic: boolean;
}

export interface SelfParam {
  readonly kind: 'value' | 'ref' | 'refMut' | 'typed';
  readonly mutable: boolean; // `mut self`
  readonly ty?: TypeSyntax; // kind 'typed': `self: Box<Self>`
  readonly span: Span;
}

export interface ParamSyntax {
  readonly pat: Pattern;
  readonly ty: TypeSyntax;
  readonly attrs: readonly Attribute[];
}

export interface ConstItem extends ItemBase {
  readonly kind: 'const' | 'static';
  readonly name: Name; // "_" for `const _`
  readonly generics: Generics;
  readonly mutable: boolean;
  readonly ty?: TypeSyntax;
  readonly value?: BodySource;
}

/** `type A<T> = …;`, also as an associated type in a trait (bounds, default) or an impl. */
export interface TypeAliasItem extends ItemBase {
  readonly kind: 'type';
  readonly name: Name;
  readonly generics: Generics;
  readonly bounds: readonly Bound[];
  readonly ty?: TypeSyntax;
}

export interface TraitItem extends ItemBase {
  readonly kind: 'trait';
  readonly name: Name;
  readonly generics: Generics;
  readonly bounds: readonly Bound[];
  readonly items: readonly Item[];
  readonly isAuto: boolean;
  readonly isUnsafe: boolean;
  /** `trait A = B + C;` */
  readonly isAlias: boolean;
}

export interface ImplItem extends ItemBase {
  readonly kind: 'impl';
  readonly generics: Generics;
  readonly trait?: Path;
  readonly negative: boolean;
  readonly selfTy: TypeSyntax;
  /** Absent where only the header was read: see `SourceParser.members`. */
  readonly items?: readonly Item[];
  /** Where the items are absent: their text, with the braces. */
  readonly body?: BodySource;
}

export interface ModItem extends ItemBase {
  readonly kind: 'mod';
  readonly name: Name;
  /** Absent for `mod name;`. */
  readonly items?: readonly Item[];
}

/** One leaf of a `use` tree, flattened: `use a::{b as c, d::*}` is two. */
export interface UseLeaf {
  readonly path: readonly PathSegment[];
  readonly global: boolean;
  readonly glob: boolean;
  /** The name it binds; absent for globs; `_` for `as _`. */
  readonly alias?: Name;
  /** `a::{self}`: binds in the type namespace alone. */
  readonly onlyTypes?: boolean;
  readonly span: Span;
}

export interface UseItem extends ItemBase {
  readonly kind: 'use';
  readonly leaves: readonly UseLeaf[];
}

export interface ExternCrateItem extends ItemBase {
  readonly kind: 'externCrate';
  readonly name: Name;
  readonly alias?: Name;
}

/** `extern "C" { … }` */
export interface ForeignModItem extends ItemBase {
  readonly kind: 'foreignMod';
  readonly abi?: string;
  readonly items: readonly Item[]; // fn, static, `type` (an opaque foreign type)
}

/** A macro call; `body` is the span between (without) its delimiters. */
export interface MacroCall {
  readonly path: Path;
  readonly delimiter: '(' | '[' | '{';
  readonly body: Span;
  readonly span: Span;
}

export interface MacroCallItem extends ItemBase {
  readonly kind: 'macroCall';
  readonly call: MacroCall;
}

/** `macro_rules! name { … }` (`rules` is the span inside the braces) or `macro name(…) { … }` (from behind the name). */
export interface MacroDefItem extends ItemBase {
  readonly kind: 'macroDef';
  readonly name: Name;
  readonly form: 'macro_rules' | 'macro';
  readonly rules: Span;
}

/** Text at item position that doesn't parse; it costs itself alone. */
export interface ErrorItem extends ItemBase {
  readonly kind: 'error';
}

export type Item =
  | StructItem
  | EnumItem
  | FnItem
  | ConstItem
  | TypeAliasItem
  | TraitItem
  | ImplItem
  | ModItem
  | UseItem
  | ExternCrateItem
  | ForeignModItem
  | MacroCallItem
  | MacroDefItem
  | ErrorItem;
