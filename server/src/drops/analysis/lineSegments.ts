import type { Mir, SourcePos, Statement } from '../mir/model.ts';
import { edgesOf, INIT, type Initialized, type State, UNINIT } from './initialized.ts';

/** The line of the body that a place stands in, from 1; undefined where it stands elsewhere: a macro wrote it. */
export type LineOf = (pos: SourcePos) => number | undefined;

/** Straight control within one line of the source, and what the move paths hold before and after it. */
export interface Piece {
  readonly line: number;
  /** Where this piece of code starts. */
  readonly at: SourcePos;
  readonly before: State;
  readonly after: State;
  readonly statements: readonly Statement[];
  /** The local that is dropped between `before` and `after`. */
  readonly drops?: number;
  /** It goes on in the line where control came from. */
  readonly goesOn: boolean;
  /** Where control may go on; what leaves early leads nowhere. */
  readonly next: Piece[];
}

/** A body in pieces, each before those that follow where there is no loop. Early exits' drops are left out. */
export function piecesOf(flow: Initialized, lineOf: LineOf, start: SourcePos): readonly Piece[] {
  return new PieceFinder(flow, lineOf, start).find();
}

interface Ends {
  readonly first: Piece;
  readonly last: Piece;
}

class PieceFinder {
  readonly #flow: Initialized;
  readonly #mir: Mir;
  readonly #lineOf: LineOf;
  readonly #start: SourcePos;
  readonly #pieces: Piece[] = [];
  readonly #ends = new Map<number, Ends>();

  constructor(flow: Initialized, lineOf: LineOf, start: SourcePos) {
    this.#flow = flow;
    this.#mir = flow.mir;
    this.#lineOf = lineOf;
    this.#start = start;
  }

  find(): readonly Piece[] {
    const exits = this.#exitBlocks();
    const places = new Map<number, SourcePos>();
    for (const block of this.#flow.order) {
      const place = places.get(block) ?? this.#start;
      const ends = exits.has(block) ? undefined : this.#block(block, place);
      if (ends) this.#ends.set(block, ends);
      for (const { to } of edgesOf(this.#mir.blocks[block]!.terminator))
        if (!places.has(to)) places.set(to, ends?.last.at ?? place);
    }
    for (const [block, { last }] of this.#ends) {
      for (const { to } of edgesOf(this.#mir.blocks[block]!.terminator)) {
        const next = this.#ends.get(to);
        if (next) last.next.push(next.first);
      }
    }
    return this.#pieces;
  }

  /** The blocks that do nothing but leave early: their drops have points of their own. */
  #exitBlocks(): ReadonlySet<number> {
    const { blocks } = this.#mir;
    const found = new Set<number>();
    for (const block of this.#flow.order) {
      const { terminator } = blocks[block]!;
      if (terminator.kind !== 'exit' && !found.has(block)) continue;
      for (const { to } of edgesOf(terminator)) {
        const { statements, marks, terminator: end } = blocks[to]!;
        const leaves = end.kind === 'goto' || end.kind === 'return' || end.kind === 'none';
        const isDrop = end.kind === 'drop' && end.exit !== undefined;
        if (statements.length + marks.length === 0 && terminator.kind !== 'goto' && (leaves || isDrop))
          found.add(to);
      }
    }
    return found;
  }

  #block(block: number, inherited: SourcePos): Ends {
    const { statements, marks, terminator } = this.#mir.blocks[block]!;
    const known = marks.filter(({ at }) => this.#lineOf(at) !== undefined);
    const strong = known.filter(({ weak, from }, k) => !weak || known[k + 1]?.from !== from);
    const goesOn = strong[0]?.from !== 0;
    const all = goesOn ? [{ from: 0, at: inherited }, ...strong] : strong;
    let before: State = Uint8Array.from(this.#flow.entry(block) ?? []);
    const made: Piece[] = [];
    for (const [k, { from, at }] of all.entries()) {
      const own = statements.slice(from, all[k + 1]?.from);
      const after = this.#behind(before, own);
      made.push(this.#piece({ at, before, after, statements: own, goesOn: goesOn && k === 0 }));
      before = after;
    }
    if (terminator.kind === 'drop') {
      const after = Uint8Array.from(before);
      this.#flow.set(after, terminator.place, UNINIT);
      const at = this.#lineOf(terminator.at) === undefined ? made.at(-1)!.at : terminator.at;
      const drops = terminator.place.local;
      made.push(this.#piece({ at, before, after, statements: [], drops, goesOn: false }));
    }
    for (const [k, piece] of made.entries()) if (k > 0) made[k - 1]!.next.push(piece);
    return { first: made[0]!, last: made.at(-1)! };
  }

  #piece(piece: Omit<Piece, 'line' | 'next'>): Piece {
    const made = { ...piece, line: this.#lineOf(piece.at) ?? 0, next: [] };
    this.#pieces.push(made);
    return made;
  }

  #behind(before: State, statements: readonly Statement[]): State {
    const after = Uint8Array.from(before);
    for (const s of statements) {
      if (s.kind === 'init') this.#flow.set(after, s.place, INIT);
      else if (s.kind === 'move') this.#flow.set(after, s.place, UNINIT);
    }
    return after;
  }
}
