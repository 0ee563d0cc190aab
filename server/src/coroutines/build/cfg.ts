import type { SourcePos } from '../../drops/mir/model.ts';
import type { Ty } from '../../types/terms/ty.ts';
import type { BasicBlock, Body, MirLocal, Place, Rvalue, Statement, Terminator } from '../mir/model.ts';

/** Grows the blocks and locals of one body (`rustc_mir_build::builder::cfg`). */
export class Cfg {
  readonly locals: MirLocal[] = [];
  readonly blocks: BasicBlock[] = [];

  local(ty: Ty, at: SourcePos, name?: string): number {
    const id = this.locals.length;
    this.locals.push({ id, ty, at, isVariable: name !== undefined, ...(name !== undefined && { name }) });
    return id;
  }

  block(isCleanup = false): number {
    return this.blocks.push({ statements: [], isCleanup }) - 1;
  }

  push(block: number, statement: Statement): void {
    this.blocks[block]!.statements.push(statement);
  }

  assign(block: number, place: Place, value: Rvalue): void {
    this.push(block, { kind: 'assign', place, value });
  }

  /** `place = ()`. */
  assignUnit(block: number, place: Place): void {
    const operand = { kind: 'constant', ty: { kind: 'tuple', elements: [] } } as const;
    this.assign(block, place, { kind: 'use', operand });
  }

  end(block: number, terminator: Terminator): void {
    this.blocks[block]!.terminator = terminator;
  }

  goto(block: number, to: number): void {
    this.end(block, { kind: 'goto', to });
  }

  body(): Body {
    return { locals: this.locals, blocks: this.blocks };
  }
}
