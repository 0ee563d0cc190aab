import { skipAttributes } from './attributes.ts';
import type { Cursor } from './cursor.ts';
import { bounds, genericParams, ty } from './type.ts';

/** `where T: Bound, 'a: 'b, for<'c> &'c T: Bound`, if it is there. */
export function whereClause(c: Cursor): boolean {
  if (!c.eatWord('where')) return true;
  for (;;) {
    if (c.token === undefined || c.isOpen('{') || c.isPunct(';') || c.isPunct('=')) return true;
    skipAttributes(c);
    if (c.token.kind === 'lifetime') c.bump();
    else {
      if (c.eatWord('for') && !genericParams(c)) return false;
      if (!c.nested((n) => ty(n, false))) return false;
    }
    if (c.eatPunct('==') || c.eatPunct('=')) {
      if (!c.nested((n) => ty(n, true))) return false;
    } else if (!c.expectPunct(':') || !bounds(c)) return false;
    if (!c.eatPunct(',')) return true;
  }
}
