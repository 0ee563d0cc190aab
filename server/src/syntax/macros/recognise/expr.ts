import { skipAttributes } from './attributes.ts';
import { canBeginExpr } from './begin.ts';
import type { Cursor } from './cursor.ts';
import { pattern, patternWithAlternatives } from './pattern.ts';
import { genericArguments, optionalGenericParams, path, qualifiedPath, startsPath, ty } from './type.ts';

/** What the place of an expression forbids (rustc_parse `Restrictions`). */
export interface ExprRules {
  /** Conditions, scrutinees and iterated values: `S {` is no struct literal. */
  readonly noStruct: boolean;
  /** Start of a statement: a block-like expression is complete as it is. */
  readonly statement: boolean;
}

export const plainExpr: ExprRules = { noStruct: false, statement: false };
const conditionExpr: ExprRules = { noStruct: true, statement: false };

const binaryOperators = new Set(
  '+ - * / % ^ & | << >> == != < > <= >= && || = += -= *= /= %= ^= &= |= <<= >>= <-'.split(' '),
);
const afterBlock = new Set('= ^ / % >> <= > >= += -= *= /= %= ^= &= |= <<= >>='.split(' '));

/** An expression (rustc_parse::parser::expr). Only its end matters, so operators have no precedence here. */
export function expr(c: Cursor, rules: ExprRules = plainExpr): boolean {
  return c.nested(() => {
    let first = true;
    for (;;) {
      const complete = operand(c, first ? rules : { noStruct: rules.noStruct, statement: false });
      if (complete === 'error') return false;
      const next = operators(c, rules, complete === 'block');
      if (next !== 'operand') return next === 'end';
      first = false;
    }
  });
}

/** After an operand: passes an operator; says whether an operand must follow. */
function operators(c: Cursor, rules: ExprRules, block: boolean): 'operand' | 'end' | 'error' {
  for (;;) {
    if (c.isWord('as')) {
      c.bump();
      if (!c.nested((n) => ty(n, false))) return 'error';
      block = false;
      continue;
    }
    const token = c.token;
    if (token === undefined || token.kind !== 'punct') return 'end';
    if (block && !afterBlock.has(token.text)) return 'end';
    if (token.text === '..' || token.text === '..=' || token.text === '...') {
      c.bump();
      return startsRangeEnd(c, rules) ? 'operand' : 'end';
    }
    if (!binaryOperators.has(token.text)) return 'end';
    c.bump();
    return 'operand';
  }
}

/** Whether an operand follows `..`; in a condition a `{` there begins the block. */
function startsRangeEnd(c: Cursor, rules: ExprRules): boolean {
  if (c.isOpen('{')) return !rules.noStruct;
  return canBeginExpr(c);
}

/** An operand with prefix and postfix operators; `block` when it ends a statement by itself. */
function operand(c: Cursor, rules: ExprRules): 'plain' | 'block' | 'error' {
  let prefixed = false;
  for (;;) {
    skipAttributes(c);
    const token = c.token;
    if (token === undefined) break;
    if (token.kind === 'punct' && (token.text === '..' || token.text === '..=' || token.text === '...')) {
      c.bump();
      if (!startsRangeEnd(c, rules)) return 'plain';
    } else if (!prefix(c)) break;
    prefixed = true;
  }
  const inner = prefixed ? { noStruct: rules.noStruct, statement: false } : rules;
  const kind = bottom(c, inner);
  if (kind === 'error' || kind === 'jump') return kind === 'jump' ? 'plain' : 'error';
  return postfix(c, kind === 'block' && inner.statement);
}

function prefix(c: Cursor): boolean {
  if (c.eatPunct('!') || c.eatPunct('-') || c.eatPunct('*')) return true;
  if (c.eatPunct('&') || c.eatPunct('&&')) {
    const next = c.ahead(1)?.text;
    if (c.isWord('raw') && (next === 'const' || next === 'mut')) {
      c.bump();
      c.bump();
    } else c.eatWord('mut');
    return true;
  }
  return false;
}

function postfix(c: Cursor, block: boolean): 'plain' | 'block' | 'error' {
  let complete = block;
  for (;;) {
    if (c.eatPunct('?')) complete = false;
    else if (c.isPunct('.')) {
      c.bump();
      if (!member(c)) return 'error';
      complete = false;
    } else if (complete) return 'block';
    else if (!c.eatGroup('(') && !c.eatGroup('[')) return 'plain';
  }
}

/** What follows a dot: a field, a tuple index (or two, lexed as one number), `await`, a method's name. */
function member(c: Cursor): boolean {
  const token = c.token;
  if (token?.kind === 'literal' || c.isFragment('literal', 'expr', 'expr_2021')) return c.passed(true);
  if (token?.kind !== 'ident') return c.fail('a field or method');
  c.bump();
  if (!c.isPunct('::')) return true;
  c.bump();
  return genericArguments(c);
}

type Bottom = 'plain' | 'block' | 'jump' | 'error';

function bottom(c: Cursor, rules: ExprRules): Bottom {
  const token = c.token;
  if (token === undefined) return no(c, 'an expression');
  switch (token.kind) {
    case 'literal':
      return c.passed('plain');
    case 'lifetime':
      return labelled(c);
    case 'open':
      return opened(c, rules);
    case 'punct':
      return operatorBottom(c, rules);
    case 'ident':
      return wordBottom(c, rules);
  }
  return no(c, 'an expression');
}

function opened(c: Cursor, rules: ExprRules): Bottom {
  if (c.eatGroup('(') || c.eatGroup('[')) return 'plain';
  if (c.eatGroup('{') || c.eatFragment('block')) return 'block';
  if (c.eatFragment('expr', 'expr_2021', 'literal', 'stmt')) return 'plain';
  return c.isFragment('path', 'ty') ? pathExpr(c, rules) : no(c, 'an expression');
}

function operatorBottom(c: Cursor, rules: ExprRules): Bottom {
  if (c.isPunct('|') || c.isPunct('||')) return closure(c, rules);
  if (c.isPunct('::') || c.startsWith('<')) return pathExpr(c, rules);
  return no(c, 'an expression');
}

function labelled(c: Cursor): Bottom {
  c.bump();
  if (!c.eatPunct(':')) return no(c, '`:`');
  if (c.eatGroup('{') || c.eatFragment('block')) return 'block';
  return loops(c) ?? no(c, 'a loop or a block');
}

function loops(c: Cursor): Bottom | undefined {
  if (c.eatWord('loop')) return braces(c);
  if (c.eatWord('while')) return expr(c, conditionExpr) ? braces(c) : 'error';
  if (!c.eatWord('for')) return undefined;
  c.eatWord('await');
  if (!patternWithAlternatives(c)) return 'error';
  if (!c.eatWord('in')) return no(c, '`in`');
  return expr(c, conditionExpr) ? braces(c) : 'error';
}

function braces(c: Cursor): Bottom {
  return c.eatFragment('block') || c.expectGroup('{') ? 'block' : 'error';
}

function wordBottom(c: Cursor, rules: ExprRules): Bottom {
  const next = c.ahead(1)?.text;
  switch (c.text) {
    case 'if':
      return ifExpr(c);
    case 'match':
      c.bump();
      return expr(c, conditionExpr) ? braces(c) : 'error';
    case 'loop':
    case 'while':
      return loops(c)!;
    case 'for':
      return next === '<' ? closure(c, rules) : loops(c)!;
    case 'unsafe':
      if (next === '{' || next === '') {
        c.bump();
        return braces(c);
      }
      break;
    case 'const':
      if (next === '{' || next === '') {
        c.bump();
        return braces(c);
      }
      return closure(c, rules);
    case 'move':
    case 'static':
      return closure(c, rules);
    case 'return':
    case 'break':
    case 'continue':
    case 'yield':
    case 'become':
      return jump(c, rules);
    case 'let':
      return letExpr(c);
    case '_':
    case 'true':
    case 'false':
      return c.passed('plain');
  }
  return asyncOrTry(c, rules, next) ?? (startsPath(c) ? pathExpr(c, rules) : no(c, 'an expression'));
}

/** `async`, `gen` and `try` blocks and async closures, where the edition has them. */
function asyncOrTry(c: Cursor, rules: ExprRules, next: string | undefined): Bottom | undefined {
  const edition = c.editionHere();
  if (c.isWord('try') && edition >= 2018 && (next === '{' || next === 'bikeshed')) {
    c.bump();
    if (c.eatWord('bikeshed') && !ty(c, false)) return 'error';
    return braces(c);
  }
  const isAsync = c.isWord('async') && edition >= 2018;
  if (!isAsync && !(c.isWord('gen') && edition >= 2024)) return undefined;
  const third = c.ahead(2)?.text;
  const block =
    next === '{' ||
    (next === 'move' && third === '{') ||
    (next === 'gen' && (third === '{' || third === 'move'));
  if (!block) return isAsync ? closure(c, rules) : undefined;
  while (!c.isOpen('{')) c.bump();
  return braces(c);
}

function ifExpr(c: Cursor): Bottom {
  for (;;) {
    c.bump();
    if (!expr(c, conditionExpr) || braces(c) === 'error') return 'error';
    if (!c.eatWord('else')) return 'block';
    if (!c.isWord('if')) return braces(c);
  }
}

/** `let pattern =`; what is tested is the operand that follows, and chains go on with `&&`. */
function letExpr(c: Cursor): Bottom {
  c.bump();
  if (!patternWithAlternatives(c)) return 'error';
  if (!c.expectPunct('=')) return 'error';
  return c.nested(() => operand(c, { noStruct: true, statement: false }) !== 'error') ? 'jump' : 'error';
}

function jump(c: Cursor, rules: ExprRules): Bottom {
  const word = c.text;
  c.bump();
  if ((word === 'break' || word === 'continue') && c.token?.kind === 'lifetime') c.bump();
  if (word === 'continue') return 'plain';
  if (c.isOpen('{') && rules.noStruct && word === 'break') return 'plain';
  if (!canBeginExpr(c)) return 'plain';
  return expr(c, { noStruct: rules.noStruct, statement: false }) ? 'jump' : 'error';
}

function closure(c: Cursor, rules: ExprRules): Bottom {
  if (c.eatWord('for') && !optionalGenericParams(c)) return 'error';
  while (c.isWord('const') || c.isWord('static') || c.isWord('async') || c.isWord('move') || c.isWord('use'))
    c.bump();
  if (!closureParameters(c)) return 'error';
  if (c.eatPunct('->')) return ty(c, true) && braces(c) !== 'error' ? 'jump' : 'error';
  return expr(c, { noStruct: rules.noStruct, statement: false }) ? 'jump' : 'error';
}

function closureParameters(c: Cursor): boolean {
  if (c.eatPunct('||')) return true;
  if (!c.expectPunct('|')) return false;
  while (!c.isPunct('|')) {
    skipAttributes(c);
    if (!c.nested(pattern)) return false;
    if (c.eatPunct(':') && !ty(c, true)) return false;
    if (!c.eatPunct(',')) break;
  }
  return c.expectPunct('|');
}

function pathExpr(c: Cursor, rules: ExprRules): Bottom {
  const qualified = c.startsWith('<') && !c.isFragment('path', 'ty');
  if (!(qualified ? qualifiedPath(c, 'expr') : path(c, 'expr'))) return 'error';
  if (!qualified && c.isPunct('!') && c.ahead(1)?.kind === 'open') {
    c.bump();
    const brace = c.isOpen('{');
    c.bump();
    return brace && rules.statement ? 'block' : 'plain';
  }
  if (!rules.noStruct) c.eatGroup('{');
  return 'plain';
}

function no(c: Cursor, expected: string): 'error' {
  c.fail(expected);
  return 'error';
}
