import type { Def } from '../../resolve/model/def.ts';

/**
 * Types as terms. Lifetimes are erased: they never change a layout or a drop. Terms are immutable plain
 * data; two equal terms have the same `tyKey` (see `tyKey.ts`). A part that could not be found out is a
 * term too (`unknown`, with a reason that a user can act on), so that whatever doesn't depend on it is
 * still exact: `Vec<unknown>` has three words whatever its element is.
 */
export type Ty =
  | { readonly kind: 'int'; readonly name: IntName }
  | { readonly kind: 'float'; readonly name: FloatName }
  | { readonly kind: 'bool' }
  | { readonly kind: 'char' }
  | { readonly kind: 'str' }
  | { readonly kind: 'never' }
  | { readonly kind: 'adt'; readonly def: Def; readonly args: readonly GenericArg[] }
  | { readonly kind: 'foreign'; readonly def: Def }
  | { readonly kind: 'tuple'; readonly elements: readonly Ty[] }
  | { readonly kind: 'array'; readonly element: Ty; readonly length: Const }
  | { readonly kind: 'slice'; readonly element: Ty }
  /** `life`: the lifetime where one is written (`'static`); no part of what the type is. */
  | { readonly kind: 'ref'; readonly mutable: boolean; readonly inner: Ty; readonly life?: string }
  | { readonly kind: 'ptr'; readonly mutable: boolean; readonly inner: Ty }
  | FnPtrTy
  | { readonly kind: 'fnDef'; readonly def: Def; readonly args: readonly GenericArg[] }
  | DynTy
  | ClosureTy
  | { readonly kind: 'param'; readonly index: number; readonly name: string }
  | ProjectionTy
  | {
      readonly kind: 'opaque';
      readonly owner: Def;
      readonly index: number;
      readonly args: readonly GenericArg[];
    }
  | { readonly kind: 'pattern'; readonly base: Ty; readonly ranges: readonly PatternRange[] }
  | { readonly kind: 'infer'; readonly id: number; readonly of: 'any' | 'int' | 'float' }
  | { readonly kind: 'unknown'; readonly reason: string };

export type IntName =
  | 'i8'
  | 'i16'
  | 'i32'
  | 'i64'
  | 'i128'
  | 'isize'
  | 'u8'
  | 'u16'
  | 'u32'
  | 'u64'
  | 'u128'
  | 'usize';
export type FloatName = 'f16' | 'f32' | 'f64' | 'f128';

export interface FnPtrTy {
  readonly kind: 'fnPtr';
  readonly params: readonly Ty[];
  readonly ret: Ty;
}

/** `dyn Principal<Args, Item = T> + Auto`: a type whose size only its vtable knows. */
export interface DynTy {
  readonly kind: 'dyn';
  /** Without the `Self` argument; absent for `dyn Send` and the like. */
  readonly principal?: { readonly trait: Def; readonly args: readonly GenericArg[] };
  readonly bindings: readonly { readonly name: string; readonly ty: Ty }[];
  readonly autos: readonly Def[];
}

/** A closure or an async block; what it captures is for the body's analysis to say. */
export interface ClosureTy {
  readonly kind: 'closure';
  readonly flavor: 'closure' | 'async block' | 'async fn';
  /** The function that it stands in, and its place there. */
  readonly owner: Def;
  readonly offset: number;
  readonly args: readonly GenericArg[];
}

/** `<args[0] as trait<args[1..]>>::name`, with the associated item's own arguments behind the trait's. */
export interface ProjectionTy {
  readonly kind: 'projection';
  readonly trait: Def;
  readonly name: string;
  readonly args: readonly GenericArg[];
}

/** Both ends inclusive, as unsigned bit patterns of the base type. */
export interface PatternRange {
  readonly start: Const;
  readonly end: Const;
}

/**
 * An argument of a generic definition. The parameters of a definition are numbered with its parents' first
 * (`Self` is number 0 in a trait); lifetimes have no number.
 */
export type GenericArg = Ty | Const;

export type Const =
  | { readonly kind: 'value'; readonly value: bigint; readonly ty?: Ty } // bool 0/1, char its code point
  | { readonly kind: 'constParam'; readonly index: number; readonly name: string }
  /** Not evaluated yet: an expression with parameters in it, or an associated constant of one. */
  | {
      readonly kind: 'unevaluated';
      readonly def: Def;
      readonly args: readonly GenericArg[];
      readonly expr?: UnevaluatedExpr;
    }
  | { readonly kind: 'constInfer'; readonly id: number }
  | { readonly kind: 'constUnknown'; readonly reason: string };

/** An expression in a type, such as `{ N + 1 }`, with the definition whose names and parameters it sees. */
export interface UnevaluatedExpr {
  readonly expr: import('../../syntax/bodyAst.ts').Expr;
  readonly unit: import('../../syntax/sourceUnit.ts').SourceUnit;
  /** The type that the place demands, where it is known from the syntax (array lengths, discriminants). */
  readonly ty?: Ty;
}

/** `<args[0] as def<args[1..]>>` */
export interface TraitRef {
  readonly trait: Def;
  readonly args: readonly GenericArg[];
}
