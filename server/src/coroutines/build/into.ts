import type { Thir } from '../../drops/thir/model.ts';
import type { Ty } from '../../types/terms/ty.ts';
import { type Operand, type Place, placeOf } from '../mir/model.ts';
import { buildBlock } from './blocks.ts';
import type { Builder } from './builder.ts';
import { buildCondition } from './conditions.ts';
import { buildMatch } from './matches.ts';
import { buildStatement } from './statements.ts';
import { asOperand, asOperands, asPlace, asRvalue, asTemp, baseOperands } from './values.ts';

/** Writes the value of an expression into a place (rustc's `expr_into_dest`). */
export function intoDestination(b: Builder, destination: Place, given: number, expr: Thir): number {
  switch (expr.kind) {
    case 'scope':
      return b.scopes.within(expr.scope, given, (block) => b.into(destination, block, expr.value));
    case 'block':
      return buildBlock(b, destination, given, expr.block);
    case 'match':
      return buildMatch(b, destination, given, expr);
    case 'if':
      return buildIf(b, destination, given, expr);
    case 'logical':
      return buildLogical(b, destination, given, expr);
    case 'loop':
      return buildLoop(b, destination, given, expr);
    case 'use':
      return b.into(destination, given, expr.source);
    case 'poll':
      return b.into(destination, given, expr.loop);
    case 'never': {
      const [block] = asTemp(b, given, b.scopes.innermost, expr.source);
      if (isCall(expr.source)) return block;
      b.cfg.end(block, { kind: 'unreachable' });
      return b.cfg.block();
    }
    case 'call':
      return buildCall(b, destination, given, expr);
    case 'adt':
      return buildAdt(b, destination, given, expr);
    case 'borrow': {
      const [block, place] = asPlace(b, given, expr.operand);
      const borrow = expr.mutable ? 'mut' : 'shared';
      b.cfg.assign(block, destination, expr.raw ? { kind: 'rawPtr', place } : { kind: 'ref', borrow, place });
      return block;
    }
    case 'variable':
    case 'field':
    case 'deref':
    case 'index': {
      const [block, place] = asPlace(b, given, expr);
      b.cfg.assign(block, destination, { kind: 'use', operand: b.consume(place, expr.ty) });
      return block;
    }
    case 'assign':
    case 'assignOp': {
      const block = buildStatement(b, given, expr, undefined);
      b.cfg.assignUnit(block, destination);
      return block;
    }
    case 'jump':
      return buildStatement(b, given, expr, undefined);
    case 'yield':
      return buildYield(b, destination, given, expr);
    case 'let':
      b.giveUp('a `let` stands where no condition is');
      return given;
    case 'constant':
    case 'operands':
    case 'not':
    case 'closure': {
      const [block, value] = asRvalue(b, given, expr);
      b.cfg.assign(block, destination, value);
      return block;
    }
  }
}

/** A call ends its block with an unreachable one by itself where it never returns. */
function isCall(expr: Thir): boolean {
  return expr.kind === 'call';
}

function buildYield(b: Builder, resumeArg: Place, given: number, { at }: Thir): number {
  const resume = b.cfg.block();
  b.cfg.end(given, { kind: 'yield', resume, resumeArg, at });
  b.scopes.droplineFrom(given);
  return resume;
}

function buildCall(
  b: Builder,
  destination: Place,
  given: number,
  expr: Extract<Thir, { kind: 'call' }>,
): number {
  const { uncertain, callee } = expr;
  if (uncertain !== undefined) return uncertainCall(b, destination, given, expr.args, uncertain);
  const [block, args] = asOperands(b, given, expr.args);
  const success = b.cfg.block();
  b.scopes.moved(args);
  const returns = !expr.diverges && !b.typing.isUninhabited(expr.ty);
  b.cfg.end(block, {
    kind: 'call',
    args,
    destination,
    ...(returns && { to: success }),
    ...(callee && { callee }),
  });
  b.scopes.divergeFrom(block);
  return success;
}

/** It is not known what is called: whatever it is given may be moved, or borrowed from then on. */
function uncertainCall(
  b: Builder,
  destination: Place,
  given: number,
  args: readonly Thir[],
  reason: string,
): number {
  let block = given;
  for (const arg of args) {
    const [next, place] = asPlace(b, block, arg);
    block = next;
    b.doubt(place.local, reason);
    const pointer: Ty = { kind: 'ref', mutable: true, inner: arg.ty };
    b.cfg.assign(block, placeOf(b.temporary(pointer, arg.at)), { kind: 'ref', borrow: 'mut', place });
  }
  const to = b.cfg.block();
  b.cfg.end(block, { kind: 'call', args: [], destination, to });
  b.scopes.divergeFrom(block);
  return to;
}

function buildAdt(
  b: Builder,
  destination: Place,
  given: number,
  expr: Extract<Thir, { kind: 'adt' }>,
): number {
  const until = b.scopes.innermost;
  let block = given;
  const operands: Operand[] = [];
  for (const field of expr.fields) {
    const [next, operand] = asOperand(b, block, until, field);
    block = next;
    operands.push(operand);
  }
  if (expr.base) {
    const [next, rest] = baseOperands(b, block, expr.base);
    block = next;
    operands.push(...rest);
  }
  b.cfg.assign(block, destination, { kind: 'aggregate', ty: expr.ty, operands });
  return block;
}

function buildIf(b: Builder, destination: Place, given: number, expr: Extract<Thir, { kind: 'if' }>): number {
  const { scopes, cfg } = b;
  const outer = scopes.innermost;
  const { depth } = scopes;
  scopes.push(expr.scope);
  const { passed, otherwise } = scopes.inIfThen(depth, () => {
    const matched = buildCondition(b, given, expr.condition, outer, true);
    return b.into(destination, matched, expr.consequence);
  });
  const then = scopes.pop(passed);
  let other = otherwise;
  if (expr.otherwise) other = b.into(destination, other, expr.otherwise);
  else cfg.assignUnit(other, destination);
  return joined(b, then, other);
}

/** Where two ways come together. */
function joined({ cfg }: Builder, one: number, other: number): number {
  const join = cfg.block();
  cfg.goto(one, join);
  cfg.goto(other, join);
  return join;
}

function buildLogical(
  b: Builder,
  destination: Place,
  given: number,
  expr: Extract<Thir, { kind: 'logical' }>,
): number {
  const { scopes, cfg } = b;
  const outer = scopes.innermost;
  const { passed, otherwise } = scopes.inIfThen(scopes.depth, () =>
    buildCondition(b, given, expr.left, outer, true),
  );
  const [short, go] = expr.op === '&&' ? [otherwise, passed] : [passed, otherwise];
  const operand = { kind: 'constant', ty: expr.ty } as const;
  cfg.assign(short, destination, { kind: 'use', operand });
  return joined(b, b.into(destination, go, expr.right), short);
}

function buildLoop(
  b: Builder,
  destination: Place,
  given: number,
  expr: Extract<Thir, { kind: 'loop' }>,
): number {
  const again = b.cfg.block();
  b.cfg.goto(given, again);
  return b.scopes.inBreakable(expr.target, destination, again, () => {
    const start = b.cfg.block();
    b.cfg.goto(again, start);
    const end = buildBlock(b, b.unit(expr.at), start, expr.body);
    b.cfg.goto(end, again);
    return undefined;
  });
}
