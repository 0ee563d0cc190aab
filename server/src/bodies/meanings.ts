import type { Def } from '../resolve/model/def.ts';
import type { Expr } from '../syntax/bodyAst.ts';
import type { Const, Ty } from '../types/terms/ty.ts';
import type { BindingMode, Callee, ClosureKind, Local } from './typedBody.ts';

/** What an expression refers to or calls, beyond its type. */
export type ExprMeaning =
  | { readonly kind: 'local'; readonly local: Local }
  /** A path to a function, tuple constructor, unit struct or variant, constant or static. */
  | { readonly kind: 'item'; readonly callee: Callee }
  | { readonly kind: 'constParam'; readonly value: Const }
  /** A call expression. */
  | CallMeaning
  /** A method call: `callee` takes the receiver, adjusted, as its first parameter. */
  | {
      readonly kind: 'method';
      readonly callee: Callee;
      readonly selfBy: 'value' | 'ref' | 'refMut' | 'typed';
    }
  /**
   * An operator, index or `*` by a method of a trait. `borrows`: the operands are taken by reference (comparisons,
   * `Index`, `Deref`, the left side of `+=`); for the others they are moved.
   */
  | { readonly kind: 'overloaded'; readonly callee: Callee; readonly borrows: 'none' | 'ref' | 'refMut' }
  /** A field, behind the adjustments of the base. */
  | { readonly kind: 'field'; readonly index: number; readonly adt?: Def }
  /** A struct literal. `baseFields`: the fields, by index, that `..base` gives. */
  | {
      readonly kind: 'struct';
      readonly ty: Ty;
      readonly variant: number;
      /** Index of the field that each written field initialises. */
      readonly fields: readonly number[];
      readonly baseFields: readonly { readonly index: number; readonly ty: Ty }[];
    }
  /** `for`: the types of `IntoIterator::into_iter(x)` and of an item. */
  | { readonly kind: 'for'; readonly iterator: Ty; readonly item: Ty }
  /** `?`: what it gives, and what it returns early (`Result<Infallible, E>`); `target` is what is left by it. */
  | { readonly kind: 'try'; readonly output: Ty; readonly residual: Ty; readonly target: Ty }
  /** `.await`: the future after `into_future`. */
  | { readonly kind: 'await'; readonly future: Ty }
  /** `break` and `continue`: the loop or labelled block that they leave. */
  | { readonly kind: 'jump'; readonly target: Expr };

export interface CallMeaning {
  readonly kind: 'call';
  /** `closure`: through `Fn*`, also for generic callees and `dyn Fn`; `by` says how the callee is taken. */
  readonly how: 'fn' | 'ctor' | 'fnPtr' | 'closure';
  readonly callee?: Callee;
  readonly by?: ClosureKind;
}

export type PatternMeaning =
  /** `copy` and `move` are told apart by the type, once all is inferred. */
  | { readonly kind: 'binding'; readonly local: Local; readonly mode: BindingMode }
  /** A struct or variant; `fields` are the indexes of the fields that the sub-patterns match, in order. */
  | {
      readonly kind: 'variant';
      readonly adt: Def;
      readonly variant: number;
      readonly fields: readonly number[];
    }
  /** A tuple: the index that each sub-pattern matches (`..` left out: -1). */
  | { readonly kind: 'tuple'; readonly fields: readonly number[] }
  /** A constant that is compared with. */
  | { readonly kind: 'const' };
