import type { MacroCall } from '../../syntax/ast.ts';
import type { Block, Expr, Statement } from '../../syntax/bodyAst.ts';
import type { Ty } from '../terms/ty.ts';
import type { Frame, Machine } from './machine.ts';
import { macroExpr } from './macros.ts';
import { cell, Jump, stop, UNIT_VALUE, type Value } from './value.ts';

/** `{ statements; tail }`: items in it are in scope in all of it. */
export function evalBlock(machine: Machine, block: Block, frame: Frame, expected?: Ty): Value {
  if (block.broken) stop(block.tooDeep ? 'a constant nests too deep' : 'a constant has a syntax error');
  const { resolver } = machine.cx;
  const { env } = frame;
  const scope = resolver.blockScope(env.scope, env.owner, env.unit, block);
  const inner: Frame = scope === env.scope ? frame : { ...frame, env: { ...env, scope } };
  return frame.locals.scoped(() => {
    for (const statement of block.statements) evalStatement(machine, statement, inner);
    return block.tail ? machine.eval(block.tail, inner, expected) : UNIT_VALUE;
  });
}

/** The statements of an expansion: their variables belong to the block around the call. */
export function evalStatements(machine: Machine, block: Block, frame: Frame, expected?: Ty): Value {
  for (const statement of block.statements) evalStatement(machine, statement, frame);
  return block.tail ? machine.eval(block.tail, frame, expected) : UNIT_VALUE;
}

function evalStatement(machine: Machine, statement: Statement, frame: Frame): void {
  machine.step();
  switch (statement.kind) {
    case 'expr':
      machine.eval(statement.expr, frame);
      return;
    case 'let':
      evalLet(machine, statement, frame);
      return;
    case 'macro':
      evalMacro(machine, statement.call, frame);
      return;
    default:
      return;
  }
}

function evalMacro(machine: Machine, call: MacroCall, frame: Frame): void {
  const result = macroExpr(machine, call, frame);
  if (result.kind === 'value') return;
  const inner: Frame = { ...frame, env: { ...frame.env, unit: result.unit } };
  evalStatements(machine, machine.cx.parsing.statements(result.unit), inner);
}

function evalLet(machine: Machine, statement: Extract<Statement, { kind: 'let' }>, frame: Frame): void {
  const { ty: written, init, pat, otherwise } = statement;
  const ty = written && machine.type(frame, (env) => machine.cx.lowerIn(written, env));
  if (!init) {
    if (pat.kind === 'bind') machine.match(pat, cell(UNIT_VALUE), frame);
    return;
  }
  const known = ty && ty.kind !== 'unknown' ? ty : undefined;
  const value = machine.coerce(machine.copy(machine.eval(init, frame, known)), known);
  if (machine.match(pat, cell(value), frame, known)) return;
  if (!otherwise) stop('a pattern of `let` does not match');
  machine.block(otherwise, frame);
}

/** Runs a loop's body until it breaks; `next` says whether to go on. */
export function evalLoop(
  machine: Machine,
  body: Block,
  label: string | undefined,
  frame: Frame,
  next: () => boolean,
): Value {
  while (next()) {
    machine.step();
    try {
      machine.block(body, frame);
    } catch (error) {
      if (!(error instanceof Jump) || !concerns(error, label)) throw error;
      if (error.kind === 'break') return error.value;
    }
  }
  return UNIT_VALUE;
}

function concerns(jump: Jump, label: string | undefined): boolean {
  return jump.kind !== 'return' && (jump.label === undefined || jump.label === label);
}

/** A labelled block: `break 'label value` leaves it. */
export function evalLabelled(label: string, run: () => Value): Value {
  try {
    return run();
  } catch (error) {
    if (error instanceof Jump && error.kind === 'break' && error.label === label) return error.value;
    throw error;
  }
}

/** A condition, in which `let` may bind variables for what follows. */
export function evalCondition(machine: Machine, condition: Expr, frame: Frame): boolean {
  if (condition.kind === 'paren') return evalCondition(machine, condition.inner, frame);
  if (condition.kind === 'binary' && condition.op === '&&')
    return evalCondition(machine, condition.left, frame) && evalCondition(machine, condition.right, frame);
  if (condition.kind === 'let')
    return machine.match(condition.pat, machine.place(condition.value, frame), frame);
  const value = machine.eval(condition, frame, { kind: 'bool' });
  return value.kind === 'bool' ? value.value : stop('a condition is not `bool`');
}
