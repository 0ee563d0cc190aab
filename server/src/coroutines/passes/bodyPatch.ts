import type { SourcePos } from '../../drops/mir/model.ts';
import type { Ty } from '../../types/terms/ty.ts';
import type { BasicBlock, Body, MirLocal, Statement, Terminator } from '../mir/model.ts';

export interface Location {
  readonly block: number;
  /** Of the statement; their number for the block's end. */
  readonly index: number;
}

/** Changes to a body that are made all at once (rustc's `MirPatch`). */
export class BodyPatch {
  readonly #body: Body;
  readonly #locals: MirLocal[];
  readonly #new: BasicBlock[] = [];
  readonly #ends = new Map<number, Terminator>();
  readonly #statements = new Map<number, { readonly index: number; readonly statement: Statement }[]>();
  #resume: number | undefined;

  constructor(body: Body) {
    this.#body = body;
    this.#locals = [...body.locals];
  }

  local(ty: Ty, at: SourcePos): number {
    const id = this.#locals.length;
    this.#locals.push({ id, ty, at, isVariable: false });
    return id;
  }

  tyOf(local: number): MirLocal {
    return this.#locals[local]!;
  }

  block(terminator: Terminator, isCleanup: boolean, statements: Statement[] = []): number {
    return this.#body.blocks.length + this.#new.push({ statements, terminator, isCleanup }) - 1;
  }

  end(block: number, terminator: Terminator): void {
    const own = block - this.#body.blocks.length;
    if (own >= 0) this.#new[own]!.terminator = terminator;
    else this.#ends.set(block, terminator);
  }

  /** A block in which unwinding goes on behind this body. */
  resumeBlock(): number {
    this.#resume ??= this.block({ kind: 'resume' }, true);
    return this.#resume;
  }

  /** `flag = …`, before what stands at the location. */
  assignFlag({ block, index }: Location, flag: number): void {
    const operand = { kind: 'constant', ty: { kind: 'bool' } } as const;
    const statement: Statement = {
      kind: 'assign',
      place: { local: flag, projections: [] },
      value: { kind: 'use', operand },
    };
    const own = block - this.#body.blocks.length;
    if (own >= 0) this.#new[own]!.statements.push(statement);
    else this.#statements.set(block, [...(this.#statements.get(block) ?? []), { index, statement }]);
  }

  apply(): Body {
    const blocks = this.#body.blocks.map((block, k) => this.#patched(block, k));
    return { locals: this.#locals, blocks: [...blocks, ...this.#new] };
  }

  #patched(block: BasicBlock, k: number): BasicBlock {
    const added = this.#statements.get(k);
    const terminator = this.#ends.get(k) ?? block.terminator;
    const own = terminator && { terminator };
    if (!added) return { ...block, ...own };
    const statements: Statement[] = [];
    const { length } = block.statements;
    for (let index = 0; index <= length; index++) {
      for (const one of added) if (one.index === index) statements.push(one.statement);
      const statement = block.statements[index];
      if (statement) statements.push(statement);
    }
    return { ...block, statements, ...own };
  }
}
