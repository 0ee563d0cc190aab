import type { Kinds } from '../../../base/kinds.ts';
import type { Expr } from '../../../syntax/bodyAst.ts';
import { UNIT } from '../../../types/lower/lowerCx.ts';
import type { Ty } from '../../../types/terms/ty.ts';
import type { BodyCx } from '../bodyCx.ts';
import { checkExpr } from '../check.ts';
import { checkBlockExpr } from './blocks.ts';
import { checkCall } from './calls.ts';
import { checkCast } from './casts.ts';
import { checkAsyncBlock, checkClosure } from './closures.ts';
import {
  checkAwait,
  checkBreak,
  checkContinue,
  checkFor,
  checkIf,
  checkLet,
  checkLoop,
  checkMatch,
  checkReturn,
  checkTry,
  checkWhile,
} from './control.ts';
import { checkField, checkIndex } from './fields.ts';
import { checkLiteral } from './literals.ts';
import { checkMacro } from './macros.ts';
import { checkMethodCall } from './methodCalls.ts';
import { checkAssign, checkBinary, checkCompoundAssign, checkUnary } from './operators.ts';
import { resolveValue, typeOfCallee } from './paths.ts';
import { checkStruct } from './structs.ts';
import { checkArray, checkRange, checkRef, checkRepeat, checkTuple } from './values.ts';

/** The type of an expression by its kind. */
export function checkKind(cx: BodyCx, expr: Expr, expected: Ty | undefined): Ty {
  switch (expr.kind) {
    case 'literal':
      return checkLiteral(cx, expr.value, expected);
    case 'path':
      return checkPath(cx, expr);
    case 'paren': {
      const ty = checkExpr(cx, expr.inner, expected);
      cx.draft(expr).place = cx.draft(expr.inner).place;
      return ty;
    }
    case 'unary':
      return checkUnary(cx, expr, expected);
    case 'binary':
      return checkBinary(cx, expr);
    case 'assign':
      return checkAssign(cx, expr);
    case 'compoundAssign':
      return checkCompoundAssign(cx, expr);
    case 'ref':
      return checkRef(cx, expr, expected);
    case 'call':
      return checkCall(cx, expr, expected);
    case 'methodCall':
      return checkMethodCall(cx, expr, expected);
    case 'field':
      return checkField(cx, expr);
    case 'index':
      return checkIndex(cx, expr);
    case 'tuple':
      return checkTuple(cx, expr, expected);
    case 'array':
      return checkArray(cx, expr, expected);
    case 'repeat':
      return checkRepeat(cx, expr, expected);
    case 'struct':
      return checkStruct(cx, expr, expected);
    default:
      expr.kind satisfies
        | Kinds<'range cast block if let match loop while for closure return break continue try'>
        | Kinds<'await macro underscore error'>;

      return dispatchControl(cx, expr, expected);
  }
}

function dispatchControl(cx: BodyCx, expr: Expr, expected: Ty | undefined): Ty {
  switch (expr.kind) {
    case 'range':
      return checkRange(cx, expr, expected);
    case 'cast':
      return checkCast(cx, expr);
    case 'block':
      if (expr.flavor === 'async' || expr.flavor === 'asyncMove') return checkAsyncBlock(cx, expr, expected);
      return checkBlockExpr(cx, expr, expected);
    case 'if':
      return checkIf(cx, expr, expected);
    case 'let':
      return checkLet(cx, expr);
    case 'match':
      return checkMatch(cx, expr, expected);
    case 'loop':
      return checkLoop(cx, expr, expected);
    case 'while':
      return checkWhile(cx, expr);
    case 'for':
      return checkFor(cx, expr);
    case 'closure':
      return checkClosure(cx, expr, expected);
    case 'return':
      return checkReturn(cx, expr);
    case 'break':
      return checkBreak(cx, expr);
    case 'continue':
      return checkContinue(cx, expr);
    case 'try':
      return checkTry(cx, expr);
    case 'await':
      return checkAwait(cx, expr);
    case 'macro':
      return checkMacro(cx, expr, expected);
    case 'underscore':
      return cx.fresh();
    case 'error':
      return cx.gap(expr.span, expr.tooDeep ? 'the expression nests too deep' : 'a syntax error');
    default:
      expr.kind satisfies
        | Kinds<'literal path paren unary binary assign compoundAssign ref call methodCall field'>
        | Kinds<'index tuple array repeat struct'>;

      return UNIT;
  }
}

function checkPath(cx: BodyCx, expr: Extract<Expr, { kind: 'path' }>): Ty {
  const meaning = resolveValue(cx, expr.path);
  switch (meaning.kind) {
    case 'local':
      cx.mean(expr, { kind: 'local', local: meaning.local });
      cx.draft(expr).place = true;
      return meaning.local.ty;
    case 'item': {
      const { callee } = meaning;
      cx.mean(expr, { kind: 'item', callee });
      cx.draft(expr).place = callee.def.kind === 'static';
      return typeOfCallee(cx, callee, expr);
    }
    case 'constParam': {
      cx.mean(expr, { kind: 'constParam', value: meaning.value });
      return constParamTy(cx, expr, meaning.value.kind === 'constParam' ? meaning.value.name : '');
    }
    case 'selfCtor':
      return checkSelfCtor(cx, expr, meaning.ty);
    default:
      return cx.gap(expr.span, meaning.reason);
  }
}

function checkSelfCtor(cx: BodyCx, expr: Expr, written: Ty): Ty {
  const ty = cx.structurally(cx.norm(written));
  if (ty.kind !== 'adt') return cx.gap(expr.span, 'an alias is used as a constructor of what is no struct');
  const callee = { def: ty.def, args: ty.args };
  cx.mean(expr, { kind: 'item', callee });
  return typeOfCallee(cx, callee, expr);
}

/** The written type of a const parameter. */
function constParamTy(cx: BodyCx, expr: Expr, name: string): Ty {
  for (let def: typeof cx.owner | undefined = cx.owner; def; def = def.parent) {
    if (def.origin !== 'source' || !('generics' in def.item)) continue;
    const param = def.item.generics.params.find((p) => p.kind === 'const' && p.name.text === name);
    const env = cx.types.envOf(def);
    if (param?.kind === 'const' && env) return cx.norm(cx.types.lowerTy(param.ty, env));
  }
  return cx.gap(expr.span, `the type of the constant \`${name}\` is not found`);
}
