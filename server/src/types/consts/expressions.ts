import type { Kinds } from '../../base/kinds.ts';
import type { Expr } from '../../syntax/bodyAst.ts';
import type { Ty } from '../terms/ty.ts';
import { evalCondition, evalLabelled, evalLoop, evalStatements } from './blocks.ts';
import { callExpr, methodCall } from './callExprs.ts';
import { asInt, cast } from './casts.ts';
import { literal } from './literals.ts';
import { localKey } from './locals.ts';
import type { Frame, Machine } from './machine.ts';
import { macroExpr } from './macros.ts';
import { binary, unary } from './operators.ts';
import { pathValue, structValue } from './paths.ts';
import { bool, cell, intNameOf, Jump, stop, tuple, UNIT_VALUE, type Value } from './value.ts';

/** Evaluates one expression; `expected` is the type that its place demands, if that is known. */
export function evalExpr(machine: Machine, expr: Expr, frame: Frame, expected: Ty | undefined): Value {
  switch (expr.kind) {
    case 'literal':
      return literal(machine, expr, frame, expected);
    case 'path':
      return pathValue(machine, expr.path, frame, expected);
    case 'paren':
      return machine.eval(expr.inner, frame, expected);
    case 'unary':
      return expr.op === '*'
        ? machine.copy(machine.place(expr, frame).value)
        : evalUnary(machine, expr.op, expr.operand, frame, expected);
    case 'binary':
      return evalBinary(machine, expr, frame, expected);
    case 'cast':
      return evalCast(machine, expr, frame, expected);
    case 'field':
    case 'index':
      return machine.copy(machine.place(expr, frame).value);
    case 'ref':
      return evalRef(machine, expr, frame, expected);
    case 'call':
      return callExpr(machine, expr, frame, expected);
    case 'methodCall':
      return methodCall(machine, expr, frame, expected);
    case 'macro':
      return evalMacro(machine, expr, frame, expected);
    default:
      expr.kind satisfies
        | Kinds<'assign compoundAssign tuple array repeat struct range block if let match loop'>
        | Kinds<'while for closure return break continue try await underscore error'>;

      return evalAggregate(machine, expr, frame, expected) ?? evalControl(machine, expr, frame, expected);
  }
}

/** The sign is part of a literal: `-128` is an `i8` although `128` is none. */
function evalUnary(
  machine: Machine,
  op: '-' | '!',
  operand: Expr,
  frame: Frame,
  expected: Ty | undefined,
): Value {
  const inner = operand.kind === 'paren' ? operand.inner : operand;
  if (op === '-' && inner.kind === 'literal' && inner.value.kind === 'int') {
    const { suffix, digits } = inner.value;
    const value = BigInt(digits);
    const ty = intNameOf(expected);
    if (suffix === undefined && ty === undefined) return { kind: 'int', value: -value };
    const name = ty ?? (suffix as typeof ty);
    if (name !== undefined && expected?.kind !== 'float')
      return machine.ints.typed(-value, name, `\`-${value}\``);
  }
  return machine.coerce(
    unary(machine, op, machine.coerce(machine.eval(operand, frame, expected), expected)),
    expected,
  );
}

function evalBinary(
  machine: Machine,
  expr: Extract<Expr, { kind: 'binary' }>,
  frame: Frame,
  expected: Ty | undefined,
): Value {
  const { op } = expr;
  if (op === '&&' || op === '||') {
    const left = machine.eval(expr.left, frame, { kind: 'bool' });
    if (left.kind !== 'bool') return stop(`\`${op}\` needs \`bool\``);
    return left.value === (op === '||') ? left : machine.eval(expr.right, frame, { kind: 'bool' });
  }
  const comparison = op === '==' || op === '!=' || op === '<' || op === '<=' || op === '>' || op === '>=';
  const shift = op === '<<' || op === '>>';
  const wanted = comparison ? undefined : expected;
  let left = machine.eval(expr.left, frame, wanted);
  const right = machine.eval(expr.right, frame, shift ? undefined : (tyOf(left) ?? wanted));
  if (left.kind === 'int' && left.ty === undefined && !shift)
    left = machine.coerce(left, tyOf(right) ?? wanted);
  if (shift) left = machine.coerce(left, wanted);
  const same = shift ? right : machine.coerce(right, tyOf(left));
  return binary(machine, op, left, same);
}

function tyOf(value: Value): Ty | undefined {
  return value.kind === 'int' && value.ty !== undefined ? { kind: 'int', name: value.ty } : undefined;
}

function evalCast(
  machine: Machine,
  expr: Extract<Expr, { kind: 'cast' }>,
  frame: Frame,
  expected: Ty | undefined,
): Value {
  // `x as _` casts to the type that is expected there: a constant's, or a discriminant's.
  const inferred = expr.ty.kind === 'infer' ? expected : undefined;
  const ty = inferred ?? machine.type(frame, (env) => machine.cx.lowerIn(expr.ty, env));
  // A literal takes the type that it is cast to, if that is an integer.
  const hint = intNameOf(ty) === undefined ? undefined : ty;
  const literalLike = expr.operand.kind === 'literal' || expr.operand.kind === 'unary';
  return cast(
    machine,
    machine.eval(expr.operand, frame, literalLike && expr.operand.kind !== 'unary' ? hint : undefined),
    ty,
  );
}

function evalRef(
  machine: Machine,
  expr: Extract<Expr, { kind: 'ref' }>,
  frame: Frame,
  expected: Ty | undefined,
): Value {
  const { operand } = expr;
  const isPlace = ['path', 'field', 'index', 'unary'].includes(operand.kind);
  const inner = expected?.kind === 'ref' ? expected.inner : undefined;
  if (isPlace) return { kind: 'ref', cell: machine.place(operand, frame) };
  return { kind: 'ref', cell: cell(machine.eval(operand, frame, inner)) };
}

function evalMacro(
  machine: Machine,
  expr: Extract<Expr, { kind: 'macro' }>,
  frame: Frame,
  expected: Ty | undefined,
): Value {
  const result = macroExpr(machine, expr.call, frame);
  if (result.kind === 'value') return result.value;
  const inner: Frame = { ...frame, env: { ...frame.env, unit: result.unit } };
  const parsed = machine.cx.parsing.expr(result.unit);
  if (parsed.kind !== 'error') return machine.eval(parsed, inner, expected);
  return frame.locals.scoped(() =>
    evalStatements(machine, machine.cx.parsing.statements(result.unit), inner, expected),
  );
}

/** Tuples, arrays, structs, ranges; undefined for other expressions. */
function evalAggregate(
  machine: Machine,
  expr: Expr,
  frame: Frame,
  expected: Ty | undefined,
): Value | undefined {
  switch (expr.kind) {
    case 'tuple': {
      const types = expected?.kind === 'tuple' ? expected.elements : [];
      return tuple(
        expr.elements.map((e, i) => machine.copy(machine.coerce(machine.eval(e, frame, types[i]), types[i]))),
      );
    }
    case 'array': {
      const ty = elementTy(expected);
      return {
        kind: 'array',
        cells: expr.elements.map((e) => cell(machine.copy(machine.coerce(machine.eval(e, frame, ty), ty)))),
      };
    }
    case 'repeat': {
      const ty = elementTy(expected);
      const element = machine.coerce(machine.eval(expr.element, frame, ty), ty);
      const length = asInt(
        machine.eval(expr.length, frame, { kind: 'int', name: 'usize' }),
        'an array length',
      );
      if (length > 100_000n) return { kind: 'opaqueArray', length };
      return {
        kind: 'array',
        cells: Array.from({ length: Number(length) }, () => cell(machine.copy(element))),
      };
    }
    case 'struct':
      return structValue(machine, expr, frame, expected);
    case 'range': {
      const start = expr.start ? machine.eval(expr.start, frame) : undefined;
      const end = expr.end ? machine.eval(expr.end, frame) : undefined;
      if (start?.kind !== 'int' || end?.kind !== 'int') return stop('a range of this kind is not evaluated');
      const ty = start.ty ?? end.ty;
      const last = expr.inclusive ? end.value + 1n : end.value;
      return { kind: 'range', start: start.value, end: last, ...(ty && { ty }) };
    }
    default:
      expr.kind satisfies
        | Kinds<'literal path paren unary binary assign compoundAssign ref call methodCall field'>
        | Kinds<'index cast block if let match loop while for closure return break continue try'>
        | Kinds<'await macro underscore error'>;

      return undefined;
  }
}

function elementTy(expected: Ty | undefined): Ty | undefined {
  return expected?.kind === 'array' || expected?.kind === 'slice' ? expected.element : undefined;
}

function evalControl(machine: Machine, expr: Expr, frame: Frame, expected: Ty | undefined): Value {
  switch (expr.kind) {
    case 'block': {
      if (expr.flavor === 'async' || expr.flavor === 'asyncMove' || expr.flavor === 'gen')
        return stop('an async block has no value at compile time');
      const run = (): Value => machine.block(expr.block, frame, expected);
      return expr.label ? evalLabelled(localKey(expr.label), run) : run();
    }
    case 'if':
      return frame.locals.scoped(() => {
        if (evalCondition(machine, expr.condition, frame))
          return machine.block(expr.consequence, frame, expected);
        return expr.otherwise ? machine.eval(expr.otherwise, frame, expected) : UNIT_VALUE;
      });
    case 'match':
      return evalMatch(machine, expr, frame, expected);
    case 'loop':
      return evalLoop(machine, expr.body, expr.label && localKey(expr.label), frame, () => true);
    case 'while':
      return frame.locals.scoped(() =>
        evalLoop(machine, expr.body, expr.label && localKey(expr.label), frame, () =>
          evalCondition(machine, expr.condition, frame),
        ),
      );
    case 'let':
      return bool(machine.match(expr.pat, machine.place(expr.value, frame), frame));
    default:
      expr.kind satisfies
        | Kinds<'literal path paren unary binary assign compoundAssign ref call methodCall field'>
        | Kinds<'index tuple array repeat struct range cast for closure return break continue'>
        | Kinds<'try await macro underscore error'>;

      return evalJump(machine, expr, frame, expected);
  }
}

function evalMatch(
  machine: Machine,
  expr: Extract<Expr, { kind: 'match' }>,
  frame: Frame,
  expected: Ty | undefined,
): Value {
  const place = machine.place(expr.scrutinee, frame);
  for (const arm of expr.arms) {
    const result = frame.locals.scoped(() => {
      if (!machine.match(arm.pat, place, frame, tyOf(place.value))) return undefined;
      if (arm.guard && !evalCondition(machine, arm.guard, frame)) return undefined;
      return machine.eval(arm.body, frame, expected);
    });
    if (result) return result;
  }
  return stop('no arm of a `match` fits');
}

function evalJump(machine: Machine, expr: Expr, frame: Frame, expected: Ty | undefined): Value {
  switch (expr.kind) {
    case 'assign': {
      const target = machine.place(expr.left, frame);
      target.value = machine.copy(
        machine.coerce(machine.eval(expr.right, frame, tyOf(target.value)), tyOf(target.value)),
      );
      return UNIT_VALUE;
    }
    case 'compoundAssign': {
      const target = machine.place(expr.left, frame);
      const old = target.value;
      const shift = expr.op === '<<' || expr.op === '>>';
      const right = machine.eval(expr.right, frame, shift ? undefined : tyOf(old));
      const left = shift ? old : machine.coerce(old, tyOf(right));
      target.value = binary(machine, expr.op, left, shift ? right : machine.coerce(right, tyOf(left)));
      return UNIT_VALUE;
    }
    case 'return':
      throw new Jump(
        'return',
        undefined,
        expr.value ? machine.eval(expr.value, frame, frame.ret) : UNIT_VALUE,
      );
    case 'break': {
      const value = expr.value ? machine.eval(expr.value, frame, expected) : UNIT_VALUE;
      throw new Jump('break', expr.label && localKey(expr.label), value);
    }
    case 'continue':
      throw new Jump('continue', expr.label && localKey(expr.label), UNIT_VALUE);
    case 'try':
      return stop('`?` is not evaluated in constants');
    case 'closure':
      return stop('a closure is not evaluated in constants');
    case 'error':
      return stop(expr.tooDeep ? 'a constant nests too deep' : 'a constant has a syntax error');
    default:
      expr.kind satisfies
        | Kinds<'literal path paren unary binary ref call methodCall field index tuple array'>
        | Kinds<'repeat struct range cast block if let match loop while for await macro'>
        | Kinds<'underscore'>;

      return stop('an expression of this kind is not evaluated in constants');
  }
}
