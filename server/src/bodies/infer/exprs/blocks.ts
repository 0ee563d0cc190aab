import type { Attribute } from '../../../syntax/ast.ts';
import type { Block, Expr, Statement } from '../../../syntax/bodyAst.ts';
import { UNIT } from '../../../types/lower/lowerCx.ts';
import { withoutLifetimes } from '../../../types/terms/fold.ts';
import type { Ty } from '../../../types/terms/ty.ts';
import { type ActiveParts, activeParts } from '../../activeParts.ts';
import { isActive } from '../active.ts';
import type { BodyCx } from '../bodyCx.ts';
import { checkCoerce, checkExpr } from '../check.ts';
import { coerce, tryCoerce } from '../coerce.ts';
import type { Breakable } from '../drafts.ts';
import { addToMerge, mergedTy, newMerge } from '../merge.ts';
import { checkPattern, declarePattern } from '../patterns/patterns.ts';
import { expandStatements } from './macros.ts';

/** A block expression; `unsafe`, `const` and labelled ones too. */
export function checkBlockExpr(
  cx: BodyCx,
  expr: Extract<Expr, { kind: 'block' }>,
  expected: Ty | undefined,
): Ty {
  if (expr.flavor === 'try' || expr.flavor === 'gen') {
    checkBlock(cx, expr.block, undefined);
    return cx.gap(expr.span, `\`${expr.flavor}\` blocks are not stable`);
  }
  if (!expr.label) return checkBlock(cx, expr.block, expected);
  const value = newMerge(expected);
  const breakable: Breakable = { expr, label: expr.label, value, isLoop: false, broken: false };
  cx.frame.breakables.push(breakable);
  const ty = checkBlock(cx, expr.block, expected);
  cx.frame.breakables.pop();
  if (!breakable.broken) return ty;
  addToMerge(cx, value, expr.block.tail, ty);
  cx.diverges = false;
  return mergedTy(cx, value);
}

/** A block: its statements in order, then its value. `!` where control never reaches the end. */
export function checkBlock(cx: BodyCx, block: Block, expected: Ty | undefined): Ty {
  const { unit, scope } = cx.lexical;
  const inner = cx.types.resolver.blockScope(scope, cx.owner, unit, block);
  const lexical = { ...cx.lexical, scope: inner, macros: macrosIn(block, cx.lexical.macros) };
  return cx.within(lexical, () => {
    const parts = activeParts(block, (node) => !isActive(cx, node, attributesOf(node), node.span));
    const last = endsInMacro(parts);
    for (const [i, statement] of parts.statements.entries())
      if (statement !== last) checkStatement(cx, statement, parts.statements[i + 1]);
    const ty = blockValue(cx, parts, last, expected);
    cx.drafts.blocks.set(block, { ty, diverges: cx.diverges, scope: inner });
    return ty;
  });
}

function blockValue(
  cx: BodyCx,
  block: ActiveParts,
  last: MacroStatement | undefined,
  expected: Ty | undefined,
): Ty {
  if (block.tail) return tailValue(cx, block.tail, expected);
  // `m! { … }` at the end without `;`: the value of its expansion is that of the block.
  const tail = last && checkMacroStatement(cx, last, expected);
  if (tail) return tail;
  return cx.diverges ? { kind: 'never' } : UNIT;
}

/** The tail of a block is a coercion site of its own: a shared reference is reborrowed there. */
function tailValue(cx: BodyCx, tail: Expr, expected: Ty | undefined): Ty {
  const ty = checkExpr(cx, tail, expected);
  const from = cx.shallow(ty);
  const to = expected && cx.shallow(expected);
  if (from.kind !== 'ref' || from.mutable || to?.kind !== 'ref' || to.mutable) return ty;
  const found = tryCoerce(cx, from, to);
  if (!found) return ty;
  cx.adjust(tail, found);
  return to;
}

type MacroStatement = Extract<Statement, { kind: 'macro' }>;

function endsInMacro(block: ActiveParts): MacroStatement | undefined {
  const last = block.statements.at(-1);
  return !block.tail && last?.kind === 'macro' && !last.semicolon ? last : undefined;
}

function macrosIn(block: Block, outer: ReadonlySet<string>): ReadonlySet<string> {
  let all: Set<string> | undefined;
  for (const statement of block.statements) {
    if (statement.kind !== 'item' || statement.item.kind !== 'macroDef') continue;
    all ??= new Set(outer);
    all.add(statement.item.name.text);
  }
  return all ?? outer;
}

function attributesOf(node: Statement | Expr): readonly Attribute[] | undefined {
  if (node.kind === 'expr') return node.expr.attrs;
  return 'attrs' in node ? node.attrs : undefined;
}

function checkStatement(cx: BodyCx, statement: Statement, next?: Statement): void {
  switch (statement.kind) {
    case 'let':
      checkLetStatement(cx, statement);
      return;
    case 'expr':
      // `{ … };` is one statement: the grammar puts the `;` into an empty one behind it.
      checkExprStatement(cx, statement.expr, statement.semicolon || next?.kind === 'empty');
      return;
    case 'macro':
      checkMacroStatement(cx, statement, undefined);
      return;
    default:
  }
}

function checkExprStatement(cx: BodyCx, expr: Expr, semicolon: boolean): void {
  if (semicolon) checkExpr(cx, expr);
  else checkCoerce(cx, expr, UNIT);
}

/** The statements of a macro's expansion stand among those around it, and so do its variables where hygiene lets them. */
function checkMacroStatement(
  cx: BodyCx,
  statement: MacroStatement,
  expected: Ty | undefined,
): Ty | undefined {
  const expansion = expandStatements(cx, statement.call);
  if ('ty' in expansion) return expansion.ty;
  const { block, unit } = expansion;
  const { lexical } = cx;
  cx.lexical = { ...lexical, unit };
  const { statements, tail } = activeParts(
    block,
    (node) => !isActive(cx, node, attributesOf(node), node.span),
  );
  const last = endsInMacro({ statements, ...(tail && { tail }) });
  for (const inner of statements) if (inner !== last) checkStatement(cx, inner);
  let ty: Ty | undefined;
  if (tail?.kind === 'macro') ty = checkMacroTail(cx, tail, statement, expected);
  else if (tail) ty = checkExpr(cx, tail, expected);
  else if (last) ty = checkMacroStatement(cx, last, expected);
  cx.lexical = { ...lexical, vars: cx.lexical.vars };
  return ty;
}

/** A macro call at the end of a statement's expansion is a statement too, and may come to several. */
function checkMacroTail(
  cx: BodyCx,
  tail: Extract<Expr, { kind: 'macro' }>,
  { semicolon }: MacroStatement,
  expected: Ty | undefined,
): Ty {
  const statement: MacroStatement = { kind: 'macro', call: tail.call, semicolon, attrs: [], span: tail.span };
  const draft = cx.draft(tail);
  const ty = checkMacroStatement(cx, statement, expected) ?? (cx.diverges ? { kind: 'never' } : UNIT);
  draft.ty = ty;
  draft.diverges = cx.diverges;
  return ty;
}

type LetStatement = Extract<Statement, { kind: 'let' }>;

function checkLetStatement(cx: BodyCx, statement: LetStatement): void {
  const { pat, init, otherwise } = statement;
  const written = statement.ty && cx.norm(cx.types.lowerTy(statement.ty, cx.lowerEnv, () => cx.fresh()));
  let ty = written ?? (init ? undefined : cx.fresh());
  if (init) {
    if (written) checkCoerce(cx, init, written);
    else ty = initTy(cx, init);
  }
  if (otherwise) checkElse(cx, otherwise);
  checkPattern(cx, pat, ty!, 'let');
  declarePattern(cx, pat);
}

/** The type of an initialiser without a written type. */
function initTy(cx: BodyCx, init: Expr): Ty {
  const ty = checkExpr(cx, init);
  if (cx.shallow(ty).kind !== 'never') return withoutLifetimes(cx.shallow(ty));
  const fresh = cx.fresh();
  cx.divergingVars.push(fresh);
  coerce(cx, init, ty, fresh);
  return fresh;
}

function checkElse(cx: BodyCx, block: Block): void {
  const before = cx.diverges;
  checkBlock(cx, block, { kind: 'never' });
  cx.diverges = before;
}
