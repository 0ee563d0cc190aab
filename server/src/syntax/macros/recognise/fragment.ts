import type { Edition, FragmentKind } from '../../tokens.ts';
import type { Cursor } from './cursor.ts';
import { expr } from './expr.ts';
import { item, visibility } from './item.ts';
import { literal, pattern, patternWithAlternatives } from './pattern.ts';
import { statement } from './stmt.ts';
import { path, ty } from './type.ts';

/**
 * Passes one fragment, as far as rustc would read it (`Parser::parse_nonterminal`). `edition` is that of
 * the macro which asks. On false the cursor's `failure` says what was expected.
 */
export function fragment(c: Cursor, kind: FragmentKind, edition: Edition): boolean {
  switch (kind) {
    case 'expr':
    case 'expr_2021':
      return expr(c);
    case 'ty':
      return ty(c, true);
    case 'tt':
    case 'ident':
    case 'lifetime':
      c.bump();
      return true;
    case 'path':
      return path(c, 'type');
    case 'literal':
      return literal(c);
    case 'vis':
      visibility(c);
      return true;
    case 'block':
      return c.eatFragment('block', 'expr', 'expr_2021', 'stmt') || c.expectGroup('{');
    case 'pat':
      return edition >= 2021 ? patternWithAlternatives(c) : pattern(c);
    case 'pat_param':
      return pattern(c);
    case 'item':
      return item(c);
    case 'stmt':
      return statement(c);
    case 'meta':
      return meta(c);
  }
}

/** The inside of an attribute: `path`, `path = value`, `path(…)`, `unsafe(…)`. */
function meta(c: Cursor): boolean {
  if (c.eatFragment('meta')) return true;
  if (c.isWord('unsafe') && c.ahead(1)?.text === '(') {
    c.bump();
    return c.eatGroup('(');
  }
  if (!path(c, 'mod')) return false;
  if (c.eatPunct('=')) return expr(c);
  if (c.token?.kind === 'open' && c.token.text !== '') c.bump();
  return true;
}
