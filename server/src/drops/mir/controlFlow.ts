import type { Ty } from '../../types/terms/ty.ts';
import type {
  BasicBlock,
  DropRule,
  Edge,
  Exit,
  Mir,
  MirLocal,
  Place,
  SourcePos,
  Statement,
  Terminator,
} from './model.ts';

/** Where control is while a body is built: a number of a block that has no end yet. */
export type At = number;

/** Grows the control flow of one body, block by block (`rustc_mir_build::builder::cfg`). */
export class Cfg {
  readonly locals: MirLocal[] = [];
  readonly blocks: BasicBlock[] = [];
  readonly exits: Exit[] = [];

  local(ty: Ty, at: SourcePos, rest: Partial<MirLocal> = {}): MirLocal {
    const made = { ...rest, id: this.locals.length, ty, at };
    this.locals.push(made);
    return made;
  }

  block(): At {
    return this.blocks.push({ statements: [], marks: [], terminator: { kind: 'none' } }) - 1;
  }

  /** Notes where in the source control is. */
  mark(at: At, pos: SourcePos, weak = false): void {
    const { marks, statements } = this.blocks[at]!;
    marks.push({ from: statements.length, at: pos, ...(weak && { weak }) });
  }

  push(at: At, statement: Statement): void {
    this.blocks[at]!.statements.push(statement);
  }

  init(at: At, place: Place): void {
    this.push(at, { kind: 'init', place });
  }

  move(at: At, place: Place): void {
    this.push(at, { kind: 'move', place });
  }

  end(at: At, terminator: Terminator): void {
    this.blocks[at]!.terminator = terminator;
  }

  goto(at: At, to: At): void {
    this.end(at, { kind: 'goto', edges: [{ to }] });
  }

  /** Control goes on at any of several places. */
  branch(at: At, edges: readonly Edge[]): void {
    this.end(at, { kind: 'goto', edges });
  }

  drop(
    at: At,
    place: Place,
    pos: SourcePos,
    rule: DropRule,
    more: { replaced?: boolean; exit?: number; shared?: string } = {},
  ): At {
    const to = this.block();
    this.end(at, { kind: 'drop', place, at: pos, rule, to, ...more });
    return to;
  }

  mir(): Mir {
    return this;
  }
}

/** The place of a whole local. */
export function placeOf(local: MirLocal): Place {
  return { local: local.id, projections: [] };
}
