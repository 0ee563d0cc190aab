import { skipAttributes } from './attributes.ts';
import type { Cursor } from './cursor.ts';
import { expr } from './expr.ts';
import { item, startsItem } from './item.ts';
import { patternWithAlternatives } from './pattern.ts';
import { ty } from './type.ts';

/** A statement without its semicolon, except where it is an item that ends in one (rustc_parse::parser::stmt). */
export function statement(c: Cursor): boolean {
  const start = c.place();
  skipAttributes(c);
  if (c.eatFragment('stmt')) return true;
  if (c.isWord('let')) return letStatement(c);
  if (startsItem(c)) {
    c.moveTo(start);
    return item(c);
  }
  if (c.eatPunct(';')) return true;
  if (c.token === undefined || c.token.kind === 'close') return c.fail('a statement');
  return expr(c, { noStruct: false, statement: true });
}

function letStatement(c: Cursor): boolean {
  c.bump();
  if (!patternWithAlternatives(c)) return false;
  if (c.eatPunct(':') && !ty(c, true)) return false;
  if (!c.eatPunct('=')) return true;
  if (!expr(c)) return false;
  return !c.eatWord('else') || c.expectGroup('{');
}
