import type { MacroCall } from '../../syntax/ast.ts';
import { filePlace, type SourceUnit } from '../../syntax/sourceUnit.ts';
import type { Gap } from './resolution.ts';

/** Turns offsets of units into lines of real files. */
export class Places {
  readonly #starts = new WeakMap<SourceUnit, readonly number[]>();

  /** 1-based line of a UTF-16 offset of a file's unit. */
  line(unit: SourceUnit, offset: number): number {
    let starts = this.#starts.get(unit);
    if (starts === undefined) {
      starts = lineStarts(unit.text);
      this.#starts.set(unit, starts);
    }
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Where the text at an offset of a unit was written. */
  place(unit: SourceUnit, offset: number) {
    const place = filePlace(unit, offset);
    return { ...place, line: this.line(place.unit, place.offset) };
  }

  /** A part that is unknown, at its place in a real file. */
  gap(
    kind: Gap['kind'],
    unit: SourceUnit,
    offset: number,
    name: string,
    reason: string,
    hidesTypes = true,
  ): Gap {
    const { path, line } = this.place(unit, offset);
    return { kind, path, line, name, reason, hidesTypes };
  }

  /**
   * A macro call that could not be expanded, once for each type that is written in its arguments, or once for
   * all. In a body or an impl a call without any is no loss to a list of types.
   */
  callGaps(unit: SourceUnit, call: MacroCall, atModule: boolean, reason: string): readonly Gap[] {
    const text = unit.text.slice(call.body.start, call.body.end);
    const gaps: Gap[] = [];
    for (const match of text.matchAll(
      /(?<![\w'"])(?:struct|enum|union)\s+([\p{XID_Start}_][\p{XID_Continue}]*)/gu,
    )) {
      gaps.push(this.gap('macro', unit, call.body.start + match.index, match[1]!, reason));
    }
    if (gaps.length > 0) return gaps;
    const name = `${call.path.segments.map((segment) => segment.name.text).join('::')}!`;
    return [this.gap('macro', unit, call.span.start, name, reason, atModule)];
  }
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
