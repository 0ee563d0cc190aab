import type { Edition, FragmentKind, Token } from '../../tokens.ts';
import type { Cursor } from './cursor.ts';
import { isReserved, isSegmentKeyword } from './words.ts';

const exprWords = new Set(
  (
    'async do box break const continue false for gen if let loop match move return true try unsafe while yield ' +
    'safe static'
  ).split(' '),
);
const typeWords = new Set('_ for impl fn unsafe extern typeof dyn'.split(' '));
const exprPuncts = new Set('! - * | || & && .. ... ..= < << :: #'.split(' '));
const typePuncts = new Set('! * & && ? < << ::'.split(' '));
const patternPuncts = new Set('& && - .. ... :: < <<'.split(' '));

/** Whether an expression can begin here (`Token::can_begin_expr`). */
export function canBeginExpr(c: Cursor): boolean {
  return c.token !== undefined && tokenBeginsExpr(c.token, c.editionHere());
}

function tokenBeginsExpr(token: Token, edition: Edition): boolean {
  switch (token.kind) {
    case 'ident':
      return !isReserved(token.text, edition) || isSegmentKeyword(token.text) || exprWords.has(token.text);
    case 'literal':
    case 'lifetime':
      return true;
    case 'punct':
      return exprPuncts.has(token.text);
    case 'open':
      return token.text !== '' || is(token.fragment, 'block', 'expr', 'expr_2021', 'literal', 'path');
  }
  return false;
}

function tokenBeginsType(token: Token, edition: Edition): boolean {
  switch (token.kind) {
    case 'ident':
      return !isReserved(token.text, edition) || isSegmentKeyword(token.text) || typeWords.has(token.text);
    case 'lifetime':
      return true;
    case 'punct':
      return typePuncts.has(token.text);
    case 'open':
      return token.text === '(' || token.text === '[' || is(token.fragment, 'ty', 'path');
  }
  return false;
}

function tokenBeginsPattern(token: Token, withAlternatives: boolean): boolean {
  switch (token.kind) {
    case 'ident':
    case 'literal':
      return true;
    case 'punct':
      return patternPuncts.has(token.text) || (withAlternatives && token.text === '|');
    case 'open':
      if (token.text !== '') return token.text !== '{';
      return is(token.fragment, 'expr', 'expr_2021', 'literal', 'meta', 'pat', 'pat_param', 'path', 'ty');
  }
  return false;
}

/**
 * Whether rustc tries to read `fragment` here at all (`Parser::nonterminal_may_be_ident` and
 * `check_nonterminal`). Once it tries there is no way back: a failure fails the macro call.
 */
export function mayBegin(c: Cursor, fragment: FragmentKind, edition: Edition): boolean {
  const token = c.token;
  // At the end of the input rustc reads no fragment at all, not even an empty visibility.
  if (token === undefined) return false;
  const here = c.editionHere();
  switch (fragment) {
    case 'tt':
    case 'item':
    case 'stmt':
      return token.kind !== 'close';
    case 'expr':
    case 'expr_2021':
      return mayBeginExpr(token, here, fragment === 'expr' && edition >= 2024);
    case 'ty':
      return tokenBeginsType(token, here);
    case 'ident':
      return token.kind === 'ident' && token.text !== '_';
    case 'lifetime':
      return token.kind === 'lifetime';
    case 'literal':
      return beginsLiteral(c, token);
    case 'vis':
      return (
        token.text === ',' || token.kind === 'ident' || isInvisible(token) || tokenBeginsType(token, here)
      );
    case 'block':
      return (
        token.text === '{' ||
        (isInvisible(token) && is(token.fragment, 'block', 'stmt', 'expr', 'expr_2021', 'literal'))
      );
    case 'path':
    case 'meta':
      if (isInvisible(token)) return !is(token.fragment, 'item', 'block', 'vis');
      return token.text === '::' || token.kind === 'ident';
    case 'pat':
    case 'pat_param':
      return tokenBeginsPattern(token, fragment === 'pat' && edition >= 2021);
  }
}

/** `let`, and `const` before 2024, begin no `expr` fragment; `_` does since 2024. */
function mayBeginExpr(token: Token, here: Edition, current: boolean): boolean {
  if (token.kind === 'ident') {
    if (token.text === 'let') return false;
    if (token.text === 'const') return current;
    if (token.text === '_') return current;
  }
  return tokenBeginsExpr(token, here);
}

function beginsLiteral(c: Cursor, token: Token): boolean {
  if (token.kind === 'literal' || token.text === '-') return true;
  if (token.kind === 'ident') return token.text === 'true' || token.text === 'false';
  if (!isInvisible(token)) return false;
  return token.fragment === 'literal' || (is(token.fragment, 'expr', 'expr_2021') && holdsLiteral(c));
}

/** Whether the captured expression here is one literal, maybe negative. */
function holdsLiteral(c: Cursor): boolean {
  let i = c.index + 1;
  while (isInvisible(c.tokens[i])) i++;
  if (c.tokens[i]?.text === '-') i++;
  while (isInvisible(c.tokens[i])) i++;
  const token = c.tokens[i];
  const isLiteral = token?.kind === 'literal' || token?.text === 'true' || token?.text === 'false';
  for (i++; i < c.partner[c.index]!; i++) if (c.tokens[i]!.text !== '') return false;
  return isLiteral;
}

function isInvisible(token: Token | undefined): boolean {
  return token !== undefined && token.kind === 'open' && token.text === '';
}

function is(fragment: FragmentKind | undefined, ...kinds: readonly FragmentKind[]): boolean {
  return fragment !== undefined && kinds.includes(fragment);
}
