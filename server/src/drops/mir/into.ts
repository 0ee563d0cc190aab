import type { Kinds } from '../../base/kinds.ts';
import type { Thir } from '../thir/model.ts';
import type { Builder } from './builder.ts';
import { buildBlock, buildIf, buildLogical, buildLoop } from './control.ts';
import type { At } from './controlFlow.ts';
import { buildMatch } from './matches.ts';
import type { Place } from './model.ts';
import { isPromoted } from './promotion.ts';
import { buildStatement } from './statements.ts';
import { asOperand, asOperands, asPlace, asRvalue, asTemp, moveAll, project } from './values.ts';

/** Writes the value of an expression into a place (rustc's `expr_into_dest`). */
export function intoDestination(b: Builder, destination: Place | undefined, given: At, expr: Thir): At {
  switch (expr.kind) {
    case 'scope':
      return b.scopes.within(expr.scope, given, (at) => b.into(destination, at, expr.value));
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
    case 'never': {
      const [at] = asTemp(b, given, b.scopes.innermost, expr.source);
      // Whatever follows is never reached.
      b.cfg.end(at, { kind: 'none' });
      return b.cfg.block();
    }
    case 'call':
      return buildCall(b, destination, given, expr);
    case 'adt':
      return buildAdt(b, destination, given, expr);
    case 'borrow': {
      if (!expr.mutable && !expr.raw && b.needsDrop(expr.operand.ty) && isPromoted(b, expr.operand)) {
        b.init(given, destination);
        return given;
      }
      const [at, place] = asPlace(b, given, expr.operand);
      if (expr.mutable || expr.raw) b.expose(at, place);
      b.init(at, destination);
      return at;
    }
    case 'variable':
    case 'field':
    case 'deref':
    case 'index': {
      const [at, place] = asPlace(b, given, expr);
      b.consume(at, place, expr.ty);
      b.init(at, destination);
      return at;
    }
    case 'assign':
    case 'assignOp': {
      const at = buildStatement(b, given, expr, undefined);
      b.init(at, destination);
      return at;
    }
    case 'jump':
      return buildStatement(b, given, expr, undefined);
    case 'poll':
      if (b.isUninhabited(expr.ty)) {
        b.cfg.end(given, { kind: 'none' });
        return b.cfg.block();
      }
      b.init(given, destination);
      return given;
    case 'constant':
    case 'yield':
      b.init(given, destination);
      return given;
    default: {
      expr.kind satisfies Kinds<'let not operands closure'>;
      const [at, operands] = asRvalue(b, given, expr.kind === 'let' ? expr.value : expr);
      moveAll(b, at, operands);
      b.init(at, destination);
      return at;
    }
  }
}

function buildCall(
  b: Builder,
  destination: Place | undefined,
  given: At,
  expr: Extract<Thir, { kind: 'call' }>,
): At {
  if (expr.uncertain !== undefined) return uncertainCall(b, destination, given, expr.args, expr.uncertain);
  const [at, operands] = asOperands(b, given, expr.args);
  moveAll(b, at, operands);
  if (expr.diverges || b.isUninhabited(expr.ty)) {
    b.cfg.end(at, { kind: 'none' });
    return b.cfg.block();
  }
  b.init(at, destination);
  return at;
}

/** It is not known what is called: whatever it is given may or may not be moved. */
function uncertainCall(
  b: Builder,
  destination: Place | undefined,
  given: At,
  args: readonly Thir[],
  reason: string,
): At {
  let at = given;
  for (const arg of args) {
    const [next, place] = asPlace(b, at, arg);
    at = next;
    b.doubt(place.local, reason);
  }
  b.init(at, destination);
  return at;
}

function buildAdt(
  b: Builder,
  destination: Place | undefined,
  given: At,
  expr: Extract<Thir, { kind: 'adt' }>,
): At {
  const until = b.scopes.innermost;
  let at = given;
  const operands = [];
  for (const field of expr.fields) {
    const [next, local] = asOperand(b, at, until, field);
    at = next;
    if (local) operands.push(local);
  }
  if (expr.base) {
    const [next, place] = asPlace(b, at, expr.base.value);
    at = next;
    for (const { index, name, ty } of expr.base.fields) {
      b.consume(at, project(place, { kind: 'field', index, name, ty }), ty);
    }
  }
  moveAll(b, at, operands);
  b.init(at, destination);
  return at;
}
