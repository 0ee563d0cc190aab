import { skipAttributes } from './attributes.ts';
import type { Cursor } from './cursor.ts';
import { isPathSegment } from './words.ts';

/** A type (rustc_parse::parser::ty). With `allowPlus`, `A + B` without `dyn` is one type. */
export function ty(c: Cursor, allowPlus: boolean): boolean {
  if (c.eatFragment('ty')) return plusBounds(c, allowPlus);
  const token = c.token;
  if (token === undefined) return c.fail('a type');
  if (token.kind === 'open') {
    if (token.text === '(') {
      c.bump();
      return plusBounds(c, allowPlus);
    }
    if (token.text === '[') return c.passed(true);
    return c.isFragment('path') ? pathType(c, allowPlus) : c.fail('a type');
  }
  if (token.kind === 'lifetime') return bounds(c);
  if (token.kind === 'punct') return operatorType(c, allowPlus);
  return wordType(c, allowPlus);
}

function operatorType(c: Cursor, allowPlus: boolean): boolean {
  switch (c.text) {
    case '!':
      c.bump();
      return true;
    case '*':
      c.bump();
      if (!c.eatWord('mut') && !c.eatWord('const')) return c.fail('`mut` or `const`');
      return c.nested((n) => ty(n, false));
    case '&':
    case '&&':
      c.bump();
      if (c.token?.kind === 'lifetime') c.bump();
      c.eatWord('mut');
      return c.nested((n) => ty(n, false));
    case '?':
      return bounds(c);
    case '<':
    case '<<':
    case '<-':
      return qualifiedPath(c, 'type');
    case '::':
      return pathType(c, allowPlus);
  }
  return c.fail('a type');
}

function wordType(c: Cursor, allowPlus: boolean): boolean {
  if (c.eatWord('_')) return true;
  if (c.isWord('for')) {
    c.bump();
    if (!genericParams(c)) return false;
    return startsFn(c) ? fnPointer(c) : bounds(c);
  }
  if (startsFn(c)) return fnPointer(c);
  // After `&`, rustc reads `dyn A + B` whole too and only then complains, so the extent is the same.
  if (c.isWord('impl') || isDyn(c)) {
    c.bump();
    return bounds(c);
  }
  if (c.isWord('typeof')) {
    c.bump();
    return c.expectGroup('(');
  }
  if (!startsPath(c)) return c.fail('a type');
  return pathType(c, allowPlus);
}

function pathType(c: Cursor, allowPlus: boolean): boolean {
  if (!path(c, 'type')) return false;
  if (c.isPunct('!') && c.ahead(1)?.kind === 'open') {
    c.bump();
    c.bump();
    return true;
  }
  return plusBounds(c, allowPlus);
}

function plusBounds(c: Cursor, allowPlus: boolean): boolean {
  if (!allowPlus || !c.startsWith('+')) return true;
  c.eatSplit('+');
  return bounds(c);
}

/** `dyn` is a keyword since 2018; in 2015 only where a bound follows it. */
function isDyn(c: Cursor): boolean {
  if (!c.isWord('dyn')) return false;
  if (c.editionHere() >= 2018) return true;
  const next = c.ahead(1);
  if (next === undefined || next.text === '::') return false;
  return (
    next.kind === 'lifetime' ||
    next.text === '?' ||
    next.text === 'for' ||
    next.text === '(' ||
    isPathSegment(next, 2015)
  );
}

function startsFn(c: Cursor): boolean {
  for (let n = 0; n < 6; n++) {
    const token = c.ahead(n);
    if (token === undefined) return false;
    if (token.kind === 'ident' && token.text === 'fn') return true;
    const qualifier = ['unsafe', 'extern', 'async', 'const', 'safe'].includes(token.text);
    if (!qualifier && token.kind !== 'literal') return false;
    if (token.kind === 'literal' && n === 0) return false;
  }
  return false;
}

function fnPointer(c: Cursor): boolean {
  while (!c.isWord('fn')) c.bump();
  c.bump();
  if (!c.expectGroup('(')) return false;
  return !c.eatPunct('->') || c.nested((n) => ty(n, false));
}

/** `A + 'a + ?Sized + for<'b> Fn(&'b u8) + use<'a, T>`; may be empty and may end in `+`. */
export function bounds(c: Cursor): boolean {
  while (bound(c) === 'yes') if (!c.eatSplit('+')) return true;
  return c.failure === undefined;
}

function bound(c: Cursor): 'yes' | 'no' {
  const token = c.token;
  if (token === undefined) return 'no';
  if (token.kind === 'lifetime' || c.isOpen('(')) return c.passed('yes');
  if (c.isWord('use')) {
    c.bump();
    return genericParams(c) ? 'yes' : 'no';
  }
  const modified = modifiers(c);
  if (c.eatWord('for') && !genericParams(c)) return 'no';
  modifiers(c);
  if (
    c.isFragment('path', 'ty') ||
    c.isPunct('::') ||
    c.isPunct('<') ||
    isPathSegment(c.token, c.editionHere())
  ) {
    return c.nested((n) => (n.isPunct('<') ? qualifiedPath(n, 'type') : path(n, 'type'))) ? 'yes' : 'no';
  }
  if (modified) c.fail('a bound');
  return 'no';
}

function modifiers(c: Cursor): boolean {
  let any = false;
  for (;;) {
    const constBound =
      c.isOpen('[') && c.tokens[c.index + 1]?.text === 'const' && c.partner[c.index] === c.index + 2;
    const isWord = c.isWord('const') || (c.isWord('async') && c.editionHere() >= 2018);
    if (!c.isPunct('?') && !c.isPunct('~') && !c.isPunct('!') && !isWord && !constBound) return any;
    c.bump();
    any = true;
  }
}

/** How generic arguments are written: `a::<T>` only, also `A<T>` and `Fn(A) -> B`, or none. */
export type PathStyle = 'expr' | 'type' | 'mod';

/** Whether a path can start here (`Parser::check_path`). */
export function startsPath(c: Cursor): boolean {
  return (
    c.isPunct('::') ||
    c.isPunct('<') ||
    c.isPunct('<<') ||
    isPathSegment(c.token, c.editionHere()) ||
    c.isFragment('path', 'ty')
  );
}

/** A path without a qualified self type (rustc_parse::parser::path). */
export function path(c: Cursor, style: PathStyle): boolean {
  // A captured path is complete: rustc lets nothing follow inside the same path.
  if (c.eatFragment('path', 'ty')) return true;
  c.eatPunct('::');
  return segments(c, style);
}

/** `<T as Trait>::name`, with what follows. */
export function qualifiedPath(c: Cursor, style: PathStyle): boolean {
  if (!c.expectSplit('<')) return false;
  if (!c.nested((n) => ty(n, true))) return false;
  if (c.eatWord('as') && !path(c, 'type')) return false;
  if (!c.expectSplit('>')) return false;
  return c.expectPunct('::') && segments(c, style);
}

function segments(c: Cursor, style: PathStyle): boolean {
  for (;;) {
    if (!isPathSegment(c.token, c.editionHere())) return c.fail('a path');
    c.bump();
    if (style !== 'mod' && !segmentArguments(c, style)) return false;
    if (!c.isPunct('::')) return true;
    // `a::{…}` and `a::*`, as in `use`, end the path proper before the `::`.
    const next = c.ahead(1)?.text;
    if (next === '{' || next === '*') return true;
    c.bump();
  }
}

function segmentArguments(c: Cursor, style: PathStyle): boolean {
  const turbofish = c.isPunct('::') && startsArguments(c.ahead(1)?.text);
  if (turbofish) c.bump();
  else if (style !== 'type') return true;
  if (c.startsWith('<') && !c.isPunct('<=') && !c.isPunct('<<=')) return genericArguments(c);
  if (!c.isOpen('(')) return true;
  c.bump();
  if (!c.eatPunct('->')) return true;
  return c.nested((n) => ty(n, false));
}

function startsArguments(text: string | undefined): boolean {
  return text === '<' || text === '<<' || text === '<-' || text === '(';
}

/** `<'a, T, N, { expr }, Item = T, Item: Bound>`, from its `<` to its `>`. */
export function genericArguments(c: Cursor): boolean {
  if (!c.expectSplit('<')) return false;
  while (!c.startsWith('>')) {
    if (!genericArgument(c)) return false;
    if (!c.eatPunct(',')) break;
  }
  return c.expectSplit('>');
}

function genericArgument(c: Cursor): boolean {
  if (c.token?.kind === 'lifetime' && c.ahead(1)?.text !== '+') {
    c.bump();
    return true;
  }
  if (!genericValue(c)) return false;
  if (c.eatPunct('=')) return genericValue(c);
  if (c.eatPunct(':')) return bounds(c);
  return true;
}

/** A type or a constant argument. */
function genericValue(c: Cursor): boolean {
  if (c.isPunct('-')) c.bump();
  else if (c.eatGroup('{') || c.eatWord('true') || c.eatWord('false')) return true;
  else if (c.eatFragment('expr', 'expr_2021', 'literal', 'block')) return true;
  if (c.token?.kind === 'literal' || c.isFragment('literal')) {
    c.bump();
    return true;
  }
  if (c.isWord('const') && c.ahead(1)?.text === '{') {
    c.bump();
    return c.eatGroup('{');
  }
  return c.nested((n) => ty(n, true));
}

/** `<'a: 'b, T: Bound = Default, const N: usize = 3>`, from its `<` to its `>`. */
export function genericParams(c: Cursor): boolean {
  if (!c.expectSplit('<')) return false;
  while (!c.startsWith('>')) {
    if (!genericParam(c)) return false;
    if (!c.eatPunct(',')) break;
  }
  return c.expectSplit('>');
}

/** Generic parameters if there are any. */
export function optionalGenericParams(c: Cursor): boolean {
  return !c.isPunct('<') || genericParams(c);
}

function genericParam(c: Cursor): boolean {
  skipAttributes(c);
  if (c.token?.kind === 'lifetime') {
    c.bump();
    return !c.eatPunct(':') || bounds(c);
  }
  const isConst = c.eatWord('const');
  if (c.token?.kind !== 'ident') return c.fail('a generic parameter');
  c.bump();
  if (isConst) {
    if (!c.expectPunct(':') || !c.nested((n) => ty(n, true))) return false;
    return !c.eatPunct('=') || constDefault(c);
  }
  if (c.eatPunct(':') && !bounds(c)) return false;
  return !c.eatPunct('=') || c.nested((n) => ty(n, true));
}

function constDefault(c: Cursor): boolean {
  if (c.eatGroup('{') || c.eatFragment('expr', 'expr_2021', 'literal', 'block')) return true;
  c.eatPunct('-');
  if (c.token?.kind === 'literal') return c.passed(true);
  return c.nested((n) => ty(n, false));
}
