import type { Pattern } from '../../../syntax/bodyAst.ts';
import type { Ty } from '../../../types/terms/ty.ts';
import { isActive } from '../active.ts';
import { isBox } from '../autoderef.ts';
import type { BodyCx } from '../bodyCx.ts';
import type { PatternDraft } from '../drafts.ts';
import { USIZE } from '../exprs/literals.ts';
import { fieldTyOf, type NamedVariant, resolveVariant } from '../exprs/structs.ts';
import type { DefaultMode, PatternCx } from './patterns.ts';

type Of<K extends Pattern['kind']> = Extract<Pattern, { kind: K }>;

/** Sub-patterns of what is not known: their variables are unknown. */
function checkUnknown(
  cx: BodyCx,
  pcx: PatternCx,
  patterns: readonly Pattern[],
  reason: string,
  mode: DefaultMode,
): void {
  for (const sub of patterns) pcx.sub(cx, pcx, sub, { kind: 'unknown', reason }, mode);
}

/** The element that each of `count` sub-patterns matches among `total`; `..` stands for those left over. */
function spread(elements: readonly Pattern[], total: number): readonly number[] {
  const rest = elements.findIndex((e) => e.kind === 'rest');
  if (rest < 0) return elements.map((_, i) => i);
  const skipped = total - (elements.length - 1);
  return elements.map((_, i) => (i < rest ? i : i === rest ? -1 : i - 1 + skipped));
}

export function checkTuplePattern(
  cx: BodyCx,
  pcx: PatternCx,
  pat: Of<'tuple'>,
  draft: PatternDraft,
  mode: DefaultMode,
): void {
  let { ty } = draft;
  if (ty.kind === 'infer' && !pat.elements.some((e) => e.kind === 'rest')) {
    const fresh: Ty = { kind: 'tuple', elements: pat.elements.map(() => cx.fresh()) };
    cx.unify(ty, fresh);
    ty = fresh;
  }
  if (ty.kind !== 'tuple') {
    const reason = ty.kind === 'unknown' ? ty.reason : 'a tuple pattern meets what is no tuple';
    checkUnknown(cx, pcx, pat.elements, reason, mode);
    return;
  }
  draft.ty = ty;
  const fields = spread(pat.elements, ty.elements.length);
  draft.meaning = { kind: 'tuple', fields };
  for (const [i, sub] of pat.elements.entries()) {
    const element = ty.elements[fields[i]!];
    if (element) pcx.sub(cx, pcx, sub, element, mode);
  }
}

/** The variant that a pattern names, made equal to the type of what it matches. */
function variantAt(
  cx: BodyCx,
  pat: Of<'tupleStruct' | 'struct'>,
  draft: PatternDraft,
): NamedVariant | undefined {
  const named = resolveVariant(cx, pat.path, pat.kind === 'struct' ? 'type' : 'value');
  if ('kind' in named) {
    cx.gap(pat.path.span, named.reason);
    return undefined;
  }
  const ty: Ty = { kind: 'adt', def: named.adt, args: named.args };
  if (cx.unify(ty, draft.ty) === 'no') cx.gap(pat.span, 'a pattern does not seem to fit what it matches');
  draft.ty = ty;
  return named;
}

export function checkTupleStruct(
  cx: BodyCx,
  pcx: PatternCx,
  pat: Of<'tupleStruct'>,
  draft: PatternDraft,
  mode: DefaultMode,
): void {
  const named = variantAt(cx, pat, draft);
  if (!named) {
    checkUnknown(cx, pcx, pat.elements, 'the path of a pattern is not known', mode);
    return;
  }
  const fields = spread(pat.elements, named.variant.fields.length);
  draft.meaning = { kind: 'variant', adt: named.adt, variant: named.index, fields };
  for (const [i, sub] of pat.elements.entries())
    if (fields[i]! >= 0) pcx.sub(cx, pcx, sub, fieldTyOf(cx, named, fields[i]!), mode);
}

export function checkStructPattern(
  cx: BodyCx,
  pcx: PatternCx,
  pat: Of<'struct'>,
  draft: PatternDraft,
  mode: DefaultMode,
): void {
  const named = variantAt(cx, pat, draft);
  const active = pat.fields.filter((f) => isActive(cx, f, f.attrs, f.pat.span));
  const subs = active.map((f) => f.pat);
  if (!named) {
    checkUnknown(cx, pcx, subs, 'the path of a pattern is not known', mode);
    return;
  }
  const indexOf = (name: string) => named.variant.fields.findIndex((f) => f.name === name);
  const fields = pat.fields.map((f) => (active.includes(f) ? indexOf(f.name.text) : -1));
  draft.meaning = { kind: 'variant', adt: named.adt, variant: named.index, fields };
  for (const { name, pat: sub } of active)
    pcx.sub(cx, pcx, sub, fieldTyOf(cx, named, indexOf(name.text)), mode);
}

export function checkSlicePattern(
  cx: BodyCx,
  pcx: PatternCx,
  pat: Of<'slice'>,
  draft: PatternDraft,
  mode: DefaultMode,
): void {
  const { ty } = draft;
  if (ty.kind !== 'array' && ty.kind !== 'slice') {
    const reason = ty.kind === 'unknown' ? ty.reason : 'a slice pattern meets what is no slice';
    checkUnknown(cx, pcx, pat.elements, reason, mode);
    return;
  }
  const isRest = (p: Pattern): boolean => p.kind === 'rest' || (p.kind === 'bind' && p.sub?.kind === 'rest');
  const fixed = pat.elements.filter((p) => !isRest(p)).length;
  for (const sub of pat.elements) {
    if (!isRest(sub)) pcx.sub(cx, pcx, sub, ty.element, mode);
    else pcx.sub(cx, pcx, sub, restTy(cx, ty, fixed), mode);
  }
}

/** What `..` stands for: the rest of a slice, or an array of what is left. */
function restTy(cx: BodyCx, ty: Extract<Ty, { kind: 'array' | 'slice' }>, fixed: number): Ty {
  if (ty.kind === 'slice') return ty;
  const length = cx.search.constant(ty.length);
  if (length.kind !== 'value')
    return { kind: 'unknown', reason: 'the length of a matched array is not known' };
  return { ...ty, length: { kind: 'value', value: length.value - BigInt(fixed), ty: USIZE } };
}

export function checkBoxPattern(
  cx: BodyCx,
  pcx: PatternCx,
  pat: Of<'box'>,
  draft: PatternDraft,
  mode: DefaultMode,
): void {
  const { ty } = draft;
  if (isBox(cx, ty)) pcx.sub(cx, pcx, pat.inner, ty.args[0] as Ty, mode);
  else checkUnknown(cx, pcx, [pat.inner], 'a box pattern meets what is no box', mode);
}
