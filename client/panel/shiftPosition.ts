import type { Position, Range } from '../../shared/protocol.ts';

/** A piece of text that was replaced: VS Code's `TextDocumentContentChangeEvent`, as far as it matters here. */
export interface TextChange {
  readonly range: Range;
  readonly text: string;
}

/**
 * Where a position lies after the changes of one edit, so that a panel stays with its type while lines come and go
 * above it. The changes' ranges count in the text before the edit and don't overlap. A position inside a replaced range
 * goes to the range's start; one right at the start of an insertion goes behind the inserted text.
 */
export function shiftPosition(position: Position, changes: readonly TextChange[]): Position {
  const lastFirst = [...changes].sort((a, b) => compare(b.range.start, a.range.start));
  return lastFirst.reduce(shiftBy, position);
}

function shiftBy(position: Position, { range: { start, end }, text }: TextChange): Position {
  if (compare(position, start) < 0) return position;
  if (compare(position, end) < 0) return start;
  const lines = text.split('\n');
  const lastLine = lines.at(-1) ?? '';
  const line = position.line - (end.line - start.line) + lines.length - 1;
  if (position.line !== end.line) return { line, character: position.character };
  const before = lines.length === 1 ? start.character : 0;
  return { line, character: before + lastLine.length + position.character - end.character };
}

function compare(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}
