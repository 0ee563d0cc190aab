import type { Kinds } from '../../base/kinds.ts';
import type { Thir } from '../../drops/thir/model.ts';
import type { RegionScope } from '../../drops/thir/regions.ts';
import type { Ty } from '../../types/terms/ty.ts';
import { type Operand, type Place, type Projection, placeOf, project, type Rvalue } from '../mir/model.ts';
import { assertion, binaryRvalue, negated } from './arithmetic.ts';
import type { And, Builder, PlaceBuilder } from './builder.ts';

const bool: Ty = { kind: 'bool' };
const usize: Ty = { kind: 'int', name: 'usize' };

/** Runs `build` inside the scope of a node. */
function inScope<T>(b: Builder, region: RegionScope, build: () => And<T>): And<T> {
  b.scopes.push(region);
  const [block, value] = build();
  return [b.scopes.pop(block), value];
}

/** A value in a temporary that lives until the end of `until` (rustc's `as_temp`). */
export function asTemp(b: Builder, given: number, until: RegionScope, expr: Thir): And<number> {
  if (expr.kind === 'scope') return inScope(b, expr.scope, () => asTemp(b, given, until, expr.value));
  const fixed = b.guardTemps?.scope === until ? b.guardTemps.locals : undefined;
  const local =
    fixed?.get(expr) ?? b.cfg.local(expr.ty, expr.at, expr.kind === 'use' ? expr.name : undefined);
  fixed?.set(expr, local);
  if (!isNeverAssigned(expr)) {
    b.cfg.push(given, { kind: 'storageLive', local });
    b.scopes.schedule(until, local, 'storage');
  }
  const block = b.into(placeOf(local), given, expr);
  b.scopes.schedule(until, local, 'value');
  return [block, local];
}

function isNeverAssigned(expr: Thir): boolean {
  if (expr.kind === 'jump') return true;
  if (expr.kind !== 'block') return false;
  return !expr.block.tail && expr.block.target === undefined && expr.ty.kind === 'never';
}

/** An operand: a constant, or a move of a temporary (rustc's `as_operand`). */
export function asOperand(
  b: Builder,
  given: number,
  until: RegionScope,
  expr: Thir,
  needsTemporary = true,
): And<Operand> {
  if (expr.kind === 'scope')
    return inScope(b, expr.scope, () => asOperand(b, given, until, expr.value, needsTemporary));
  if (expr.kind === 'constant' && (!needsTemporary || !b.needsDrop(expr.ty)))
    return [given, constantOf(expr)];
  const [block, local] = asTemp(b, given, until, expr);
  return [block, { kind: 'move', place: placeOf(local) }];
}

function constantOf({ ty, of }: Extract<Thir, { kind: 'constant' }>): Operand {
  return { kind: 'constant', ty, ...(of && { of }) };
}

export function asOperands(
  b: Builder,
  given: number,
  exprs: readonly Thir[],
  until = b.scopes.innermost,
): And<readonly Operand[]> {
  let block = given;
  const operands: Operand[] = [];
  for (const expr of exprs) {
    const [next, operand] = asOperand(b, block, until, expr);
    block = next;
    operands.push(operand);
  }
  return [block, operands];
}

/** What an assignment computes (rustc's `as_rvalue`). */
export function asRvalue(b: Builder, given: number, expr: Thir, until = b.scopes.innermost): And<Rvalue> {
  switch (expr.kind) {
    case 'scope':
      return inScope(b, expr.scope, () => asRvalue(b, given, expr.value, until));
    case 'operands':
      return operandsRvalue(b, given, expr, until);
    case 'not': {
      const [block, operand] = asOperand(b, given, until, expr.operand, false);
      return [block, { kind: 'compute', operands: [operand] }];
    }
    case 'closure':
      return closureRvalue(b, given, expr, until);
    case 'assign':
    case 'assignOp': {
      const operand = { kind: 'constant', ty: expr.ty } as const;
      return [b.into(b.unit(expr.at), given, expr), { kind: 'use', operand }];
    }
    case 'constant':
      return [given, { kind: 'use', operand: constantOf(expr) }];
    default: {
      expr.kind satisfies
        | Kinds<'variable field deref index block match if let logical loop call adt borrow'>
        | Kinds<'never use poll yield jump'>;

      const [block, operand] = asOperand(b, given, until, expr, false);
      return [block, { kind: 'use', operand }];
    }
  }
}

function operandsRvalue(
  b: Builder,
  given: number,
  expr: Extract<Thir, { kind: 'operands' }>,
  until: RegionScope,
): And<Rvalue> {
  const [block, operands] = asOperands(b, given, expr.operands, until);
  switch (expr.op) {
    case 'tuple':
    case 'array':
      return [block, { kind: 'aggregate', ty: expr.ty, operands }];
    case 'arithmetic':
    case 'shift':
    case 'division':
    case 'binary': {
      const [left, right] = operands;
      return binaryRvalue(b, block, { op: expr.op, ty: expr.ty, at: expr.at, left: left!, right: right! });
    }
    case 'negate':
      return negated(b, block, expr, operands[0]!);
    case 'unary':
    case 'cast':
    case 'pointer':
    case 'repeat':
      return [block, { kind: 'compute', operands }];
  }
}

function closureRvalue(
  b: Builder,
  given: number,
  expr: Extract<Thir, { kind: 'closure' }>,
  until: RegionScope,
): And<Rvalue> {
  let block = given;
  const operands: Operand[] = [];
  for (const { by, place } of expr.captures) {
    if (by === 'value') {
      const [next, taken] = asPlace(b, block, place);
      block = next;
      operands.push(b.consume(taken, place.ty));
      continue;
    }
    const ty: Ty = { kind: 'ref', mutable: by === 'refMut', inner: place.ty };
    const local = b.temporary(ty, place.at);
    b.cfg.push(block, { kind: 'storageLive', local });
    if (by === 'ref') b.scopes.schedule(until, local, 'storage');
    const [next, borrowed] = asPlace(b, block, place);
    block = next;
    const borrow = by === 'ref' ? 'shared' : 'unique';
    b.cfg.assign(block, placeOf(local), { kind: 'ref', borrow, place: borrowed });
    if (by === 'refMut') b.scopes.schedule(until, local, 'storage');
    operands.push({ kind: 'move', place: placeOf(local) });
  }
  return [block, { kind: 'aggregate', ty: expr.ty, operands }];
}

/** The place that an expression names; a value goes into a temporary first (rustc's `as_place`). */
export function asPlace(b: Builder, given: number, expr: Thir): And<Place> {
  const [block, builder] = asPlaceBuilder(b, given, expr);
  return [block, b.place(builder)];
}

export function asPlaceBuilder(b: Builder, given: number, expr: Thir): And<PlaceBuilder> {
  switch (expr.kind) {
    case 'scope':
      return inScope(b, expr.scope, () => asPlaceBuilder(b, given, expr.value));
    case 'variable':
      return [given, b.variable(expr.variable)];
    case 'field': {
      const [block, base] = asPlaceBuilder(b, given, expr.base);
      return [block, step(base, { kind: 'field', index: expr.index, ty: expr.ty })];
    }
    case 'deref': {
      const [block, base] = asPlaceBuilder(b, given, expr.base);
      return [block, step(base, { kind: 'deref', box: expr.box, ty: expr.ty })];
    }
    case 'index':
      return indexed(b, given, expr);
    default: {
      expr.kind satisfies
        | Kinds<'constant block match if let logical not loop call adt borrow never use poll'>
        | Kinds<'yield operands closure assign assignOp jump'>;

      const [block, local] = asTemp(b, given, expr.temp, expr);
      return [block, { base: local, projections: [] }];
    }
  }
}

export function step(base: PlaceBuilder, projection: Projection): PlaceBuilder {
  return { base: base.base, projections: [...base.projections, projection] };
}

/** `lower_index_expression`, with its check of the bounds. */
function indexed(b: Builder, given: number, expr: Extract<Thir, { kind: 'index' }>): And<PlaceBuilder> {
  const [first, base] = asPlaceBuilder(b, given, expr.base);
  const [second, local] = asTemp(b, first, expr.index.temp, expr.index);
  const operands: Operand[] = [{ kind: 'copy', place: placeOf(local) }];
  if (expr.base.ty.kind !== 'array') operands.push(lengthOf(b, second, b.place(base), expr));
  const within = placeOf(b.temporary(bool, expr.at));
  b.cfg.assign(second, within, { kind: 'compute', operands });
  const block = assertion(b, second, [{ kind: 'move', place: within }]);
  return [block, step(base, { kind: 'index', local, ty: expr.ty })];
}

/** The length of a slice, out of the pointer to it (`len_of_slice_or_array`). */
export function lengthOf(b: Builder, block: number, place: Place, { at }: Thir): Operand {
  const pointer = placeOf(b.temporary(usize, at));
  b.cfg.assign(block, pointer, { kind: 'rawPtr', place });
  const length = placeOf(b.temporary(usize, at));
  b.cfg.assign(block, length, { kind: 'compute', operands: [{ kind: 'move', place: pointer }] });
  return { kind: 'move', place: length };
}

/** The fields that `..base` gives, read out of it. */
export function baseOperands(
  b: Builder,
  given: number,
  base: NonNullable<Extract<Thir, { kind: 'adt' }>['base']>,
): And<readonly Operand[]> {
  const [block, place] = asPlace(b, given, base.value);
  const operands = base.fields.map(({ index, ty }) =>
    b.consume(project(place, { kind: 'field', index, ty }), ty),
  );
  return [block, operands];
}
