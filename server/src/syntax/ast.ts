/**
 * The syntax of a Rust file as plain data: what the parser's tree is lowered to, and all that higher
 * layers ever see of it. Spans are UTF-16 offsets into the text of the `SourceUnit` (a file, or the
 * expansion of a macro call) that the node was lowered from.
 *
 * Items are lowered eagerly, function bodies and the values of constants only on demand: they are held
 * as the span of their text (`BodySource`) until somebody asks (`parseBody`, `parseExpr`).
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
export type GenericArg =
  | { readonly kind: 'lifetime'; readonly name: string }
  | { readonly kind: 'type'; readonly ty: TypeSyntax }
  | { readonly kind: 'const'; readonly value: Expr }
  | { readonly kind: 'binding'; readonly name: Name; readonly args?: GenericArgs; readonly ty: TypeSyntax }
  | { readonly kind: 'constBinding'; readonly name: Name; readonly value: Expr }
  | {
      readonly kind: 'bound';
      readonly name: Name;
      readonly args?: GenericArgs;
      readonly bounds: readonly Bound[];
    };

// ---------------------------------------------------------------------------------------------- types

export type TypeSyntax = { readonly span: Span } & (
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'tuple'; readonly elements: readonly TypeSyntax[] }
  | { readonly kind: 'array'; readonly element: TypeSyntax; readonly length: Expr }
  | { readonly kind: 'slice'; readonly element: TypeSyntax }
  | {
      readonly kind: 'ref';
      readonly mutable: boolean;
      readonly lifetime?: string;
      readonly inner: TypeSyntax;
    }
  | { readonly kind: 'ptr'; readonly mutable: boolean; readonly inner: TypeSyntax }
  | {
      readonly kind: 'fnPtr';
      readonly params: readonly TypeSyntax[];
      readonly ret?: TypeSyntax;
      readonly unsafe: boolean;
      readonly abi?: string;
      readonly variadic: boolean;
    }
  | { readonly kind: 'dyn'; readonly bounds: readonly Bound[] }
  | { readonly kind: 'impl'; readonly bounds: readonly Bound[] }
  | { readonly kind: 'never' }
  | { readonly kind: 'infer' }
  | { readonly kind: 'macro'; readonly call: MacroCall }
  | { readonly kind: 'error'; readonly reason: string }
);

export type Bound =
  | {
      readonly kind: 'trait';
      readonly path: Path;
      readonly maybe: boolean /* ?Sized */;
      readonly isConst: boolean;
      readonly span: Span;
    }
  | { readonly kind: 'lifetime'; readonly name: string }
  | { readonly kind: 'use' };

export interface Generics {
  readonly params: readonly GenericParam[];
  readonly where: readonly WherePredicate[];
}

export type GenericParam =
  | { readonly kind: 'lifetime'; readonly name: string; readonly attrs: readonly Attribute[] }
  | {
      readonly kind: 'type';
      readonly name: Name;
      readonly bounds: readonly Bound[];
      readonly default?: TypeSyntax;
      readonly attrs: readonly Attribute[];
    }
  | {
      readonly kind: 'const';
      readonly name: Name;
      readonly ty: TypeSyntax;
      readonly default?: Expr;
      readonly attrs: readonly Attribute[];
    };

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
  readonly items: readonly Item[];
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

// ---------------------------------------------------------------------------------------------- patterns

export type Pattern = { readonly span: Span } & (
  | { readonly kind: 'wild' }
  | { readonly kind: 'rest' }
  | {
      readonly kind: 'bind';
      readonly name: Name;
      readonly byRef: boolean;
      readonly mutable: boolean;
      readonly sub?: Pattern;
    }
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'literal'; readonly value: Expr }
  | { readonly kind: 'range'; readonly start?: Expr; readonly end?: Expr; readonly inclusive: boolean }
  | { readonly kind: 'ref'; readonly mutable: boolean; readonly inner: Pattern }
  | { readonly kind: 'box'; readonly inner: Pattern }
  | { readonly kind: 'tuple'; readonly elements: readonly Pattern[] } // a `rest` among them stands for `..`
  | { readonly kind: 'tupleStruct'; readonly path: Path; readonly elements: readonly Pattern[] }
  | {
      readonly kind: 'struct';
      readonly path: Path;
      readonly fields: readonly { readonly name: Name; readonly pat: Pattern; readonly shorthand: boolean }[];
      readonly rest: boolean;
    }
  | { readonly kind: 'slice'; readonly elements: readonly Pattern[] }
  | { readonly kind: 'or'; readonly alternatives: readonly Pattern[] }
  | { readonly kind: 'constBlock'; readonly block: Block }
  | { readonly kind: 'macro'; readonly call: MacroCall }
  | { readonly kind: 'error' }
);

// ---------------------------------------------------------------------------------------------- expressions

export type Literal =
  | { readonly kind: 'int'; readonly value: bigint; readonly suffix?: string }
  | { readonly kind: 'float'; readonly text: string; readonly suffix?: string }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'char'; readonly value: number }
  | { readonly kind: 'byte'; readonly value: number }
  | { readonly kind: 'str'; readonly value: string }
  | { readonly kind: 'byteStr'; readonly length: number }
  | { readonly kind: 'cStr' };

export type BinaryOp =
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '&'
  | '|'
  | '^'
  | '<<'
  | '>>'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | '&&'
  | '||';

/** Parentheses keep a node of their own: `(x).f()` and `{ (a) }` matter to spans and to temporaries. */
export type Expr = { readonly span: Span; readonly attrs?: readonly Attribute[] } & (
  | { readonly kind: 'literal'; readonly value: Literal }
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'paren'; readonly inner: Expr }
  | { readonly kind: 'unary'; readonly op: '-' | '!' | '*'; readonly operand: Expr }
  | { readonly kind: 'binary'; readonly op: BinaryOp; readonly left: Expr; readonly right: Expr }
  | { readonly kind: 'assign'; readonly left: Expr; readonly right: Expr }
  | { readonly kind: 'compoundAssign'; readonly op: BinaryOp; readonly left: Expr; readonly right: Expr }
  | { readonly kind: 'ref'; readonly mutable: boolean; readonly raw: boolean; readonly operand: Expr }
  | { readonly kind: 'call'; readonly callee: Expr; readonly args: readonly Expr[] }
  | {
      readonly kind: 'methodCall';
      readonly receiver: Expr;
      readonly method: Name;
      readonly generics?: GenericArgs;
      readonly args: readonly Expr[];
    }
  | { readonly kind: 'field'; readonly base: Expr; readonly name: Name } // also `t.0`
  | { readonly kind: 'index'; readonly base: Expr; readonly index: Expr }
  | { readonly kind: 'tuple'; readonly elements: readonly Expr[] }
  | { readonly kind: 'array'; readonly elements: readonly Expr[] }
  | { readonly kind: 'repeat'; readonly element: Expr; readonly length: Expr }
  | {
      readonly kind: 'struct';
      readonly path: Path;
      readonly fields: readonly { readonly name: Name; readonly value: Expr; readonly shorthand: boolean }[];
      readonly base?: Expr;
    }
  | { readonly kind: 'range'; readonly start?: Expr; readonly end?: Expr; readonly inclusive: boolean }
  | { readonly kind: 'cast'; readonly operand: Expr; readonly ty: TypeSyntax }
  | {
      readonly kind: 'block';
      readonly block: Block;
      readonly flavor: 'plain' | 'unsafe' | 'const' | 'async' | 'asyncMove' | 'try' | 'gen';
      readonly label?: Name;
    }
  | { readonly kind: 'if'; readonly condition: Expr; readonly consequence: Block; readonly otherwise?: Expr }
  | { readonly kind: 'let'; readonly pat: Pattern; readonly value: Expr } // in conditions, joined by `&&`
  | { readonly kind: 'match'; readonly scrutinee: Expr; readonly arms: readonly MatchArm[] }
  | { readonly kind: 'loop'; readonly body: Block; readonly label?: Name }
  | { readonly kind: 'while'; readonly condition: Expr; readonly body: Block; readonly label?: Name }
  | {
      readonly kind: 'for';
      readonly pat: Pattern;
      readonly iterable: Expr;
      readonly body: Block;
      readonly label?: Name;
    }
  | {
      readonly kind: 'closure';
      readonly params: readonly { readonly pat: Pattern; readonly ty?: TypeSyntax }[];
      readonly ret?: TypeSyntax;
      readonly body: Expr;
      readonly isMove: boolean;
      readonly isAsync: boolean;
    }
  | { readonly kind: 'return'; readonly value?: Expr }
  | { readonly kind: 'break'; readonly label?: Name; readonly value?: Expr }
  | { readonly kind: 'continue'; readonly label?: Name }
  | { readonly kind: 'try'; readonly operand: Expr; readonly question: number /* offset of `?` */ }
  | { readonly kind: 'await'; readonly operand: Expr }
  | { readonly kind: 'macro'; readonly call: MacroCall }
  | { readonly kind: 'underscore' }
  | { readonly kind: 'error' }
);

export interface MatchArm {
  readonly pat: Pattern;
  readonly guard?: Expr;
  readonly body: Expr;
  readonly attrs: readonly Attribute[];
  readonly span: Span;
}

/** `span` runs from `{` to behind `}`. */
export interface Block {
  readonly span: Span;
  readonly statements: readonly Statement[];
  /** The value: an expression without `;` at the end. */
  readonly tail?: Expr;
  readonly attrs: readonly Attribute[];
}

export type Statement = { readonly span: Span } & (
  | {
      readonly kind: 'let';
      readonly pat: Pattern;
      readonly ty?: TypeSyntax;
      readonly init?: Expr;
      readonly otherwise?: Block;
      readonly attrs: readonly Attribute[];
    }
  | { readonly kind: 'item'; readonly item: Item }
  | { readonly kind: 'expr'; readonly expr: Expr; readonly semicolon: boolean }
  | {
      readonly kind: 'macro';
      readonly call: MacroCall;
      readonly semicolon: boolean;
      readonly attrs: readonly Attribute[];
    }
  | { readonly kind: 'empty' }
);
