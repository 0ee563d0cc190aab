import { isUnknown } from '../../../base/unknown.ts';
import type { Name } from '../../../syntax/ast.ts';
import type { Expr, Pattern } from '../../../syntax/bodyAst.ts';
import { withoutLifetimes } from '../../../types/terms/fold.ts';
import type { Ty } from '../../../types/terms/ty.ts';
import type { BindingMode, Local } from '../../typedBody.ts';
import type { BodyCx } from '../bodyCx.ts';
import { checkExpr } from '../check.ts';
import type { LocalDraft, PatternDraft } from '../drafts.ts';
import { STR_REF } from '../exprs/literals.ts';
import { expandPattern } from '../exprs/macros.ts';
import { ctorTy, resolveValue } from '../exprs/paths.ts';
import {
  checkBoxPattern,
  checkSlicePattern,
  checkStructPattern,
  checkTuplePattern,
  checkTupleStruct,
} from './structPatterns.ts';

/** What match ergonomics made of the bindings from here on (Reference, "Binding modes"). */
export type DefaultMode = 'move' | 'ref' | 'refMut';

/** What the parts of one pattern share. */
export interface PatternCx {
  readonly kind: Local['kind'];
  /** Variables by name: the alternatives of an or-pattern bind the same ones. */
  readonly bound: LocalDraft[];
  readonly names: Map<string, LocalDraft>;
  /** {@link checkSub}, for the patterns with patterns in them. */
  readonly sub: typeof checkSub;
}

/** Types a pattern against the type of what it matches. Its variables come into scope by `declarePattern`. */
export function checkPattern(cx: BodyCx, pat: Pattern, ty: Ty, kind: Local['kind']): void {
  const pcx: PatternCx = { kind, bound: [], names: new Map(), sub: checkSub };
  checkSub(cx, pcx, pat, ty, 'move');
  cx.patternLocals.set(pat, pcx.bound);
}

/** Brings the variables of a checked pattern into scope. */
export function declarePattern(cx: BodyCx, pat: Pattern): void {
  for (const local of cx.patternLocals.get(pat) ?? []) declare(cx, local, cx.marks.get(local));
}

export function declare(cx: BodyCx, local: LocalDraft, mark: number | undefined): void {
  const vars = { name: local.name, mark, local, outer: cx.lexical.vars };
  cx.lexical = { ...cx.lexical, vars };
}

export function patternDraft(cx: BodyCx, pat: Pattern, ty: Ty): PatternDraft {
  const draft: PatternDraft = { unit: cx.lexical.unit, ty, derefs: [] };
  cx.drafts.patterns.set(pat, draft);
  return draft;
}

/** One pattern within a pattern. */
export function checkSub(cx: BodyCx, pcx: PatternCx, pat: Pattern, expected: Ty, mode: DefaultMode): void {
  switch (pat.kind) {
    case 'wild':
    case 'rest':
    case 'error':
      patternDraft(cx, pat, expected);
      return;
    case 'bind':
      checkBinding(cx, pcx, pat, expected, mode);
      return;
    case 'or':
      patternDraft(cx, pat, expected);
      for (const alternative of pat.alternatives) checkSub(cx, pcx, alternative, expected, mode);
      return;
    case 'ref':
      checkRefPattern(cx, pcx, pat, expected);
      return;
    case 'macro': {
      patternDraft(cx, pat, expected);
      const expansion = expandPattern(cx, pat.call);
      if (!expansion) return;
      const { lexical } = cx;
      cx.lexical = { ...lexical, unit: expansion.unit };
      checkSub(cx, pcx, expansion.pat, expected, mode);
      cx.lexical = lexical;
      return;
    }
    case 'path':
      checkPathPattern(cx, pat, pat, expected, mode);
      return;
    case 'literal':
      checkLiteralPattern(cx, pat, pat.value, expected, mode);
      return;
    default:
      checkPeeled(cx, pcx, pat, expected, mode);
  }
}

/** Patterns that look through references. */
function checkPeeled(cx: BodyCx, pcx: PatternCx, pat: Pattern, expected: Ty, mode: DefaultMode): void {
  const peeled = peel(cx, expected, mode);
  const draft = patternDraft(cx, pat, peeled.ty);
  draft.derefs = peeled.derefs;
  switch (pat.kind) {
    case 'tuple':
      checkTuplePattern(cx, pcx, pat, draft, peeled.mode);
      return;
    case 'tupleStruct':
      checkTupleStruct(cx, pcx, pat, draft, peeled.mode);
      return;
    case 'struct':
      checkStructPattern(cx, pcx, pat, draft, peeled.mode);
      return;
    case 'slice':
      checkSlicePattern(cx, pcx, pat, draft, peeled.mode);
      return;
    case 'box':
      checkBoxPattern(cx, pcx, pat, draft, peeled.mode);
      return;
    case 'range':
      for (const end of [pat.start, pat.end]) if (end) cx.unify(checkConstant(cx, end, peeled.ty), peeled.ty);
      draft.meaning = { kind: 'const' };
      return;
    default:
      draft.meaning = { kind: 'const' };
  }
}

/** Looks through the references of a type (rustc's `peel_off_references`). */
export function peel(
  cx: BodyCx,
  expected: Ty,
  mode: DefaultMode,
): { ty: Ty; derefs: Ty[]; mode: DefaultMode } {
  const derefs: Ty[] = [];
  let ty = cx.structurally(expected);
  let now = mode;
  while (ty.kind === 'ref' && derefs.length < 32) {
    derefs.push(ty);
    if (!ty.mutable) now = 'ref';
    else if (now === 'move') now = 'refMut';
    ty = cx.structurally(ty.inner);
  }
  return { ty, derefs, mode: now };
}

type Bind = Extract<Pattern, { kind: 'bind' }>;

function checkBinding(cx: BodyCx, pcx: PatternCx, pat: Bind, expected: Ty, mode: DefaultMode): void {
  if (!pat.byRef && !pat.mutable && !pat.sub && namesConstant(cx, pat.name)) {
    const path = { global: false, segments: [{ name: pat.name }], span: pat.span };
    checkPathPattern(cx, pat, { kind: 'path', path, span: pat.span }, expected, mode);
    return;
  }
  const by: DefaultMode = pat.byRef ? (pat.mutable ? 'refMut' : 'ref') : pat.mutable ? 'move' : mode;
  const ty: Ty = by === 'move' ? expected : { kind: 'ref', mutable: by === 'refMut', inner: expected };
  const draft = patternDraft(cx, pat, expected);
  const local = bindLocal(cx, pcx, pat, ty, by);
  draft.meaning = { kind: 'binding', local, mode: by };
  if (pat.sub) checkSub(cx, pcx, pat.sub, expected, mode);
}

function bindLocal(cx: BodyCx, pcx: PatternCx, pat: Bind, ty: Ty, mode: BindingMode): LocalDraft {
  const key = `${pat.name.text}#${pat.name.mark ?? ''}`;
  const known = pcx.names.get(key);
  if (known) {
    cx.unify(known.ty, ty);
    return known;
  }
  cx.markSized(ty);
  const local = newLocal(cx, pat.name, ty, pcx.kind, mode, pat.mutable && !pat.byRef, pat.span.start);
  pcx.names.set(key, local);
  pcx.bound.push(local);
  return local;
}

export function newLocal(
  cx: BodyCx,
  name: Name,
  ty: Ty,
  kind: Local['kind'],
  mode: BindingMode,
  mutable: boolean,
  start = name.span.start,
): LocalDraft {
  const { closure } = cx.frame;
  const id = cx.drafts.locals.length;
  const local: LocalDraft = {
    id,
    name: name.text,
    unit: cx.lexical.unit,
    span: name.span,
    start,
    mutable,
    ty: withLifetime(cx.shallow(ty), kind, id),
    mode,
    kind,
    ...(closure && { closure }),
  };
  cx.drafts.locals.push(local);
  cx.marks.set(local, name.mark);
  return local;
}

/**
 * A shared reference in a variable has a lifetime of its own unless one is written: each elided one of a parameter is a
 * parameter too, and what is matched or inferred gets a new one.
 */
function withLifetime(ty: Ty, kind: Local['kind'], id: number): Ty {
  const own = kind === 'pattern' ? withoutLifetimes(ty) : ty;
  return own.kind === 'ref' && !own.mutable ? { ...own, life: own.life ?? `'_${id}` } : own;
}

/** Whether a bare name in a pattern is that of a unit struct, variant or constant. */
function namesConstant(cx: BodyCx, name: Name): boolean {
  const found = cx.types.resolver.resolveNames(cx.lexical.scope, [name.text], 'value');
  if (isUnknown(found) || found.kind !== 'def' || found.resolved !== 1) return false;
  return found.def.kind === 'const' || found.def.kind === 'variant' || found.def.kind === 'struct';
}

function checkPathPattern(
  cx: BodyCx,
  pat: Pattern,
  { path }: Extract<Pattern, { kind: 'path' }>,
  expected: Ty,
  mode: DefaultMode,
): void {
  const meaning = resolveValue(cx, path);
  if (meaning.kind === 'unknown') {
    cx.gap(path.span, meaning.reason);
    patternDraft(cx, pat, expected).meaning = { kind: 'const' };
    return;
  }
  if (meaning.kind === 'item' && meaning.callee.def.kind === 'const') {
    const draft = patternDraft(cx, pat, expected);
    draft.meaning = { kind: 'const' };
    cx.unify(cx.norm(cx.typeOfConst(meaning.callee)), expected);
    return;
  }
  const peeled = peel(cx, expected, mode);
  const draft = patternDraft(cx, pat, peeled.ty);
  draft.derefs = peeled.derefs;
  let ty: Ty | undefined;
  if (meaning.kind === 'item') ty = ctorTy(cx, meaning.callee.def, meaning.callee.args, pat);
  else if (meaning.kind === 'selfCtor') ty = meaning.ty;
  if (!ty) return;
  cx.unify(ty, peeled.ty);
  const adt = ty.kind === 'adt' ? ty.def : undefined;
  if (!adt) return;
  const layout = cx.types.adtDef(adt);
  const name =
    meaning.kind === 'item' && meaning.callee.def.kind === 'variant' ? meaning.callee.def.name : undefined;
  const variant =
    isUnknown(layout) || name === undefined ? 0 : layout.variants.findIndex((v) => v.name === name);
  draft.meaning = { kind: 'variant', adt, variant, fields: [] };
}

function checkLiteralPattern(cx: BodyCx, pat: Pattern, value: Expr, expected: Ty, mode: DefaultMode): void {
  const ty = checkConstant(cx, value, undefined);
  const at = cx.structurally(ty);
  // String literals are references already; everything else looks through them.
  const passes = at.kind === 'ref';
  const peeled = passes ? { ty: cx.structurally(expected), derefs: [], mode } : peel(cx, expected, mode);
  const draft = patternDraft(cx, pat, peeled.ty);
  draft.derefs = peeled.derefs;
  draft.meaning = { kind: 'const' };
  if (!passes) {
    cx.unify(at, peeled.ty);
    return;
  }
  if (at.inner.kind === 'str') cx.unify(STR_REF, peeled.ty);
  else if (peeled.ty.kind === 'infer') cx.unify(at, peeled.ty);
}

function checkConstant(cx: BodyCx, value: Expr, expected: Ty | undefined): Ty {
  const { diverges } = cx;
  const ty = checkExpr(cx, value, expected);
  cx.diverges = diverges;
  return ty;
}

function checkRefPattern(
  cx: BodyCx,
  pcx: PatternCx,
  pat: Extract<Pattern, { kind: 'ref' }>,
  expected: Ty,
): void {
  const ty = cx.structurally(expected);
  patternDraft(cx, pat, ty);
  if (ty.kind === 'ref') {
    checkSub(cx, pcx, pat.inner, ty.inner, 'move');
    return;
  }
  const inner = cx.fresh();
  if (ty.kind === 'infer') cx.unify(ty, { kind: 'ref', mutable: pat.mutable, inner });
  else cx.poison(inner, ty.kind === 'unknown' ? ty.reason : 'a reference pattern meets what is no reference');
  checkSub(cx, pcx, pat.inner, inner, 'move');
}
