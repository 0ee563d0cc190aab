import type { FileContext } from '../../engine/fileContext.ts';
import type { Span } from '../../syntax/ast.ts';
import { definitionsInRange } from '../place/definitionsInRange.ts';
import { nameInFile } from '../place/expansions.ts';
import { hoverAt } from './hover.ts';

/**
 * Finds out what hovers on the types will say that a range of a file defines, so that the first of them need not look
 * through a whole crate for impls while somebody waits. Yields after each type, for others to work in between.
 */
export function* primeHovers(cx: FileContext, range: Span): Generator<void> {
  for (const { def } of definitionsInRange(cx, range)) {
    const offset = nameInFile(def);
    if (offset !== undefined) hoverAt(cx, offset);
    yield;
  }
}
