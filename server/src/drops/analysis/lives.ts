import type { Mir, MirLocal, Place, SourcePos } from '../mir/model.ts';
import type { Elaborator } from './elaborate.ts';
import { INIT, type Initialized, type State, UNINIT } from './initialized.ts';
import type { LineOf, Piece } from './lineSegments.ts';
import type { MovePath } from './movePaths.ts';

/**
 * What a variable or temporary holds: its value, no value, one or the other as decided at run time, or a value
 * that parts were moved out of.
 */
export type Hold = 'value' | 'nothing' | 'maybe' | 'parts';

/** What is held where a line begins and where it ends, in the order of control. */
export interface LineHold {
  readonly line: number;
  readonly before: Hold;
  readonly after: Hold;
}

export interface LifeMove {
  readonly line: number;
  readonly at: SourcePos;
  /** What is moved: the whole local, or a part of it. */
  readonly place: Place;
  /** The variable that it goes into, where it goes straight into one. */
  readonly into?: string;
}

/** The life of one local that is owed a drop, in the lines of the body where control passes. */
export interface Life {
  readonly local: MirLocal;
  /** The last place where its scope ends. */
  readonly end: SourcePos;
  readonly lines: readonly LineHold[];
  readonly moves: readonly LifeMove[];
}

/** The lives of all locals that a scope's end owes a drop. */
export function livesIn(
  flow: Initialized,
  pieces: readonly Piece[],
  lineOf: LineOf,
  elaborator: Elaborator,
): readonly Life[] {
  const { mir, paths } = flow;
  const byLine = entriesAndLeaves(pieces);
  return [...scopeEnds(mir, lineOf)].flatMap(([id, end]): readonly Life[] => {
    const root = paths.find({ local: id, projections: [] });
    if (!root) return [];
    const holds = (states: readonly State[]) => union(states.map((state) => holdOf(root, state, elaborator)));
    const last = lineOf(end);
    const drops = pieces.filter((piece) => piece.drops === id && piece.line === last);
    const lines = [...byLine].map(([line, { entering, leaving }]): LineHold => {
      // Ways that never came into the local's scope may meet its end in that line.
      if (line === last && drops.length > 0)
        return { line, before: holds(drops.map((p) => p.before)), after: 'nothing' };
      return { line, before: holds(entering), after: holds(leaving) };
    });
    const moves = pieces.flatMap((piece) => movesOf(piece, mir, root, paths.find.bind(paths)));
    return [{ local: mir.locals[id]!, end, lines, moves }];
  });
}

/** What a move path holds in a state. Of what was moved out in parts it counts what a drop would find. */
function holdOf(path: MovePath, state: State, elaborator: Elaborator): Hold {
  const own = state[path.id]!;
  const parts = path.children.reduce((all, child) => all | bitsOf(child, state), 0);
  if (!((own | parts) & INIT)) return 'nothing';
  if (!((own | parts) & UNINIT)) return 'value';
  if (own === (INIT | UNINIT)) return 'maybe';
  const drops = elaborator.drop(path.place, { style: state, flags: state });
  if (drops.length === 0) return 'nothing';
  return drops.every(({ conditional }) => conditional) ? 'maybe' : 'parts';
}

function bitsOf(path: MovePath, state: State): number {
  return path.children.reduce((all, child) => all | bitsOf(child, state), state[path.id]!);
}

function union(holds: readonly Hold[]): Hold {
  const all = new Set(holds);
  if (all.size <= 1) return holds[0] ?? 'nothing';
  return all.has('nothing') || all.has('maybe') ? 'maybe' : 'parts';
}

interface LineStates {
  readonly entering: readonly State[];
  readonly leaving: readonly State[];
}

/**
 * The states on the ways into each line, and on those out of it to the nearest line that follows in the text: behind
 * `for x in xs {` comes the loop's body, and not what follows the loop.
 */
function entriesAndLeaves(pieces: readonly Piece[]): ReadonlyMap<number, LineStates> {
  const within = new Set<Piece>();
  const lines = new Map<number, Piece[]>();
  for (const piece of pieces) {
    for (const next of piece.next) if (next.line === piece.line) within.add(next);
    lines.set(piece.line, [...(lines.get(piece.line) ?? []), piece]);
  }
  return new Map(
    [...lines]
      .sort(([a], [b]) => a - b)
      .map(([line, own]): [number, LineStates] => {
        const entering = own.filter((piece) => !within.has(piece) && !piece.goesOn);
        const first = entering.length > 0 ? entering : own.slice(0, 1);
        return [line, { entering: first.map((p) => p.before), leaving: leavingOf(own).map((p) => p.after) }];
      }),
  );
}

function leavingOf(pieces: readonly Piece[]): readonly Piece[] {
  const ways = pieces.flatMap((piece) =>
    piece.next.filter((next) => next.line !== piece.line).map((next) => ({ piece, to: next.line })),
  );
  const below = ways.filter(({ piece, to }) => to > piece.line).map(({ to }) => to);
  if (below.length > 0) return ways.filter(({ to }) => to === Math.min(...below)).map(({ piece }) => piece);
  return ways.length > 0 ? ways.map(({ piece }) => piece) : pieces.filter(({ next }) => next.length === 0);
}

/** Where the scope of each local ends that is owed a drop: of several places the last one. */
function scopeEnds({ blocks }: Mir, lineOf: LineOf): ReadonlyMap<number, SourcePos> {
  const ends = new Map<number, SourcePos>();
  for (const { terminator } of blocks) {
    if (terminator.kind !== 'drop' || terminator.replaced) continue;
    const { place, at } = terminator;
    const known = ends.get(place.local);
    if (!known || (lineOf(at) ?? 0) >= (lineOf(known) ?? 0)) ends.set(place.local, at);
  }
  return ends;
}

function movesOf(
  { statements, line, at }: Piece,
  mir: Mir,
  root: MovePath,
  find: (place: Place) => MovePath | undefined,
): readonly LifeMove[] {
  return statements.flatMap((s, k): readonly LifeMove[] => {
    if (s.kind !== 'move' || s.place.local !== root.place.local || !find(s.place)) return [];
    const next = statements[k + 1];
    const into = next?.kind === 'init' ? mir.locals[next.place.local]?.name : undefined;
    return [{ line, at, place: s.place, ...(into !== undefined && { into }) }];
  });
}
