import type { JsonPosition } from '../../../../shared/dropsJson.ts';
import type { SourcePos } from '../../drops/mir/model.ts';
import type { SourceUnit } from '../../syntax/sourceUnit.ts';

/** Turns offsets into 1-based lines and columns that count characters (not UTF-16 units). */
export class CharacterPositions {
  readonly #starts = new WeakMap<SourceUnit, readonly number[]>();

  of({ unit, offset }: SourcePos): JsonPosition {
    const starts = this.#lines(unit);
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle + 1;
      else high = middle;
    }
    const before = unit.text.slice(starts[low - 1]!, offset);
    // A character beyond the BMP is two UTF-16 units.
    const pairs = before.match(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)?.length ?? 0;
    return [low, before.length - pairs + 1];
  }

  #lines(unit: SourceUnit): readonly number[] {
    let starts = this.#starts.get(unit);
    if (!starts) {
      const found = [0];
      for (let at = unit.text.indexOf('\n'); at >= 0; at = unit.text.indexOf('\n', at + 1))
        found.push(at + 1);
      starts = found;
      this.#starts.set(unit, starts);
    }
    return starts;
  }
}
