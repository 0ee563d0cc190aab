import type { SourcePlace } from '../../../../shared/layoutView.ts';
import type { SourcePos } from '../../drops/mir/model.ts';

/** A piece of a file for the client. What a macro's definition wrote has no place of its own. */
export function placed({ unit, offset, exact }: SourcePos, length: number): { place?: SourcePlace } {
  return exact ? { place: { path: unit.path, start: offset, end: offset + length } } : {};
}
