import type { SourcePos } from '../../drops/mir/model.ts';
import type { Def } from '../../resolve/model/def.ts';
import type { Ty } from '../../types/terms/ty.ts';

/**
 * The MIR of a coroutine's body with everything that decides what its future holds: all locals and temporaries, the
 * markers of their storage, reads, moves and borrows, and control on every way: ordinary, unwinding, and that of a
 * future that is dropped while it waits (`rustc_middle::mir`). Values themselves are of no interest.
 */

/** A variable, an argument or a temporary; `Place.local` is its `id`. */
export interface MirLocal {
  readonly id: number;
  readonly ty: Ty;
  /** Where it is declared; of a temporary the expression that made it. */
  readonly at: SourcePos;
  /** The user's name, or that of a desugaring (`__awaitee`, `iter`). */
  readonly name?: string;
  /** A variable: a borrow of it is never promoted to a constant. */
  readonly isVariable: boolean;
}

export type Projection =
  /** `variant` where a field of an enum's variant is meant. */
  | { readonly kind: 'field'; readonly index: number; readonly variant?: number; readonly ty: Ty }
  /** `box`: through a `Box`, whose content can be moved out. */
  | { readonly kind: 'deref'; readonly box: boolean; readonly ty: Ty }
  /** An element at a place that is told at run time. */
  | { readonly kind: 'index'; readonly local: number; readonly ty: Ty }
  /** An element at a fixed place of an array, or of a slice. */
  | { readonly kind: 'element'; readonly index: number; readonly ty: Ty }
  /** What a `..` in a pattern stands for. */
  | { readonly kind: 'rest'; readonly ty: Ty };

export interface Place {
  readonly local: number;
  readonly projections: readonly Projection[];
}

export type Operand =
  | { readonly kind: 'copy' | 'move'; readonly place: Place }
  | { readonly kind: 'constant'; readonly of?: 'item' | 'static'; readonly ty: Ty };

/** What an assignment's value is computed from. */
export type Rvalue =
  | { readonly kind: 'use'; readonly operand: Operand }
  /** `unique`: by a closure's capture, which is never promoted. */
  | {
      readonly kind: 'ref';
      readonly borrow: 'shared' | 'mut' | 'unique';
      readonly place: Place;
    }
  | { readonly kind: 'rawPtr'; readonly place: Place }
  | { readonly kind: 'discriminant'; readonly place: Place }
  /** A struct, variant, tuple, array or closure. `ty`: what is made. */
  | { readonly kind: 'aggregate'; readonly ty: Ty; readonly operands: readonly Operand[] }
  /** An operator or cast; `fails`: the operation may panic for some operands, so it isn't made a constant. */
  | { readonly kind: 'compute'; readonly fails?: true; readonly operands: readonly Operand[] };

export type Statement =
  | { readonly kind: 'assign'; readonly place: Place; readonly value: Rvalue }
  | { readonly kind: 'storageLive'; readonly local: number }
  | { readonly kind: 'storageDead'; readonly local: number }
  /** The place is looked at as a whole: by a `match` (`PlaceMention`). */
  | { readonly kind: 'mention'; readonly place: Place };

/** An edge of a `switch`. */
export interface SwitchTarget {
  readonly to: number;
  /** On the discriminant of an enum: the variant that leads here; absent for the remaining ones. */
  readonly variant?: number;
}

/** Without `unwind` unwinding leaves the body at once. */
export type Terminator =
  | { readonly kind: 'goto'; readonly to: number }
  /** `discriminant`: the enum whose variant decides; `operand`: the value that does otherwise. */
  | {
      readonly kind: 'switch';
      readonly discriminant?: Place;
      readonly operand?: Operand;
      readonly targets: readonly SwitchTarget[];
    }
  /** Without `to` the function never returns. */
  | {
      readonly kind: 'call';
      readonly args: readonly Operand[];
      readonly destination: Place;
      readonly to?: number;
      readonly unwind?: number;
      readonly callee?: Def;
    }
  | {
      readonly kind: 'drop';
      readonly place: Place;
      readonly to: number;
      readonly unwind?: number;
    }
  /** `operands`: the condition, and what the message of the panic reads. */
  | {
      readonly kind: 'assert';
      readonly operands: readonly Operand[];
      readonly to: number;
      readonly unwind?: number;
    }
  | {
      readonly kind: 'yield';
      readonly resume: number;
      readonly resumeArg: Place;
      /** Where a coroutine that is dropped at this point goes on. */
      readonly dropline?: number;
      readonly at: SourcePos;
    }
  | { readonly kind: 'return' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'coroutineDrop' };

export interface BasicBlock {
  readonly statements: Statement[];
  /** Absent while the block is built. */
  terminator?: Terminator;
  /** Runs while unwinding. */
  readonly isCleanup: boolean;
}

/** The body of one coroutine. Block 0 is the start. */
export interface Body {
  readonly locals: readonly MirLocal[];
  readonly blocks: readonly BasicBlock[];
}

/** The coroutine itself, which holds what it captures. */
export const SELF_ARG = 1;
/** What it is resumed with. */
export const CTX_ARG = 2;

export function placeOf(local: number): Place {
  return { local, projections: [] };
}

export function project(base: Place, step: Projection): Place {
  return { local: base.local, projections: [...base.projections, step] };
}

/** Whether a place is reached through a pointer (`Place::is_indirect`). */
export function isIndirect(place: Place): boolean {
  return place.projections.some((p) => p.kind === 'deref');
}

/** All blocks that a terminator may lead to. */
export function successors(terminator: Terminator | undefined): readonly number[] {
  switch (terminator?.kind) {
    case 'goto':
      return [terminator.to];
    case 'switch':
      return terminator.targets.map(({ to }) => to);
    case 'call':
    case 'assert':
    case 'drop':
      return some(terminator.to, terminator.unwind);
    case 'yield':
      return some(terminator.resume, terminator.dropline);
    case 'return':
    case 'unreachable':
    case 'resume':
    case 'coroutineDrop':
    case undefined:
      return [];
  }
}

function some(...blocks: readonly (number | undefined)[]): readonly number[] {
  return blocks.filter((block) => block !== undefined);
}

/** The operands of a value, without places that are only borrowed or looked at. */
export function operandsOf(value: Rvalue): readonly Operand[] {
  switch (value.kind) {
    case 'use':
      return [value.operand];
    case 'aggregate':
    case 'compute':
      return value.operands;
    case 'ref':
    case 'rawPtr':
    case 'discriminant':
      return [];
  }
}
