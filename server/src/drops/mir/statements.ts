import type { Kinds } from '../../base/kinds.ts';
import type { Thir } from '../thir/model.ts';
import type { RegionScope } from '../thir/regions.ts';
import type { Builder } from './builder.ts';
import type { At } from './controlFlow.ts';
import { asOperand, asPlace, asRvalue, asTemp, moveAll } from './values.ts';

/** An expression whose value nobody asks for (rustc's `stmt_expr`); its own temporary ends with `statement`. */
export function buildStatement(b: Builder, given: At, expr: Thir, statement: RegionScope | undefined): At {
  switch (expr.kind) {
    case 'scope':
      return b.scopes.within(expr.scope, given, (at) => buildStatement(b, at, expr.value, statement));
    case 'assign':
      return buildAssign(b, given, expr);
    case 'assignOp': {
      const [first, operand] = asOperand(b, given, b.scopes.innermost, expr.right);
      const [at] = asPlace(b, first, expr.left);
      if (operand) moveAll(b, at, [operand]);
      b.cfg.push(at, { kind: 'step' });
      return at;
    }
    case 'jump':
      return buildJump(b, given, expr);
    default: {
      expr.kind satisfies
        | Kinds<'variable field deref index constant block match if let logical not loop call'>
        | Kinds<'adt borrow never use poll yield operands closure'>;

      // A block's value is found where its tail stands.
      const [at] = asTemp(b, given, statement ?? b.scopes.innermost, { ...expr, at: tailOf(expr).at });
      return at;
    }
  }
}

function tailOf(expr: Thir): Thir {
  if (expr.kind === 'scope') return tailOf(expr.value);
  return expr.kind === 'block' && expr.block.tail ? tailOf(expr.block.tail) : expr;
}

/** The right side first, then the old value of the left side is dropped, then the new one moves in. */
function buildAssign(b: Builder, given: At, expr: Extract<Thir, { kind: 'assign' }>): At {
  const [first, operands] = asRvalue(b, given, expr.right);
  const [second, place] = asPlace(b, first, expr.left);
  let at = second;
  if (b.needsDrop(expr.left.ty)) {
    at = b.cfg.drop(at, b.own(place), expr.left.at, 'assignment', { replaced: true });
  }
  moveAll(b, at, operands);
  b.init(at, place);
  return at;
}

function buildJump(b: Builder, given: At, expr: Extract<Thir, { kind: 'jump' }>): At {
  const { target, jump, pos, value } = expr;
  if (target === undefined) {
    const at = value ? b.into(undefined, given, value) : given;
    return b.scopes.return(at, { kind: jump === '?' ? '?' : 'return', at: pos });
  }
  const found = b.scopes.breakable(target);
  if (!found) return given;
  const at = value ? b.into(found.destination, given, value) : given;
  if (jump !== 'continue' && !value) b.init(at, found.destination);
  const exit = jump === 'break' || jump === 'continue' ? { kind: jump, at: pos } : undefined;
  return b.scopes.leave(at, target, jump === 'continue', exit);
}
