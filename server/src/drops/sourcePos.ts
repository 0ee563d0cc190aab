import { filePlace, type SourceUnit } from '../syntax/sourceUnit.ts';
import type { SourcePos } from './mir/model.ts';

/** Where a token was written, in a macro's definition too, as rustc's spans have it. */
export function writtenAt(unit: SourceUnit, offset: number): SourcePos {
  let at = { unit, offset };
  while (at.unit.expansion) {
    const origin = at.unit.expansion.origin(at.offset);
    if (!origin) return { ...filePlace(at.unit, at.offset), exact: false };
    at = { unit: origin.unit, offset: origin.offset };
  }
  return { ...at, exact: true };
}

/** Where something of a unit was written from its name on: in one piece of a file, or else at the macro call that made it. */
export function writtenRange(
  unit: SourceUnit,
  start: number,
  end: number,
): { readonly at: SourcePos; readonly endAt: SourcePos } {
  const at = writtenAt(unit, start);
  const last = writtenAt(unit, end - 1);
  if (at.exact && last.exact && at.unit === last.unit && at.offset < last.offset)
    return { at, endAt: { ...last, offset: last.offset + 1 } };
  return { at: inCall(unit, start), endAt: inCall(unit, end) };
}

function inCall(unit: SourceUnit, offset: number): SourcePos {
  const place = filePlace(unit, offset);
  return { unit: place.unit, offset: place.offset, exact: place.exact };
}
