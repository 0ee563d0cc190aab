import type { Kinds } from '../base/kinds.ts';
import type { Expr } from '../syntax/bodyAst.ts';
import { callMethod } from './methods/methods.ts';
import { matchPattern } from './patterns.ts';
import type { ScriptRun } from './scriptRun.ts';
import { bool, Exit, UNIT, UNKNOWN, type Value } from './values.ts';

/** Blocks, conditions, loops and ways out. Where a condition isn't known, every way is followed. */
export function runControl(run: ScriptRun, expr: Expr): Value {
  switch (expr.kind) {
    case 'block':
      return run.block(expr.block);
    case 'let':
      return boolOr(matchPattern(run, expr.pat, run.expr(expr.value)));
    case 'if':
      return run.scoped(() => runIf(run, expr));
    case 'match':
      return runMatch(run, expr);
    case 'for':
      return runFor(run, expr);
    case 'while':
    case 'loop':
      return runLoop(run, expr);
    case 'try':
      return runTry(run, run.expr(expr.operand));
    case 'return':
      throw new Exit('return', expr.value ? run.expr(expr.value) : UNIT);
    case 'break':
      throw new Exit('break', expr.value ? run.expr(expr.value) : UNIT, expr.label?.text);
    case 'continue':
      throw new Exit('continue', UNIT, expr.label?.text);
    default:
      expr.kind satisfies
        | Kinds<'literal path paren unary binary assign compoundAssign ref call methodCall field'>
        | Kinds<'index tuple array repeat struct range cast closure await macro underscore error'>;

      return UNKNOWN;
  }
}

function runIf(run: ScriptRun, expr: Extract<Expr, { kind: 'if' }>): Value {
  const condition = run.expr(expr.condition);
  const otherwise = (): Value => (expr.otherwise ? run.expr(expr.otherwise) : UNIT);
  if (condition.kind === 'bool') return condition.value ? run.block(expr.consequence) : otherwise();
  return run.either([() => run.block(expr.consequence), otherwise]);
}

function runMatch(run: ScriptRun, expr: Extract<Expr, { kind: 'match' }>): Value {
  const value = run.expr(expr.scrutinee);
  const open: (() => Value)[] = [];
  for (const arm of expr.arms) {
    const taken = run.scoped((): Value | 'no' | 'perhaps' => {
      const matched = matchPattern(run, arm.pat, value);
      if (matched === false) return 'no';
      const guard = arm.guard ? run.expr(arm.guard) : undefined;
      if (guard?.kind === 'bool' && !guard.value) return 'no';
      if (matched === undefined || (guard && guard.kind !== 'bool') || open.length > 0) return 'perhaps';
      return run.expr(arm.body);
    });
    if (taken === 'no') continue;
    if (taken !== 'perhaps') return taken;
    open.push(() =>
      run.scoped(() => {
        run.bind(arm.pat, value);
        return run.expr(arm.body);
      }),
    );
  }
  return open.length > 0 ? run.either(open) : UNKNOWN;
}

function runFor(run: ScriptRun, expr: Extract<Expr, { kind: 'for' }>): Value {
  const source = callMethod(run, run.expr(expr.iterable), 'into_iter', []);
  if (source.kind !== 'iterator') {
    run.perhaps(() => runPass(run, expr, UNKNOWN) ?? UNIT);
    return UNIT;
  }
  for (const item of [...source.items]) if (runPass(run, expr, item)) break;
  return UNIT;
}

/** One pass of a `for`; a value when the loop ends with it. */
function runPass(run: ScriptRun, expr: Extract<Expr, { kind: 'for' }>, item: Value): Value | undefined {
  return iteration(run, expr.label?.text, () =>
    run.scoped(() => {
      run.bind(expr.pat, item);
      return run.block(expr.body);
    }),
  );
}

function iteration(_run: ScriptRun, label: string | undefined, body: () => Value): Value | undefined {
  try {
    body();
    return undefined;
  } catch (exit) {
    if (!(exit instanceof Exit) || (exit.label !== undefined && exit.label !== label)) throw exit;
    if (exit.kind === 'continue') return undefined;
    if (exit.kind === 'break') return exit.value;
    throw exit;
  }
}

function runLoop(run: ScriptRun, expr: Extract<Expr, { kind: 'while' | 'loop' }>): Value {
  for (;;) {
    run.step();
    const condition = expr.kind === 'while' ? run.expr(expr.condition) : undefined;
    if (condition && condition.kind !== 'bool') {
      run.perhaps(() => iteration(run, expr.label?.text, () => run.block(expr.body)) ?? UNIT);
      return UNIT;
    }
    if (condition && !condition.value) return UNIT;
    const before = run.undecided;
    const ended = iteration(run, expr.label?.text, () => run.block(expr.body));
    if (ended) return ended;
    // A way out that may have been taken: further rounds would tell nothing new.
    if (run.undecided > before) return UNKNOWN;
  }
}

function runTry(_run: ScriptRun, value: Value): Value {
  if (value.kind !== 'variant') return UNKNOWN;
  if (value.name === 'Some' || value.name === 'Ok') return value.items[0] ?? UNKNOWN;
  throw new Exit('return', value);
}

function boolOr(matched: boolean | undefined): Value {
  return matched === undefined ? UNKNOWN : bool(matched);
}
