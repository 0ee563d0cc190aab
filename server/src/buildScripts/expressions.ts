import type { Kinds } from '../base/kinds.ts';
import type { GenericArgs, TypeSyntax } from '../syntax/ast.ts';
import type { Expr } from '../syntax/bodyAst.ts';
import { commandField } from './commands.ts';
import { runControl } from './control.ts';
import { literal } from './literals.ts';
import { runMacro } from './macros.ts';
import { callMethod } from './methods/methods.ts';
import { binaryOperation, unaryOperation } from './operators.ts';
import type { ScriptRun } from './scriptRun.ts';
import { int, isAscii, list, string, UNIT, UNKNOWN, type Value } from './values.ts';

/** The value of an expression; what is not understood is unknown. */
export function evaluate(run: ScriptRun, expr: Expr): Value {
  switch (expr.kind) {
    case 'literal':
      return literal(expr.value);
    case 'paren':
      return run.expr(expr.inner);
    case 'path':
      return run.resolve(expr.path.segments.map((s) => s.name.text));
    case 'ref':
      return run.expr(expr.operand);
    case 'unary':
      return unaryOperation(expr.op, run.expr(expr.operand));
    case 'binary':
      return binaryOperation(run, expr);
    case 'assign':
    case 'compoundAssign':
      return assignment(run, expr);
    case 'call':
      return callExpr(run, expr);
    case 'methodCall': {
      const receiver = run.expr(expr.receiver);
      return callMethod(
        run,
        receiver,
        expr.method.text,
        expr.args.map((a) => run.expr(a)),
        namesVec(expr.generics),
      );
    }
    case 'field':
      return fieldOf(run, run.expr(expr.base), expr.name.text);
    case 'index':
      return indexOf(run, run.expr(expr.base), run.expr(expr.index));
    case 'tuple':
      return expr.elements.length === 0
        ? UNIT
        : { kind: 'tuple', items: expr.elements.map((e) => run.expr(e)) };
    case 'array':
      return list(expr.elements.map((e) => run.expr(e)));
    case 'struct':
      return structOf(run, expr);
    case 'range':
      return {
        kind: 'range',
        start: expr.start ? run.expr(expr.start) : UNIT,
        end: expr.end ? run.expr(expr.end) : UNIT,
        inclusive: expr.inclusive,
      };
    case 'cast':
      return castTo(expr.ty, run.expr(expr.operand));
    case 'macro':
      return runMacro(run, expr.call);
    case 'closure':
      return {
        kind: 'closure',
        params: expr.params.map((p) => p.pat),
        body: expr.body,
        frame: run.capture(),
      };
    default:
      expr.kind satisfies
        | Kinds<'repeat block if let match loop while for return break continue try await'>
        | Kinds<'underscore error'>;

      return runControl(run, expr);
  }
}

function assignment(run: ScriptRun, expr: Extract<Expr, { kind: 'assign' | 'compoundAssign' }>): Value {
  const value =
    expr.kind === 'assign'
      ? run.expr(expr.right)
      : binaryOperation(run, {
          kind: 'binary',
          op: expr.op,
          left: expr.left,
          right: expr.right,
          span: expr.span,
        });
  let { left } = expr;
  if (left.kind === 'unary') run.spoil(run.expr(left.operand));
  while (left.kind === 'paren' || (left.kind === 'unary' && left.op === '*')) {
    left = left.kind === 'paren' ? left.inner : left.operand;
  }
  if (left.kind === 'path') {
    const cell = run.lookup(left.path.segments[0]?.name.text ?? '');
    if (cell) run.assign(cell, value);
  } else if (left.kind === 'field') {
    const base = run.expr(left.base);
    const name = left.name.text;
    if (base.kind === 'struct' && !run.items.copyTypes.has(base.name)) {
      run.mutate(base, () => base.fields.set(name, value) && UNIT);
    } else run.spoil(base);
  } else if (left.kind === 'index') assignItem(run, run.expr(left.base), run.expr(left.index), value);
  return UNIT;
}

/** `list[1] = value` */
function assignItem(run: ScriptRun, base: Value, index: Value, value: Value): void {
  const isSequence = base.kind === 'list' && (base.holds === undefined || base.holds === 'sequence');
  if (isSequence && index.kind === 'int' && index.value < base.items.length)
    run.mutate(base, () => {
      base.items[Number(index.value)] = value;
      return UNIT;
    });
  else run.spoil(base);
}

function callExpr(run: ScriptRun, expr: Extract<Expr, { kind: 'call' }>): Value {
  const callee = run.expr(expr.callee);
  return run.apply(
    callee,
    expr.args.map((a) => run.expr(a)),
  );
}

function fieldOf(run: ScriptRun, base: Value, name: string): Value {
  if (base.kind === 'struct') return base.fields.get(name) ?? UNKNOWN;
  if ('items' in base) return base.items[Number(name)] ?? UNKNOWN;
  return base.kind === 'command' ? commandField(run, base, name) : UNKNOWN;
}

function indexOf(_run: ScriptRun, base: Value, index: Value): Value {
  if (index.kind === 'int' && 'items' in base) return base.items[Number(index.value)] ?? UNKNOWN;
  if (index.kind !== 'range') return UNKNOWN;
  const [from, before] = [index.start, index.end].map((e) =>
    e.kind === 'int' ? Number(e.value) : e.kind === 'unit' ? null : undefined,
  );
  if (from === undefined || before === undefined) return UNKNOWN;
  const to = before === null ? undefined : before + (index.inclusive ? 1 : 0);
  if (base.kind === 'string') return isAscii(base.value) ? string(base.value.slice(from ?? 0, to)) : UNKNOWN;
  return 'items' in base ? list(base.items.slice(from ?? 0, to)) : UNKNOWN;
}

/** `collect::<Vec<_>>()`. */
function namesVec(generics: GenericArgs | undefined): boolean {
  const [arg] = generics?.args ?? [];
  return arg?.kind === 'type' && isVec(arg.ty);
}

function isVec(ty: TypeSyntax): boolean {
  return ty.kind === 'path' && ty.path.segments.at(-1)?.name.text === 'Vec';
}

/** A value under the type that a `let` gives it: what was collected is a vector, or the parts of a path. */
export function withType(value: Value, ty: TypeSyntax | undefined): Value {
  if (value.kind !== 'list' || ty?.kind !== 'path') return value;
  if (isVec(ty)) value.holds = 'sequence';
  if (ty.path.segments.at(-1)?.name.text !== 'PathBuf' || value.holds !== 'unseen') return value;
  const parts = value.items.map((item) => (item.kind === 'string' ? item.value : undefined));
  // A part that is a path from the root takes the place of all before it.
  const isKnown = parts.every((part, i) => part !== undefined && (i === 0 || !part.startsWith('/')));
  return isKnown ? string(parts.filter((part) => part !== '.').join('/')) : UNKNOWN;
}

/** `as` between integers wraps, and makes an integer of a character or a truth. */
function castTo(ty: TypeSyntax, value: Value): Value {
  const name = ty.kind === 'path' ? (ty.path.segments.at(-1)?.name.text ?? '') : '';
  const [, sign, width] = /^([iu])(8|16|32|64|128|size)$/.exec(name) ?? [];
  if (width === undefined) return UNKNOWN;
  const bits = width === 'size' ? 64 : Number(width);
  const wrap = (number: bigint): Value =>
    int(sign === 'i' ? BigInt.asIntN(bits, number) : BigInt.asUintN(bits, number));
  if (value.kind === 'int') return wrap(value.value);
  if (value.kind === 'bool') return wrap(value.value ? 1n : 0n);
  return value.kind === 'char' ? wrap(BigInt(value.value.codePointAt(0) ?? 0)) : UNKNOWN;
}

function structOf(run: ScriptRun, expr: Extract<Expr, { kind: 'struct' }>): Value {
  const name = run.typeName(expr.path.segments.at(-1)?.name.text ?? '');
  const fields = new Map(expr.fields.map((f) => [f.name.text, run.expr(f.value)] as const));
  return { kind: 'struct', name, fields };
}
