import type { CrateId } from '../project/crateGraph.ts';
import type { SourceDef } from '../resolve/model/def.ts';
import type { PlaceInfo } from '../resolve/model/resolution.ts';
import type { Item, Span } from '../syntax/ast.ts';
import type { SourceParser } from '../syntax/sourceParser.ts';
import type { SourceUnit } from '../syntax/sourceUnit.ts';
import type { Analysis } from './analysis.ts';
import type { Draft } from './draft.ts';
import type { Engine } from './engine.ts';

/** A file of a crate in one snapshot: what features that answer for a place of a document start from. */
export interface FileContext {
  readonly engine: Engine;
  readonly crate: CrateId;
  readonly path: string;
  readonly unit: SourceUnit;
  readonly parser: SourceParser;
  /** How many lines more the file has by now in front of what is asked about. */
  readonly lineShift?: number;
  /** Where `unit` is known inside of this function alone: it is being typed in. */
  readonly within?: SourceDef;
}

/** The file in the analysis's current snapshot; undefined where no crate has it or it can't be read. */
export function fileContext(analysis: Analysis, parser: SourceParser, path: string): FileContext | undefined {
  const crate = analysis.crateOf(path);
  const unit = analysis.units.unit(path);
  return crate !== undefined && unit
    ? { engine: analysis.engineOf(crate), crate, path, unit, parser }
    : undefined;
}

/** The innermost scope and the items around a UTF-16 offset of the context's file. */
export function scopeAt({ engine, crate, path, within }: FileContext, offset: number): PlaceInfo | undefined {
  return within ? engine.resolver.scopeIn(within, offset) : engine.resolver.scopeAt(crate, path, offset);
}

/** A part of a file, and the context that answers for it. */
export interface FilePart {
  readonly cx: FileContext;
  /** UTF-16 offsets of the file as it is now. */
  readonly span: Span;
  /** What an offset of the context is short of in the file as it is now. */
  readonly shift: number;
}

/**
 * A file in parts: one, or three where a function is being typed in. What stands around that function is answered for
 * by the snapshot before, whose answers are remembered.
 */
export function fileParts(analysis: Analysis, parser: SourceParser, path: string): readonly FilePart[] {
  const { draft } = analysis;
  if (draft?.unit.path !== path) {
    const cx = fileContext(analysis, parser, path);
    return cx ? [{ cx, span: { start: 0, end: cx.unit.text.length }, shift: 0 }] : [];
  }
  const crate = analysis.crateOf(path);
  const unit = analysis.units.unit(path);
  if (crate === undefined || !unit) return [];
  const cx = { engine: analysis.snapshotOf(crate), crate, path, unit, parser };
  const { span } = draft.edit.after;
  return [
    { cx, span: { start: 0, end: span.start - 1 }, shift: 0 },
    { cx: { ...cx, unit: draft.unit, within: draft.def }, span, shift: 0 },
    {
      cx: { ...cx, lineShift: addedLines(unit, draft) },
      span: { start: span.end + 1, end: draft.unit.text.length },
      shift: draft.edit.shift,
    },
  ];
}

/** The part that an offset of the file as it is now lies in, with the offset in its context. */
export function partAt(
  parts: readonly FilePart[],
  offset: number,
): { readonly part: FilePart; readonly offset: number } | undefined {
  for (const part of parts) {
    const range = rangeInPart(part, { start: offset, end: offset });
    if (range) return { part, offset: range.start };
  }
  return undefined;
}

function addedLines(before: SourceUnit, { edit, unit }: Draft): number {
  const lines = ({ text }: SourceUnit, { span }: Item) => text.slice(span.start, span.end).split('\n').length;
  return lines(unit, edit.after) - lines(before, edit.before);
}

/** What a range of the file as it is now covers of a part, in offsets of the part's context. */
export function rangeInPart({ span, shift }: FilePart, range: Span): Span | undefined {
  const start = Math.max(span.start, range.start);
  const end = Math.min(span.end, range.end);
  return start <= end ? { start: start - shift, end: end - shift } : undefined;
}
