import type { SourceUnit } from '../../syntax/sourceUnit.ts';
import type { Ty } from '../../types/terms/ty.ts';

/**
 * The part of rustc's MIR that decides about drops: locals, moves and initialisations of places, drops, and
 * the control flow between them. Reads, borrows and arithmetic leave no trace but `step`.
 */

/** A place of the source. `exact` is false where a macro's definition wrote the token. */
export interface SourcePos {
  readonly unit: SourceUnit;
  /** UTF-16 offset into the file's text. */
  readonly offset: number;
  readonly exact: boolean;
}

/** A variable, a parameter or a temporary: `Place.local` is its `id`. */
export interface MirLocal {
  readonly id: number;
  readonly ty: Ty;
  /** A user's variable by its name; absent for temporaries and for what the compiler makes. */
  readonly name?: string;
  /** The start of the name; for a temporary that of the expression which made it. */
  readonly at: SourcePos;
  /** The number of a parameter whose pattern is no plain name, from 1. */
  readonly argument?: number;
  /** The compiler's own name: `iter` of a `for`, `__awaitee`, `captures`. */
  readonly hidden?: string;
  /** A variable around a closure that holds a reference to it. */
  readonly indirect?: boolean;
  /** Of a closure itself: the variables whose places its fields are. */
  readonly upvars?: readonly { readonly name: string; readonly at: SourcePos }[];
}

export type Projection =
  /** `variant` for a field of an enum's variant. */
  | {
      readonly kind: 'field';
      readonly index: number;
      readonly name: string;
      readonly ty: Ty;
      readonly variant?: { readonly index: number; readonly name: string };
    }
  /** Through a `Box` (`owner` is its type), whose content can be moved out, or through a pointer, where it can't. */
  | { readonly kind: 'deref'; readonly box: boolean; readonly ty: Ty }
  /**
   * An element at a fixed place of an array, or the elements from there to before `end`, whose type `ty` is that of one;
   * without `index` one that is told at run time.
   */
  | { readonly kind: 'element'; readonly index?: number; readonly end?: number; readonly ty: Ty };

export interface Place {
  readonly local: number;
  readonly projections: readonly Projection[];
}

export type Statement =
  | { readonly kind: 'init'; readonly place: Place }
  | { readonly kind: 'move'; readonly place: Place }
  /** Somebody gets a pointer through which the place may be written: an enum may have any variant from here on. */
  | { readonly kind: 'exposed'; readonly place: Place }
  /** The variable's storage ends without a drop. */
  | { readonly kind: 'dead'; readonly local: number }
  /** Anything else that is executed: drops before and after it are two points. */
  | { readonly kind: 'step' };

/** On this edge the enum in `place` is known to have one variant, or none of some. */
export interface VariantFact {
  readonly place: Place;
  readonly active?: number;
  readonly inactive?: readonly number[];
}

export interface Edge {
  readonly to: number;
  readonly facts?: readonly VariantFact[];
}

export type ExitKind = 'return' | '?' | 'break' | 'continue';

export type Terminator =
  | { readonly kind: 'goto'; readonly edges: readonly Edge[] }
  /** Drops what is there; `replaced`: an assignment follows. `exit` where it belongs to an early exit's chain. */
  | {
      readonly kind: 'drop';
      readonly place: Place;
      readonly at: SourcePos;
      readonly rule: DropRule;
      readonly to: number;
      readonly replaced?: boolean;
      readonly exit?: number;
      /** Equal for the drops of early exits that rustc makes one: what is opened of a value is decided for all of them. */
      readonly shared?: string;
    }
  /** An early exit begins: its drops follow, up to the block `until`. */
  | { readonly kind: 'exit'; readonly exit: number; readonly to: number }
  | { readonly kind: 'return' }
  | { readonly kind: 'none' };

export interface Exit {
  readonly kind: ExitKind;
  readonly at: SourcePos;
}

/** From the statement with this number on, control is at the expression that starts here. */
export interface Mark {
  readonly from: number;
  readonly at: SourcePos;
  /** Counts only where what follows was written elsewhere, by a macro. */
  readonly weak?: true;
}

export interface BasicBlock {
  readonly statements: Statement[];
  /** Where the statements stand, in order; those before the first mark belong to what came before the block. */
  readonly marks: Mark[];
  terminator: Terminator;
}

/** Why something is dropped where it is: a key into the rules of `rules.ts`. */
export type DropRule =
  | 'variable'
  | 'parameter'
  | 'statementTemporary'
  | 'tailTemporary2021'
  | 'tailTemporary2024'
  | 'conditionTemporary'
  | 'scrutineeTemporary'
  | 'ifLetTemporary2024'
  | 'extendedTemporary'
  | 'armBinding'
  | 'assignment'
  | 'capture'
  | 'iterator';

/** One function, closure or async block. */
export interface Mir {
  readonly locals: readonly MirLocal[];
  readonly blocks: readonly BasicBlock[];
  readonly exits: readonly Exit[];
}
