import type { LaneView, SourceLineView } from '../../../../shared/dropView.ts';

/** A piece of a line of the source: the name of a lane, or what stands between names. */
export interface SourcePiece {
  readonly text: string;
  readonly lane?: number;
}

/** A line of the source, cut where names of lanes begin and end. */
export function sourcePieces(
  { text, place }: SourceLineView,
  lanes: readonly LaneView[],
): readonly SourcePiece[] {
  const names = lanes
    .filter(({ kind }) => kind === 'variable' || kind === 'parameter')
    .flatMap(({ id, label, place: own, moves }) =>
      [own, ...moves.map((move) => move.place)].flatMap((at) => {
        if (!at || at.start < place.start) return [];
        const start = at.start - place.start;
        const end = at.end - place.start;
        // A move that is written otherwise, as by a pattern, stands for another name.
        return text.slice(start, end).startsWith(label) ? [{ lane: id, start, end }] : [];
      }),
    )
    .sort((a, b) => a.start - b.start);
  const pieces: SourcePiece[] = [];
  let done = 0;
  for (const { lane, start, end } of names) {
    if (start < done) continue;
    if (start > done) pieces.push({ text: text.slice(done, start) });
    pieces.push({ text: text.slice(start, end), lane });
    done = end;
  }
  if (done < text.length) pieces.push({ text: text.slice(done) });
  return pieces;
}

/** The indentation that all lines with text have in common, in characters. */
export function commonIndent(lines: readonly SourceLineView[]): number {
  const indents = lines.filter(({ text }) => text.trim() !== '').map(({ text }) => text.search(/\S/));
  return Math.min(...indents, Number.MAX_SAFE_INTEGER);
}
