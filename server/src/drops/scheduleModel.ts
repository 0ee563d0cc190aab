import type { Unknown } from '../base/unknown.ts';
import type { SourceDef } from '../resolve/model/def.ts';
import type { Expr } from '../syntax/bodyAst.ts';
import type { Ty } from '../types/terms/ty.ts';
import type { DropRule, ExitKind, SourcePos } from './mir/model.ts';

/** The drop points of one function, closure or async block. */
export interface BodySchedule {
  readonly def: SourceDef;
  /** The closure or async block; absent for the function itself. */
  readonly closure?: Expr;
  readonly kind: 'fn' | 'closure' | 'async fn' | 'async block';
  /** The function's name, or `{closure}`. */
  readonly name: string;
  /** Where the name stands; of a closure its first token. */
  readonly at: SourcePos;
  /** Behind its last character. */
  readonly endAt: SourcePos;
  readonly points: readonly SchedulePoint[];
  /** User variables with their types, in order of declaration. */
  readonly variables: readonly ScheduleVariable[];
  /** Set where the body could not be scheduled at all; `points` is then empty. */
  readonly unresolved?: { readonly reason: string; readonly at: SourcePos };
}

export interface ScheduleVariable {
  readonly name: string;
  readonly at: SourcePos;
  readonly ty: Ty;
  readonly drops: boolean | 'maybe' | Unknown;
}

/** Where a scope ends or is left, with everything that is dropped there, in order. */
export interface SchedulePoint {
  readonly kind: 'end' | 'else' | 'assign' | ExitKind;
  readonly at: SourcePos;
  readonly entries: readonly ScheduleEntry[];
  /** In scope, and not dropped: moved out, or never initialised. */
  readonly moved: readonly { readonly name: string; readonly at: SourcePos }[];
  /** The points that control may come to next, with no other point between, by their number in `points`. */
  readonly next: readonly number[];
  /** Set where an entry could not be told; the entries are then no claim. */
  readonly unresolved?: string;
}

export interface ScheduleEntry {
  readonly kind: 'variable' | 'temporary';
  /** `s`, `s.name`, `#2`; of a temporary empty. */
  readonly name: string;
  readonly ty: Ty;
  /** The declaration; of a temporary the expression that made it. Absent for unnamed parameters. */
  readonly at?: SourcePos;
  readonly conditional: boolean;
  readonly part?: 'box';
  /** What is left of an enum: the payload. */
  readonly detail?: string;
  /** The name with fields of other crates' types by number, where that differs. */
  readonly numbered?: string;
  /** The compiler's own name: `iter`, `__awaitee`, `captures`. */
  readonly hidden?: string;
  readonly rule: DropRule;
  /** Where its scope ends, if elsewhere than the point. */
  readonly end?: SourcePos;
  readonly path?: boolean;
  /** Behind two pointers or more. */
  readonly indirect?: boolean;
}
