import type { SourcePlace } from './layoutView.ts';

/** Where a function drops what, as plain data for the editor's panel. Lines count from 1. */
export interface DropView {
  readonly release: string;
  /** The edition whose rules hold for the function. */
  readonly edition: '2021' | '2024';
  /** The function, then the closures and async blocks in it. */
  readonly bodies: readonly DropBodyView[];
  /** Guards that a reader should look at: held across an `.await`, or while another lock is taken. */
  readonly notes?: readonly DropNoteView[];
  /** The points that the other edition's rules make otherwise; absent where none differs. */
  readonly other?: { readonly edition: '2021' | '2024'; readonly points: readonly DropPointView[] };
}

export interface DropNoteView {
  readonly kind: 'heldAcrossAwait' | 'secondLock';
  readonly place: SourcePlace;
  readonly line: number;
  readonly text: string;
}

export interface DropBodyView {
  readonly kind: 'fn' | 'closure' | 'async fn' | 'async block';
  /** Its name, or `{closure}`. */
  readonly name: string;
  readonly place?: SourcePlace;
  readonly line: number;
  readonly points: readonly DropPointView[];
  /** Calls of `mem::drop`, `mem::forget`, `Option::take` and the like in it, in words; absent where none is. */
  readonly calls?: readonly DropCallView[];
  /** Why nothing is claimed about the body; `points` is then empty. */
  readonly unresolved?: string;
}

export interface DropCallView {
  readonly place?: SourcePlace;
  readonly line: number;
  readonly text: string;
}

/** Where a scope ends or is left, with everything that is dropped there, in order. */
export interface DropPointView {
  readonly kind: 'end' | 'else' | 'assign' | 'return' | 'break' | 'continue' | '?';
  readonly place?: SourcePlace;
  readonly line: number;
  readonly steps: readonly DropStepView[];
  /** In scope here and not dropped: moved out, or never initialised. */
  readonly moved: readonly { readonly name: string; readonly place?: SourcePlace }[];
  /** Why nothing is claimed about the point. */
  readonly unresolved?: string;
}

export interface DropStepView {
  /** `s`, `s.name`; absent for a temporary. */
  readonly name?: string;
  readonly type: string;
  readonly place?: SourcePlace;
  /** Decided at run time, by a drop flag or by an enum's variant. */
  readonly conditional: boolean;
  /** Only the allocation; the contents were moved out. */
  readonly boxOnly: boolean;
  /** What dropping the value does, in order: its own `Drop::drop`, its parts, the heap blocks that it frees. */
  readonly parts: readonly DropPartView[];
  /** The rule that says so, in a few words, and its chapter in the Rust Reference. */
  readonly rule: string;
  readonly link: string;
}

/** One step of a value's destruction, with the steps in it. */
export interface DropPartView {
  /** Names and types stand between backquotes. */
  readonly text: string;
  readonly parts: readonly DropPartView[];
}
