import type { SourcePos } from '../../drops/mir/model.ts';
import type { BinaryOp, Thir } from '../../drops/thir/model.ts';
import type { Ty } from '../../types/terms/ty.ts';
import { type Operand, placeOf, project, type Rvalue } from '../mir/model.ts';
import type { And, Builder } from './builder.ts';

const bool: Ty = { kind: 'bool' };

/** `left op right`, with the type of what comes out. */
export interface BinaryExpr {
  readonly op: BinaryOp;
  readonly ty: Ty;
  readonly at: SourcePos;
  readonly left: Operand;
  readonly right: Operand;
}

/**
 * A binary operator with its checks (`build_binary_op`). What is checked lies in temporaries without storage markers; how
 * the operands are read decides how long they need their storage.
 */
export function binaryRvalue(b: Builder, given: number, expr: BinaryExpr): And<Rvalue> {
  const { op, ty, at, left, right } = expr;
  const plain: Rvalue = { kind: 'compute', operands: [left, right] };
  if (ty.kind !== 'int') return [given, plain];
  switch (op) {
    case 'arithmetic': {
      if (!b.typing.overflowChecks) return [given, plain];
      const result = placeOf(b.temporary({ kind: 'tuple', elements: [ty, bool] }, at));
      b.cfg.assign(given, result, { kind: 'compute', operands: [toCopy(left), toCopy(right)] });
      const overflow = project(result, { kind: 'field', index: 1, ty: bool });
      const block = assertion(b, given, [{ kind: 'move', place: overflow }, left, right]);
      const place = project(result, { kind: 'field', index: 0, ty });
      return [block, { kind: 'use', operand: { kind: 'move', place } }];
    }
    case 'shift': {
      if (!b.typing.overflowChecks) return [given, plain];
      const within = compared(b, given, at, [toCopy(right)]);
      return [assertion(b, given, [within, toCopy(left), toCopy(right)]), plain];
    }
    case 'division': {
      const zero = compared(b, given, at, [toCopy(right)]);
      let block = assertion(b, given, [zero, toCopy(left)]);
      if (isSigned(ty)) {
        const overflow = compared(b, block, at, [toCopy(right), toCopy(left)]);
        block = assertion(b, block, [overflow, toCopy(left), toCopy(right)]);
      }
      return [block, { ...plain, fails: true }];
    }
    case 'binary':
      return [given, plain];
  }
}

/** `-x`, which overflows for the least value. */
export function negated(b: Builder, given: number, { ty, at }: Thir, operand: Operand): And<Rvalue> {
  const value: Rvalue = { kind: 'compute', operands: [operand] };
  if (!b.typing.overflowChecks || ty.kind !== 'int' || !isSigned(ty)) return [given, value];
  const least = compared(b, given, at, [toCopy(operand)]);
  return [assertion(b, given, [least, toCopy(operand)]), value];
}

function isSigned(ty: Extract<Ty, { kind: 'int' }>): boolean {
  return ty.name.startsWith('i');
}

function compared(b: Builder, block: number, at: SourcePos, operands: readonly Operand[]): Operand {
  const place = placeOf(b.temporary(bool, at));
  b.cfg.assign(block, place, { kind: 'compute', operands });
  return { kind: 'move', place };
}

function toCopy(operand: Operand): Operand {
  return operand.kind === 'move' ? { kind: 'copy', place: operand.place } : operand;
}

/** Goes on if a condition holds; the operands are the condition and what the message of a panic reads. */
export function assertion(b: Builder, block: number, operands: readonly Operand[]): number {
  const to = b.cfg.block();
  b.cfg.end(block, { kind: 'assert', operands, to });
  b.scopes.divergeFrom(block);
  return to;
}
