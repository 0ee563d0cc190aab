import { skipAttributes } from './attributes.ts';
import type { Cursor } from './cursor.ts';
import { expr } from './expr.ts';
import { whereClause } from './generics.ts';
import { bounds, genericParams, optionalGenericParams, path, qualifiedPath, startsPath, ty } from './type.ts';
import { isName } from './words.ts';

/** A visibility, which may be empty (`Parser::parse_visibility` before a type or item). */
export function visibility(c: Cursor): void {
  if (c.eatFragment('vis')) return;
  if (!c.eatWord('pub')) return;
  if (!c.isOpen('(')) return;
  const first = c.tokens[c.index + 1]?.text;
  const single = c.partner[c.index] === c.index + 2;
  if (first === 'in' || (single && (first === 'crate' || first === 'self' || first === 'super'))) c.bump();
}

/** Whether an item other than a macro call begins at the current token, which follows attributes. */
export function startsItem(c: Cursor): boolean {
  const next = c.ahead(1);
  if (c.isFragment('vis', 'item')) return true;
  if (c.token?.kind !== 'ident') return false;
  switch (c.text) {
    case 'pub':
    case 'use':
    case 'mod':
    case 'type':
    case 'enum':
    case 'struct':
    case 'trait':
    case 'fn':
    case 'impl':
      return true;
    case 'static':
      return next?.kind === 'ident' && next.text !== 'move' && next.text !== 'async';
    case 'const':
      return (
        next?.kind === 'ident' &&
        next.text !== 'move' &&
        (next.text !== 'async' || c.ahead(2)?.text === 'fn' || c.ahead(2)?.text === 'unsafe')
      );
    case 'async':
      return ['fn', 'unsafe', 'extern', 'gen'].includes(next?.text ?? '') && c.ahead(2)?.text !== '{';
    case 'extern':
      return true;
    case 'unsafe':
      return ['fn', 'trait', 'impl', 'extern', 'auto', 'mod'].includes(next?.text ?? '');
    case 'safe':
      return ['fn', 'static', 'extern'].includes(next?.text ?? '');
    case 'union':
    case 'macro':
      return isName(next, c.editionHere());
    case 'auto':
      return next?.text === 'trait';
    case 'default':
      return ['fn', 'impl', 'type', 'const', 'async', 'unsafe', 'extern'].includes(next?.text ?? '');
    case 'macro_rules':
      return next?.text === '!' && c.ahead(2)?.kind === 'ident';
  }
  return false;
}

/** An item with its attributes and visibility (rustc_parse::parser::item), also a macro call in its place. */
export function item(c: Cursor): boolean {
  skipAttributes(c);
  if (c.eatFragment('item')) return true;
  visibility(c);
  if (c.eatFragment('item')) return true;
  if (startsItem(c) && c.text !== 'macro_rules') return itemProper(c);
  return macroItem(c);
}

/** `name! {…}`, `name!(…);` and `macro_rules! name {…}`. */
function macroItem(c: Cursor): boolean {
  if (!startsPath(c)) return c.fail('an item');
  if (!path(c, 'mod') || !c.expectPunct('!')) return false;
  if (c.token?.kind === 'ident') c.bump();
  if (c.eatGroup('{')) return true;
  if (c.token?.kind !== 'open') return c.fail('macro arguments');
  c.bump();
  return c.expectPunct(';');
}

function itemProper(c: Cursor): boolean {
  c.eatWord('default');
  while (isFnQualifier(c)) c.bump();
  const word = c.text;
  const here = c.place();
  c.bump();
  switch (word) {
    case 'use':
      return skipTo(c, ';');
    case 'mod':
      return name(c) && (c.eatGroup('{') || c.expectPunct(';'));
    case 'extern':
      return externItem(c);
    case 'static':
    case 'const':
      return constant(c);
    case 'type':
      return typeAlias(c);
    case 'struct':
      return structure(c);
    case 'enum':
    case 'union':
      return name(c) && optionalGenericParams(c) && whereClause(c) && c.expectGroup('{');
    case 'auto':
    case 'trait':
      return trait(c);
    case 'impl':
      return implementation(c);
    case 'fn':
      return fn(c);
    case 'macro':
      return macroDecl(c);
  }
  c.moveTo(here);
  return c.fail('an item');
}

/** Words before `fn`, `trait`, `impl`; the last one of an item stays: `const X`, `extern "C" {`. */
function isFnQualifier(c: Cursor): boolean {
  const next = c.ahead(1);
  switch (c.text) {
    case 'unsafe':
    case 'safe':
    case 'async':
    case 'gen':
      return next?.kind === 'ident';
    case 'const':
      return ['fn', 'unsafe', 'extern', 'async', 'trait', 'impl', 'gen', 'safe', 'auto'].includes(
        next?.text ?? '',
      );
    case 'extern':
      return next?.text === 'fn' || (next?.kind === 'literal' && c.ahead(2)?.text === 'fn');
  }
  // The ABI string of a qualifying `extern`.
  return c.token?.kind === 'literal' && next?.text === 'fn';
}

function name(c: Cursor): boolean {
  if (c.token?.kind !== 'ident') return c.fail('a name');
  c.bump();
  return true;
}

function skipTo(c: Cursor, end: string): boolean {
  while (c.token !== undefined && c.token.kind !== 'close' && !c.isPunct(end)) c.bump();
  return c.expectPunct(end);
}

function externItem(c: Cursor): boolean {
  if (c.eatWord('crate')) return skipTo(c, ';');
  if (c.token?.kind === 'literal' || c.isFragment('literal', 'expr')) c.bump();
  return c.expectGroup('{');
}

function constant(c: Cursor): boolean {
  c.eatWord('mut');
  if (c.eatGroup('{')) return true;
  if (!name(c) || !optionalGenericParams(c)) return false;
  if (c.eatPunct(':') && !ty(c, true)) return false;
  if (!whereClause(c)) return false;
  if (c.eatPunct('=') && !expr(c)) return false;
  return whereClause(c) && c.expectPunct(';');
}

function typeAlias(c: Cursor): boolean {
  if (!name(c) || !optionalGenericParams(c)) return false;
  if (c.eatPunct(':') && !bounds(c)) return false;
  if (!whereClause(c)) return false;
  if (c.eatPunct('=') && !ty(c, true)) return false;
  return whereClause(c) && c.expectPunct(';');
}

function structure(c: Cursor): boolean {
  if (!name(c) || !optionalGenericParams(c) || !whereClause(c)) return false;
  if (c.eatGroup('{') || c.eatPunct(';')) return true;
  return c.expectGroup('(') && whereClause(c) && c.expectPunct(';');
}

function trait(c: Cursor): boolean {
  c.eatWord('trait');
  if (!name(c) || !optionalGenericParams(c)) return false;
  if (c.eatPunct(':') && !bounds(c)) return false;
  if (c.eatPunct('=')) return bounds(c) && whereClause(c) && c.expectPunct(';');
  return whereClause(c) && c.expectGroup('{');
}

function implementation(c: Cursor): boolean {
  if (c.isPunct('<') && startsGenerics(c) && !genericParams(c)) return false;
  c.eatWord('const');
  c.eatPunct('!');
  if (!ty(c, true)) return false;
  if (c.eatWord('for') && !ty(c, true)) return false;
  return whereClause(c) && c.expectGroup('{');
}

/** Tells `impl<T> …` from `impl <T as Trait>::Out {` (`Parser::choose_generics_over_qpath`). */
function startsGenerics(c: Cursor): boolean {
  const next = c.ahead(1);
  if (next === undefined) return false;
  if (next.text === '>' || next.text === '#' || next.text === 'const') return true;
  if (next.kind !== 'lifetime' && next.kind !== 'ident') return false;
  return ['>', ',', ':', '=', '>>'].includes(c.ahead(2)?.text ?? '');
}

function fn(c: Cursor): boolean {
  if (!name(c) || !optionalGenericParams(c) || !c.expectGroup('(')) return false;
  if (c.eatPunct('->') && !c.eatPunct('!') && !(c.startsWith('<') ? qualifiedPath(c, 'type') : ty(c, true)))
    return false;
  if (!whereClause(c)) return false;
  return c.eatFragment('block') || c.eatGroup('{') || c.expectPunct(';');
}

function macroDecl(c: Cursor): boolean {
  if (!name(c)) return false;
  c.eatGroup('(');
  return c.expectGroup('{');
}
