import type { Local } from '../../bodies/typedBody.ts';
import type { Def } from '../../resolve/model/def.ts';
import type { Expr } from '../../syntax/bodyAst.ts';
import type { Ty } from '../../types/terms/ty.ts';
import type { DropRule, SourcePos } from '../mir/model.ts';
import type { RegionScope } from './regions.ts';

/**
 * A body with everything spelled out that decides about drops, like rustc's THIR: adjustments, desugared
 * loops and `?`, overloaded operators as calls, and a scope around each expression.
 */
export type Thir = ThirBase &
  (
    | { readonly kind: 'scope'; readonly scope: RegionScope; readonly value: Thir }
    // places
    | { readonly kind: 'variable'; readonly variable: Variable }
    | {
        readonly kind: 'field';
        readonly base: Thir;
        readonly index: number;
        readonly name: string;
        /** Of an enum with one variant, which closures capture fields of. */
        readonly variant?: { readonly index: number; readonly name: string };
      }
    | { readonly kind: 'deref'; readonly base: Thir; readonly box: boolean }
    | { readonly kind: 'index'; readonly base: Thir; readonly index: Thir }
    // values that nothing is computed for; `of`: what names it, where that is no literal
    | { readonly kind: 'constant'; readonly of?: 'item' | 'static' }
    // written straight into their destination
    | { readonly kind: 'block'; readonly block: ThirBlock }
    | { readonly kind: 'match'; readonly scrutinee: Thir; readonly arms: readonly ThirArm[] }
    | {
        readonly kind: 'if';
        readonly condition: Thir;
        readonly consequence: Thir;
        readonly otherwise?: Thir;
        readonly scope: RegionScope;
      }
    | { readonly kind: 'let'; readonly pat: ThirPat; readonly value: Thir }
    | { readonly kind: 'logical'; readonly op: '&&' | '||'; readonly left: Thir; readonly right: Thir }
    | { readonly kind: 'not'; readonly operand: Thir }
    | { readonly kind: 'loop'; readonly body: ThirBlock; readonly target: object }
    | {
        readonly kind: 'call';
        readonly args: readonly Thir[];
        readonly diverges: boolean;
        readonly uncertain?: string;
        /** The function, where it is known. */
        readonly callee?: Def;
      }
    | {
        readonly kind: 'adt';
        /** In the order of writing. */
        readonly fields: readonly Thir[];
        readonly base?: { readonly value: Thir; readonly fields: readonly BaseField[] };
      }
    | {
        readonly kind: 'borrow';
        readonly operand: Thir;
        readonly mutable: boolean;
        readonly raw?: boolean;
      }
    | { readonly kind: 'never'; readonly source: Thir }
    /** `name`: that of the variable which a macro keeps the value in. */
    | { readonly kind: 'use'; readonly source: Thir; readonly name?: string }
    /** What an `.await` does with its future: `loop` is `loop { match poll(…) { … } task_context = yield () }`. */
    | { readonly kind: 'poll'; readonly loop: Thir }
    | { readonly kind: 'yield' }
    // computed from operands
    /** `count` of a `repeat`, where it is known. */
    | {
        readonly kind: 'operands';
        readonly op: OperandsOp;
        readonly operands: readonly Thir[];
        readonly count?: bigint;
      }
    | { readonly kind: 'closure'; readonly captures: readonly ThirCapture[] }
    // statements
    | { readonly kind: 'assign'; readonly left: Thir; readonly right: Thir }
    | { readonly kind: 'assignOp'; readonly op: BinaryOp; readonly left: Thir; readonly right: Thir }
    | {
        readonly kind: 'jump';
        readonly jump: 'return' | '?' | 'break' | 'continue' | 'exhausted';
        readonly value?: Thir;
        /** The loop or labelled block; absent for those that leave the body. */
        readonly target?: object;
        readonly pos: SourcePos;
      }
  );

/** A binary operator, as far as it matters how it may fail: `arithmetic` is `+`, `-` and `*`. */
export type BinaryOp = 'arithmetic' | 'shift' | 'division' | 'binary';

/** What is computed from operands. */
export type OperandsOp = BinaryOp | 'negate' | 'unary' | 'cast' | 'pointer' | 'tuple' | 'array' | 'repeat';

interface ThirBase {
  readonly ty: Ty;
  /** Where it starts. */
  readonly at: SourcePos;
  /** Where a temporary that holds it ends, and the rule that says so. */
  readonly temp: RegionScope;
}

export interface BaseField {
  readonly index: number;
  readonly name: string;
  readonly ty: Ty;
}

export interface ThirCapture {
  readonly by: 'value' | 'ref' | 'refMut';
  readonly place: Thir;
}

/** A variable of the user's or of a desugaring; compared by reference. */
export interface Variable {
  readonly name: string;
  readonly ty: Ty;
  readonly at: SourcePos;
  readonly hidden?: string;
  /** Absent for those that the compiler makes. */
  readonly local?: Local;
}

export interface ThirBlock {
  readonly scope: RegionScope;
  readonly statements: readonly ThirStatement[];
  readonly tail?: Thir;
  /** Set where a `break` may leave it: what the jump names as its target. */
  readonly target?: object;
  /** The block's type is `()`, so running to its end writes a value. */
  readonly at: SourcePos;
}

export type ThirStatement =
  | { readonly kind: 'expr'; readonly scope: RegionScope; readonly expr: Thir }
  | {
      readonly kind: 'let';
      readonly remainder: RegionScope;
      readonly init: RegionScope;
      readonly pat: ThirPat;
      readonly value?: Thir;
      readonly otherwise?: ThirBlock;
    };

export interface ThirArm {
  readonly scope: RegionScope;
  /** `if` guard, with the scope that its temporaries live in where it has `let`s. */
  readonly guard?: { readonly value: Thir; readonly scope: RegionScope };
  readonly pat: ThirPat;
  readonly body: Thir;
}

export type ThirPat =
  | { readonly kind: 'wild' }
  | {
      readonly kind: 'binding';
      readonly variable: Variable;
      readonly by: 'move' | 'copy' | 'ref';
      /** Where the variable ends. */
      readonly scope: RegionScope;
      readonly sub?: ThirPat;
    }
  | {
      readonly kind: 'fields';
      /** Absent for tuples and structs. `count` is the number of the enum's variants. */
      readonly variant?: { readonly index: number; readonly name: string; readonly count: number };
      readonly fields: readonly (BaseField & { readonly pat: ThirPat })[];
    }
  | { readonly kind: 'deref'; readonly box: boolean; readonly ty: Ty; readonly pat: ThirPat }
  /** `index` absent for elements of slices and behind `..`, whose place depends on the length. */
  | {
      readonly kind: 'elements';
      readonly test: boolean;
      readonly elements: readonly {
        readonly index?: number;
        /** Of a subslice of an array: behind its last element. `ty` is then that of one element. */
        readonly end?: number;
        readonly ty: Ty;
        readonly pat: ThirPat;
      }[];
    }
  /** A literal, range or constant: may fail, binds nothing. `calls`: a function compares, as for strings. */
  | { readonly kind: 'test'; readonly calls?: true; readonly bool?: boolean }
  | { readonly kind: 'or'; readonly alternatives: readonly ThirPat[] };

/** What a body is, beside its value. */
export interface ThirBody {
  readonly value: Thir;
  readonly callSite: RegionScope;
  readonly params: readonly ThirParam[];
  /** A closure that is called by value, or an async block: its captures are dropped with it. */
  readonly self?: {
    readonly ty: Ty;
    readonly at: SourcePos;
    readonly captures: readonly Variable[];
    /** The parameters come out of it: the body of an async function. */
    readonly holdsParams?: true;
  };
  /** Closures and async blocks in it, each a body of its own. */
  readonly closures: readonly Expr[];
}

export interface ThirParam {
  readonly ty: Ty;
  readonly at: SourcePos;
  /** Its number, from 1. */
  readonly number: number;
  readonly pat: ThirPat;
}

export type RuleOf = (scope: RegionScope) => DropRule;
