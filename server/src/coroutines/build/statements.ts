import type { Kinds } from '../../base/kinds.ts';
import type { Thir } from '../../drops/thir/model.ts';
import type { RegionScope } from '../../drops/thir/regions.ts';
import type { Operand, Place, Rvalue } from '../mir/model.ts';
import { binaryRvalue } from './arithmetic.ts';
import type { Builder } from './builder.ts';
import { asOperand, asPlace, asRvalue, asTemp } from './values.ts';

/** An expression whose value nobody asks for (rustc's `stmt_expr`); its own temporary ends with `statement`. */
export function buildStatement(
  b: Builder,
  given: number,
  expr: Thir,
  statement: RegionScope | undefined,
): number {
  switch (expr.kind) {
    case 'scope':
      return b.scopes.within(expr.scope, given, (block) => buildStatement(b, block, expr.value, statement));
    case 'assign': {
      const [first, value] = asRvalue(b, given, expr.right);
      const [block, place] = asPlace(b, first, expr.left);
      if (b.needsDrop(expr.left.ty, place.local)) return dropAndReplace(b, block, place, value);
      b.cfg.assign(block, place, value);
      return block;
    }
    case 'assignOp':
      return buildAssignOp(b, given, expr);
    case 'jump':
      return buildJump(b, given, expr);
    default:
      expr.kind satisfies
        | Kinds<'variable field deref index constant block match if let logical not loop call'>
        | Kinds<'adt borrow never use poll yield operands closure'>;

      return asTemp(b, given, statement ?? b.scopes.innermost, expr)[0];
  }
}

/** `a += b` of numbers: the right side first. */
function buildAssignOp(b: Builder, given: number, expr: Extract<Thir, { kind: 'assignOp' }>): number {
  const [first, operand] = asOperand(b, given, b.scopes.innermost, expr.right);
  const [second, place] = asPlace(b, first, expr.left);
  const { op, at } = expr;
  const left: Operand = { kind: 'copy', place };
  const [block, value] = binaryRvalue(b, second, { op, ty: expr.left.ty, at, left, right: operand });
  b.cfg.assign(block, place, value);
  return block;
}

/** `build_drop_and_replace`: the new value is in place though the drop of the old one panics. */
function dropAndReplace(b: Builder, given: number, place: Place, value: Rvalue): number {
  const to = b.cfg.block();
  b.cfg.assign(to, place, value);
  const unwind = b.cfg.block(true);
  b.cfg.assign(unwind, place, value);
  b.cfg.end(given, { kind: 'drop', place, to, unwind });
  b.scopes.divergeFrom(given);
  return to;
}

/** `break`, `continue`, `return` and what desugarings leave by (`break_scope`). */
function buildJump(b: Builder, given: number, expr: Extract<Thir, { kind: 'jump' }>): number {
  const { target, jump, value } = expr;
  const again = jump === 'continue';
  const destination = b.scopes.destinationOf(target);
  if (!destination) {
    b.giveUp('the loop that this leaves is not known');
    return given;
  }
  let block = given;
  if (!again && value) block = b.into(destination, given, value);
  else if (!again) b.cfg.assignUnit(block, destination);
  b.scopes.leave(block, target, again);
  return b.cfg.block();
}
