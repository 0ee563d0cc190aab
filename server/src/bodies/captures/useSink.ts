import type { Expr } from '../../syntax/bodyAst.ts';
import type { Ty } from '../../types/terms/ty.ts';
import type { Capture, ClosureKind, Local } from '../typedBody.ts';
import type { Place, Places } from './place.ts';

/** How a place is used; `copy` reads it. */
export type Use = 'value' | 'copy' | 'ref' | 'refMut';

export interface UseSink {
  use(place: Place, how: Use): void;
  /** The name of a variable stands here, whether it is used or not. */
  mention(local: Local): void;
  /** How a place is used is not known, for a reason. */
  doubt(place: Place, reason: string): void;
  /** A place behind a shared reference is borrowed, or else the reference itself is read. */
  mayReborrow(place: Place): void;
  /** A closure within: its captures are uses of the closure around it. */
  closure(expr: Expr): readonly Capture[];
  /** How a closure of this body is called. */
  kindOf(ty: Ty): ClosureKind | undefined;
}

/** How taking the value of a place uses it. */
export function takes(place: Place, places: Places): Use {
  return places.isCopy(place.ty) ? 'copy' : 'value';
}
