import { skipAttributes } from './attributes.ts';
import type { Cursor } from './cursor.ts';
import { path, qualifiedPath, startsPath } from './type.ts';
import { isName } from './words.ts';

/** A pattern with `|` at its top (rustc_parse::parser::pat). */
export function patternWithAlternatives(c: Cursor): boolean {
  c.eatPunct('|');
  do {
    if (!c.nested(pattern)) return false;
  } while (c.eatPunct('|'));
  return true;
}

/** A pattern without `|` at its top. */
export function pattern(c: Cursor): boolean {
  skipAttributes(c);
  if (c.eatFragment('pat', 'pat_param')) return true;
  const token = c.token;
  if (token === undefined) return c.fail('a pattern');
  if (c.eatGroup('(') || c.eatGroup('[')) return true;
  if (token.kind === 'literal' || c.isFragment('literal', 'expr', 'expr_2021')) return rangeEnd(c, literal);
  if (token.kind === 'punct') return operatorPattern(c);
  if (token.kind === 'ident') return wordPattern(c);
  return c.isFragment('path', 'ty') ? pathPattern(c) : c.fail('a pattern');
}

function operatorPattern(c: Cursor): boolean {
  switch (c.text) {
    case '&':
    case '&&':
      c.bump();
      if (c.isWord('mut')) c.bump();
      return c.nested(pattern);
    case '-':
      return rangeEnd(c, literal);
    case '..':
    case '..=':
    case '...':
      return halfOpenOrRest(c);
    case '<':
    case '<<':
    case '::':
      return pathPattern(c);
  }
  return c.fail('a pattern');
}

function wordPattern(c: Cursor): boolean {
  if (c.eatWord('_')) return true;
  if (c.isWord('true') || c.isWord('false')) return rangeEnd(c, literal);
  if (c.isWord('mut')) {
    c.bump();
    return c.isFragment('pat', 'pat_param') ? c.nested(pattern) : binding(c);
  }
  if (c.isWord('ref')) {
    c.bump();
    c.eatWord('mut');
    return binding(c);
  }
  if (c.isWord('box')) {
    c.bump();
    return c.nested(pattern);
  }
  if (c.isWord('const') && c.ahead(1)?.text === '{') {
    return rangeEnd(c, rangeValue);
  }
  if (isName(c.token, c.editionHere()) && !followsPath(c.ahead(1)?.text)) return binding(c);
  return startsPath(c) ? pathPattern(c) : c.fail('a pattern');
}

/** What makes the name before it more than a binding. */
function followsPath(text: string | undefined): boolean {
  return text !== undefined && ['::', '(', '{', '!', '..', '..=', '...'].includes(text);
}

function binding(c: Cursor): boolean {
  c.eatWord('ref');
  c.eatWord('mut');
  if (c.token?.kind !== 'ident') return c.fail('an identifier');
  c.bump();
  return !c.eatPunct('@') || c.nested(pattern);
}

function pathPattern(c: Cursor): boolean {
  const qualified = c.isPunct('<') || c.isPunct('<<');
  if (!(qualified ? qualifiedPath(c, 'expr') : path(c, 'expr'))) return false;
  if (!qualified && c.isPunct('!') && c.ahead(1)?.kind === 'open') {
    c.bump();
    c.bump();
    return true;
  }
  if (c.eatGroup('(') || c.eatGroup('{')) return true;
  return rangeRest(c);
}

function halfOpenOrRest(c: Cursor): boolean {
  const open = c.isPunct('..');
  c.bump();
  if (startsRangeValue(c)) return rangeValue(c);
  return open || c.fail('a range pattern’s end');
}

function rangeEnd(c: Cursor, first: (c: Cursor) => boolean): boolean {
  return first(c) && rangeRest(c);
}

function rangeRest(c: Cursor): boolean {
  const closed = c.isPunct('..=') || c.isPunct('...');
  if (!closed && !c.isPunct('..')) return true;
  c.bump();
  if (startsRangeValue(c)) return rangeValue(c);
  return !closed || c.fail('a range pattern’s end');
}

function startsRangeValue(c: Cursor): boolean {
  const token = c.token;
  if (token === undefined) return false;
  if (token.kind === 'literal' || c.isPunct('-') || c.isWord('true') || c.isWord('false')) return true;
  if (c.isFragment('literal', 'expr', 'expr_2021')) return true;
  return startsPath(c) || (c.isWord('const') && c.ahead(1)?.text === '{');
}

function rangeValue(c: Cursor): boolean {
  if (c.eatWord('const')) return c.expectGroup('{');
  if (c.isPunct('<') || c.isPunct('<<')) return qualifiedPath(c, 'expr');
  if (!c.isFragment('path', 'ty') && startsPath(c)) return path(c, 'expr');
  return c.eatFragment('path', 'ty') || literal(c);
}

/** A literal with an optional minus, also a captured one (`Parser::parse_literal_maybe_minus`). */
export function literal(c: Cursor): boolean {
  if (c.eatFragment('literal', 'expr', 'expr_2021')) return true;
  c.eatPunct('-');
  if (c.token?.kind !== 'literal' && !c.isWord('true') && !c.isWord('false') && !c.isFragment('literal')) {
    return c.fail('a literal');
  }
  c.bump();
  return true;
}
