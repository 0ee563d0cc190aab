import type { Kinds } from '../../base/kinds.ts';
import type { Thir } from '../thir/model.ts';
import type { RegionScope } from '../thir/regions.ts';
import { type Builder, ruleOf } from './builder.ts';
import { type At, placeOf } from './controlFlow.ts';
import type { MirLocal, Place, Projection } from './model.ts';

/** A result together with the block that control is in behind it (rustc's `BlockAnd`). */
export type And<T> = readonly [at: At, value: T];

/** A value in a temporary that is dropped at the end of `until` (rustc's `as_temp`). */
export function asTemp(b: Builder, given: At, until: RegionScope, expr: Thir): And<MirLocal> {
  if (expr.kind === 'scope') {
    b.scopes.push(expr.scope);
    const [at, local] = asTemp(b, given, until, expr.value);
    return [b.scopes.pop(at), local];
  }
  const local = b.temporary(expr, until);
  const at = b.into(placeOf(local), given, expr);
  b.schedule(until, local, ruleOf(until));
  return [at, local];
}

/** An operand: nothing for a constant, else a temporary that whoever uses it moves from (rustc's `as_operand`). */
export function asOperand(b: Builder, given: At, until: RegionScope, expr: Thir): And<MirLocal | undefined> {
  if (expr.kind === 'scope') {
    b.scopes.push(expr.scope);
    const [at, local] = asOperand(b, given, until, expr.value);
    return [b.scopes.pop(at), local];
  }
  if (expr.kind === 'constant' && !b.needsDrop(expr.ty)) return [given, undefined];
  return asTemp(b, given, until, expr);
}

/** Operands in order, each in a temporary of the innermost scope. */
export function asOperands(
  b: Builder,
  given: At,
  exprs: readonly Thir[],
  until = b.scopes.innermost,
): And<readonly MirLocal[]> {
  let at = given;
  const locals: MirLocal[] = [];
  for (const expr of exprs) {
    const [next, local] = asOperand(b, at, until, expr);
    at = next;
    if (local) locals.push(local);
  }
  return [at, locals];
}

export function moveAll(b: Builder, at: At, locals: readonly MirLocal[]): void {
  for (const local of locals) if (b.needsDrop(local.ty)) b.cfg.move(at, placeOf(local));
}

/** What an assignment will move once it happens (rustc's `as_rvalue`). */
export function asRvalue(
  b: Builder,
  given: At,
  expr: Thir,
  until = b.scopes.innermost,
): And<readonly MirLocal[]> {
  switch (expr.kind) {
    case 'scope': {
      b.scopes.push(expr.scope);
      const [at, locals] = asRvalue(b, given, expr.value, until);
      return [b.scopes.pop(at), locals];
    }
    case 'operands':
      if (expr.op === 'repeat' && expr.count === 0n) return zeroRepeat(b, given, expr, until);
      return asOperands(b, given, expr.operands, until);
    case 'not':
      return asOperands(b, given, [expr.operand], until);
    case 'closure': {
      let at = given;
      const locals: MirLocal[] = [];
      for (const { by, place } of expr.captures) {
        if (by !== 'value') {
          const [next, borrowed] = asPlace(b, at, place);
          at = next;
          if (by === 'refMut') b.expose(at, borrowed);
        } else {
          const [next, local] = asOperand(b, at, until, place);
          at = next;
          if (local) locals.push(local);
        }
      }
      return [at, locals];
    }
    default: {
      expr.kind satisfies
        | Kinds<'variable field deref index constant block match if let logical loop call adt'>
        | Kinds<'borrow never use poll yield assign assignOp jump'>;

      const [at, local] = asOperand(b, given, until, expr);
      return [at, local ? [local] : []];
    }
  }
}

function isConstant(expr: Thir): boolean {
  return expr.kind === 'scope' ? isConstant(expr.value) : expr.kind === 'constant';
}

/** `[value; 0]` drops the value right away (rustc's `build_zero_repeat`). */
function zeroRepeat(
  b: Builder,
  given: At,
  expr: Extract<Thir, { kind: 'operands' }>,
  until: RegionScope,
): And<readonly MirLocal[]> {
  // A constant is never made.
  if (expr.operands.every(isConstant)) return [given, []];
  const [at, operands] = asOperands(b, given, expr.operands, until);
  let end = at;
  for (const operand of operands)
    if (b.needsDrop(operand.ty)) end = b.cfg.drop(end, placeOf(operand), expr.at, 'statementTemporary');
  return [end, []];
}

/** The place that an expression names; a value goes into a temporary first (rustc's `as_place`). */
export function asPlace(b: Builder, given: At, expr: Thir): And<Place> {
  switch (expr.kind) {
    case 'scope': {
      b.scopes.push(expr.scope);
      const [at, place] = asPlace(b, given, expr.value);
      return [b.scopes.pop(at), place];
    }
    case 'variable':
      return [given, placeOf(b.variable(expr.variable))];
    case 'field': {
      const [at, base] = asPlace(b, given, expr.base);
      return [at, project(base, fieldOf(expr))];
    }
    case 'deref': {
      const [at, base] = asPlace(b, given, expr.base);
      return [at, project(base, { kind: 'deref', box: expr.box, ty: expr.ty })];
    }
    case 'index': {
      const [first, base] = asPlace(b, given, expr.base);
      const [at] = asOperand(b, first, expr.index.temp, expr.index);
      return [at, project(base, { kind: 'element', ty: expr.ty })];
    }
    default: {
      expr.kind satisfies
        | Kinds<'constant block match if let logical not loop call adt borrow never use poll'>
        | Kinds<'yield operands closure assign assignOp jump'>;

      const [at, local] = asTemp(b, given, expr.temp, expr);
      return [at, placeOf(local)];
    }
  }
}

function fieldOf({ index, name, ty, variant }: Extract<Thir, { kind: 'field' }>): Projection {
  return { kind: 'field', index, name, ty, ...(variant && { variant }) };
}

export function project(base: Place, step: Projection): Place {
  return { local: base.local, projections: [...base.projections, step] };
}
