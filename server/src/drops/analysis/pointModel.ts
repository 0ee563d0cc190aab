import type { DropRule, ExitKind, Place, SourcePos } from '../mir/model.ts';
import type { DropEvent } from './elaborate.ts';

/** One drop of a point, with the scope's end where it lies elsewhere than the point. */
export interface PointDrop extends DropEvent {
  readonly rule: DropRule;
  readonly end: SourcePos;
  /** Taken on some ways to the point only: a condition further on had failed. */
  path?: boolean;
}

/** What happens where a scope ends or is left. */
export interface Point {
  kind: 'end' | 'else' | 'assign' | ExitKind;
  readonly at: SourcePos;
  drops: PointDrop[];
  /** Places in scope that hold nothing: moved out, or never initialised. */
  moved: Place[];
  /** All drops that were scheduled, as keys. */
  readonly scheduled?: readonly string[];
  /** The points that control may come to next, with no other point between. */
  next: readonly Point[];
}
