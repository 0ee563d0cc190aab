import { isUnknown } from '../../base/unknown.ts';
import { type ActiveParts, activeParts } from '../../bodies/activeParts.ts';
import type { MacroCall } from '../../syntax/ast.ts';
import type { Block, Expr, Statement } from '../../syntax/bodyAst.ts';
import type { SourceUnit } from '../../syntax/sourceUnit.ts';
import { extendInitializer } from './extended.ts';
import { type Lowerer, never, unit } from './lowerer.ts';
import type { Thir, ThirBlock, ThirStatement } from './model.ts';
import { lowerPattern } from './patterns.ts';
import { type Context, childScope } from './regions.ts';

/** A block with a scope for what follows each `let` (`resolve_block`). */
export function lowerBlock(
  lower: Lowerer,
  block: Block,
  unit: SourceUnit,
  cx: Context,
  terminating = false,
  target?: object,
): ThirBlock {
  const end = lower.end(unit, block.span);
  const own = lower.node(cx, end, terminating);
  const walk = new BlockWalk(lower, unit, { parent: own.parent, variables: own.parent }, end);
  const tail = walk.all(block);
  return {
    scope: own.parent,
    statements: walk.statements,
    at: lower.start(unit, block.span),
    ...(tail && { tail }),
    ...(target !== undefined && { target }),
  };
}

/** A block as an expression: a node with the block inside. */
export function lowerBlockExpr(
  lower: Lowerer,
  block: Block,
  unit: SourceUnit,
  cx: Context,
  terminating = false,
): Thir {
  const inner = lower.node(cx, lower.end(unit, block.span), terminating);
  const lowered = lowerBlock(lower, block, unit, inner);
  return lower.scoped(inner, {
    kind: 'block',
    block: lowered,
    ...lower.base(lower.blockTy(block), lower.start(unit, block.span), inner),
  });
}

class BlockWalk {
  readonly statements: ThirStatement[] = [];
  readonly #lower: Lowerer;
  readonly #unit: SourceUnit;
  readonly #end: ReturnType<Lowerer['pos']>;
  #cx: Context;

  constructor(lower: Lowerer, unit: SourceUnit, cx: Context, end: ReturnType<Lowerer['pos']>) {
    this.#lower = lower;
    this.#unit = unit;
    this.#cx = cx;
    this.#end = end;
  }

  /** The statements of a block, and its value; a macro call without `;` at the end stands for the value too. */
  all(block: Block): Thir | undefined {
    const { statements, tail } = this.#parts(block);
    const last = tail ? undefined : statements.at(-1);
    const value = last?.kind === 'macro' && !last.semicolon ? last : undefined;
    for (const [k, statement] of statements.entries()) {
      if (statement !== value) this.statement(withSemicolon(statement, statements[k + 1]));
    }
    if (value) return this.#tailMacro(value);
    return tail && this.#tail(tail);
  }

  #parts(block: Block): ActiveParts {
    if (block.broken)
      this.#lower.giveUp(
        block.tooDeep ? 'the code nests too deep' : 'the code does not parse',
        this.#lower.start(this.#unit, block.span),
      );
    return activeParts(block, (node) => !this.#lower.isActive(node, node.span, this.#unit));
  }

  #tailMacro(statement: Extract<Statement, { kind: 'macro' }>): Thir | undefined {
    const expansion = this.#lower.body.expansions.get(statement.call);
    if (!expansion || isUnknown(expansion) || expansion.kind !== 'statements') {
      return this.#tail(this.#builtin(statement.call));
    }
    const { block, unit } = expansion;
    const walk = new BlockWalk(this.#lower, unit, this.#cx, this.#end);
    const tail = walk.all(block);
    this.statements.push(...walk.statements);
    return tail;
  }

  statement(statement: Statement): void {
    if (statement.kind === 'let') this.#let(statement);
    else if (statement.kind === 'expr') this.#expr(statement);
    else if (statement.kind === 'macro') this.#macro(statement);
  }

  #tail(tail: NonNullable<Block['tail']>): Thir {
    const rescopes = this.#lower.rescopesAt(this.#unit, tail.span.start);
    return this.#lower.expr(tail, this.#cx, rescopes, rescopes ? 'tailTemporary2024' : 'tailTemporary2021');
  }

  #expr({ expr, span }: Extract<Statement, { kind: 'expr' }>): void {
    const inner = this.#lower.node(this.#cx, this.#lower.end(this.#unit, span), true);
    this.statements.push({ kind: 'expr', scope: inner.parent, expr: this.#lower.expr(expr, inner) });
  }

  #macro(statement: Extract<Statement, { kind: 'macro' }>): void {
    const { call } = statement;
    const expansion = this.#lower.body.expansions.get(call);
    if (expansion && !isUnknown(expansion) && expansion.kind === 'statements') {
      this.#spliced(expansion.unit, expansion.block);
      return;
    }
    const expr = this.#builtin(call);
    this.#expr({ kind: 'expr', span: statement.span, semicolon: statement.semicolon, expr });
  }

  /** A macro of the compiler at the place of a statement: an expression that inference keeps no types for. */
  #builtin(call: MacroCall): Expr {
    const expr: Expr = { kind: 'macro', call, span: call.span };
    const name = call.path.segments.at(-1)?.name.text ?? '';
    const ends = /^(core_|std_)?(panic|unreachable|todo|unimplemented|compile_error)$/.test(name);
    const info = { unit: this.#unit, ty: ends ? never : unit, adjustments: [], place: false, diverges: ends };
    this.#lower.adopt(expr, info);
    return expr;
  }

  /** The statements of a macro stand among those around the call. */
  #spliced(unit: SourceUnit, block: Block): void {
    const walk = new BlockWalk(this.#lower, unit, this.#cx, this.#end);
    const { statements, tail } = this.#parts(block);
    for (const statement of statements) walk.statement(statement);
    if (tail) walk.statement({ kind: 'expr', span: tail.span, semicolon: false, expr: tail });
    this.statements.push(...walk.statements);
    this.#cx = walk.#cx;
  }

  #let({ span, pat, init, otherwise }: Extract<Statement, { kind: 'let' }>): void {
    const lower = this.#lower;
    const before = this.#cx;
    const remainder = childScope(before.parent, 'remainder', this.#end);
    this.#cx = { parent: remainder, variables: remainder };
    const inner = lower.node(this.#cx, lower.end(this.#unit, span), true);
    if (init) extendInitializer(lower, pat, init, remainder);
    const value = init && lower.expr(init, inner);
    this.statements.push({
      kind: 'let',
      remainder,
      init: inner.parent,
      pat: lowerPattern(lower, pat, remainder),
      ...(value && { value }),
      ...(otherwise && { otherwise: lowerBlock(lower, otherwise, this.#unit, before, true) }),
    });
  }
}

/** A `;` right behind a block-like statement belongs to it, as in rustc's parser. */
function withSemicolon(statement: Statement, next: Statement | undefined): Statement {
  if (statement.kind !== 'expr' || statement.semicolon || next?.kind !== 'empty') return statement;
  return { ...statement, span: { start: statement.span.start, end: next.span.end } };
}
