import type { GroundView, SourcePlace } from './layoutView.ts';

/** Where a function drops what, as plain data for the editor's panel. Lines count from 1. */
export interface DropView {
  readonly release: string;
  /** The described release whose rules and standard library these are, where `release` isn't described. */
  readonly describedAs?: string;
  /** The edition whose rules hold for the function. */
  readonly edition: '2021' | '2024';
  /** What else it holds for; absent where nobody asked for a file's. */
  readonly ground?: GroundView;
  /** The function, then the closures and async blocks in it. */
  readonly bodies: readonly DropBodyView[];
  /** The lines whose points the other edition's rules make otherwise; absent where none differs. */
  readonly other?: { readonly edition: '2021' | '2024'; readonly lines: readonly EditionLineView[] };
}

/** The points of a line that the two editions don't share: none where one of them drops nothing there. */
export interface EditionLineView {
  readonly line: number;
  readonly own: readonly DropPointView[];
  readonly other: readonly DropPointView[];
}

/** Something about a guard that a reader should look at: held across an `.await`, or while another lock is taken. */
export interface DropNoteView {
  readonly kind: 'heldAcrossAwait' | 'secondLock';
  readonly place?: SourcePlace;
  readonly line: number;
  readonly text: string;
  /** The guard that is held, by `LaneView.id`. */
  readonly lane: number;
}

export interface DropBodyView {
  readonly kind: 'fn' | 'closure' | 'async fn' | 'async block';
  /** Its name, or `{closure}`. */
  readonly name: string;
  readonly place?: SourcePlace;
  readonly line: number;
  readonly points: readonly DropPointView[];
  /** The lives of its values along the source; absent where it has none, or is no piece of a file. */
  readonly timeline?: TimelineView;
  /** Guards that a reader should look at; absent where none is. */
  readonly notes?: readonly DropNoteView[];
  /** Calls of `mem::drop`, `mem::forget`, `Option::take` and the like in it, in words; absent where none is. */
  readonly calls?: readonly DropCallView[];
  /** Why nothing is claimed about the body; `points` is then empty. */
  readonly unresolved?: string;
}

/** A body's source, with a lane beside it for each value that is dropped, moved away or leaked. */
export interface TimelineView {
  /** The line that comes first in `lines`. */
  readonly firstLine: number;
  readonly lines: readonly SourceLineView[];
  /** In the order in which the values are made. */
  readonly lanes: readonly LaneView[];
  /** Blocks at whose end a variable's scope ends, from the line of `{` to that of `}`; outer ones first. */
  readonly scopes: readonly { readonly first: number; readonly last: number }[];
}

export interface SourceLineView {
  readonly text: string;
  readonly place: SourcePlace;
}

/** One value, from where it is declared or made to the end of its scope. */
export interface LaneView {
  readonly id: number;
  readonly kind: 'variable' | 'parameter' | 'temporary' | 'captures';
  /** `s`; of what has no name what it is, in words. */
  readonly label: string;
  /** The number of a parameter whose pattern is no plain name, from 1. */
  readonly argument?: number;
  readonly type: string;
  readonly place?: SourcePlace;
  readonly first: number;
  readonly last: number;
  /** Set for guards: of a lock, or of a `RefCell`'s borrow. */
  readonly guard?: 'lock' | 'borrow';
  /** What it holds where a line begins and ends, for lines where control passes; what follows one holds on to the next. */
  readonly holds: readonly LaneHoldView[];
  readonly moves: readonly LaneMoveView[];
}

/** `maybe`: decided at run time, by a drop flag; `parts`: parts were moved out. */
export type LaneHold = 'value' | 'nothing' | 'maybe' | 'parts';

export interface LaneHoldView {
  readonly line: number;
  readonly before: LaneHold;
  readonly after: LaneHold;
}

/** Where the value, or a part of it, leaves its lane without the scope's end. */
export interface LaneMoveView {
  readonly line: number;
  readonly place?: SourcePlace;
  /** `goes`: somebody else has it now. `drops`: it is dropped there, by `mem::drop`. `leaks`: nobody will drop it. */
  readonly fate: 'goes' | 'drops' | 'leaks';
  /** So many bytes are copied, and nothing of what they own elsewhere; absent where the layout isn't known. */
  readonly bytes?: number;
  /** Where to, in words, as far as known: "`s` is moved into `name`". Names stand between backquotes. */
  readonly text: string;
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
  /** The value's lane in the body's timeline. */
  readonly lane?: number;
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
