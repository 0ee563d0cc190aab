import { isUnknown } from '../../base/unknown.ts';
import type { PatternMeaning } from '../../bodies/meanings.ts';
import type { PatternInfo } from '../../bodies/typedBody.ts';
import type { Pattern } from '../../syntax/bodyAst.ts';
import type { Ty } from '../../types/terms/ty.ts';
import { partsOf, type VariantOf } from '../fieldTypes.ts';
import { isUninhabited } from '../uninhabited.ts';
import type { Lowerer } from './lowerer.ts';
import type { ThirPat } from './model.ts';
import type { RegionScope } from './regions.ts';

const wild: ThirPat = { kind: 'wild' };

/** A pattern with its binding modes and the references that match ergonomics look through; variables end with `until`. */
export function lowerPattern(lower: Lowerer, pat: Pattern, until: RegionScope): ThirPat {
  const info = lower.pattern(pat);
  if (!info) {
    if (pat.kind === 'wild' || pat.kind === 'rest') return wild;
    if (pat.kind === 'macro') return lowerMacro(lower, pat, until);
    lower.giveUp('this pattern was not looked at', lower.start(lower.body.unit, pat.span));
    return wild;
  }
  let result = lowerUnadjusted(lower, pat, info, until);
  for (const ty of [...info.derefs].reverse()) {
    result = { kind: 'deref', box: false, ty: pointee(ty), pat: result };
  }
  return result;
}

function lowerMacro(lower: Lowerer, pat: Extract<Pattern, { kind: 'macro' }>, until: RegionScope): ThirPat {
  const expansion = lower.body.expansions.get(pat.call);
  if (expansion && !isUnknown(expansion) && expansion.kind === 'pattern')
    return lowerPattern(lower, expansion.pat, until);
  lower.giveUp('this macro in a pattern could not be expanded', lower.start(lower.body.unit, pat.span));
  return wild;
}

function pointee(ty: Ty): Ty {
  return ty.kind === 'ref' ? ty.inner : ty;
}

function lowerUnadjusted(lower: Lowerer, pat: Pattern, info: PatternInfo, until: RegionScope): ThirPat {
  const inner = (part: Pattern) => lowerPattern(lower, part, until);
  const { meaning } = info;
  switch (pat.kind) {
    case 'bind':
      return lowerBinding(lower, pat, meaning, info.ty, until);
    case 'path':
      return meaning?.kind === 'variant' ? fieldsOf(lower, info, meaning, [], until) : { kind: 'test' };
    case 'literal':
      if (pat.value.kind === 'literal' && pat.value.value.kind === 'bool')
        return { kind: 'test', bool: pat.value.value.value };
      return info.ty.kind === 'ref' || info.ty.kind === 'str'
        ? { kind: 'test', calls: true }
        : { kind: 'test' };
    case 'range':
    case 'constBlock':
      return { kind: 'test' };
    case 'ref':
      return { kind: 'deref', box: false, ty: pointee(info.ty), pat: inner(pat.inner) };
    case 'box':
      return { kind: 'deref', box: true, ty: contentOfBox(info.ty), pat: inner(pat.inner) };
    case 'tuple':
      return lowerTuple(lower, pat.elements, info, until);
    case 'tupleStruct':
      if (meaning?.kind === 'variant') return fieldsOf(lower, info, meaning, pat.elements, until);
      break;
    case 'struct':
      if (meaning?.kind === 'variant') {
        const parts = pat.fields.filter((f) => lower.isActive(f, f.pat.span)).map((f) => f.pat);
        return fieldsOf(lower, info, meaning, parts, until);
      }
      break;
    case 'slice':
      return lowerSlice(lower, pat.elements, info.ty, inner);
    case 'or':
      return { kind: 'or', alternatives: pat.alternatives.map(inner) };
    case 'macro':
      return lowerMacro(lower, pat, until);
    case 'wild':
    case 'rest':
      return wild;
    case 'error':
      break;
  }
  lower.giveUp('what this pattern matches is not known', lower.start(info.unit, pat.span));
  return wild;
}

function lowerBinding(
  lower: Lowerer,
  pat: Extract<Pattern, { kind: 'bind' }>,
  meaning: PatternMeaning | undefined,
  ty: Ty,
  until: RegionScope,
): ThirPat {
  if (meaning?.kind === 'binding') {
    const { mode } = meaning;
    const by = mode === 'ref' || mode === 'refMut' ? 'ref' : mode;
    const sub = pat.sub && lowerPattern(lower, pat.sub, until);
    return {
      kind: 'binding',
      variable: lower.variable(meaning.local),
      by,
      scope: until,
      ...(sub && sub.kind !== 'wild' && { sub }),
    };
  }
  // A name alone may be a unit struct, variant or constant.
  if (meaning?.kind === 'variant') {
    return fieldsOf(lower, { unit: lower.body.unit, ty, derefs: [] }, meaning, [], until);
  }
  return { kind: 'test' };
}

function fieldsOf(
  lower: Lowerer,
  info: PatternInfo,
  meaning: Extract<PatternMeaning, { kind: 'variant' }>,
  pats: readonly Pattern[],
  until: RegionScope,
): ThirPat {
  const parts = partsOf(info.ty, lower.body.env, lower.types);
  if (!parts || isUnknown(parts)) {
    const where = pats[0]?.span;
    const reason = parts ? parts.reason : 'the type that this pattern matches is not known';
    lower.giveUp(
      reason,
      where ? lower.start(info.unit, where) : lower.start(info.unit, lower.body.value.span),
    );
    return wild;
  }
  const variant = parts.variants[meaning.variant];
  const isEnum = parts.adt?.kind === 'enum';
  // Variants that can't be don't make a pattern refutable.
  const others = parts.variants.filter((v) => v !== variant && !isEmpty(lower, v));
  // `..` among the elements has no field of its own.
  const real = pats.filter((p) => p.kind !== 'rest');
  const indexes = meaning.fields.filter((index) => index >= 0);
  const fields = real.map((pat, at) => fieldPattern(lower, pat, variant, indexes[at] ?? at, until));
  return {
    kind: 'fields',
    ...(isEnum &&
      variant && { variant: { index: variant.index, name: variant.name, count: others.length + 1 } }),
    fields,
  };
}

function isEmpty(lower: Lowerer, { fields }: VariantOf): boolean {
  const { body, types } = lower;
  return fields.some((field) => isUninhabited(field.ty, body.owner.crate, body.env, types));
}

function fieldPattern(
  lower: Lowerer,
  pat: Pattern,
  variant: VariantOf | undefined,
  index: number,
  until: RegionScope,
) {
  const field = variant?.fields[index];
  return {
    index,
    name: field?.name ?? String(index),
    ty: field?.ty ?? ({ kind: 'unknown', reason: 'no such field' } as const),
    pat: lowerPattern(lower, pat, until),
  };
}

function lowerTuple(
  lower: Lowerer,
  elements: readonly Pattern[],
  info: PatternInfo,
  until: RegionScope,
): ThirPat {
  const types = info.ty.kind === 'tuple' ? info.ty.elements : [];
  const rest = elements.findIndex((e) => e.kind === 'rest');
  const fields = elements.flatMap((pat, at) => {
    if (pat.kind === 'rest') return [];
    const index = rest >= 0 && at > rest ? types.length - (elements.length - at) : at;
    const ty = types[index] ?? ({ kind: 'unknown', reason: 'no such element' } as const);
    return [{ index, name: String(index), ty, pat: lowerPattern(lower, pat, until) }];
  });
  return { kind: 'fields', fields };
}

function lowerSlice(
  lower: Lowerer,
  elements: readonly Pattern[],
  ty: Ty,
  inner: (pat: Pattern) => ThirPat,
): ThirPat {
  const isRest = (p: Pattern) => p.kind === 'rest' || (p.kind === 'bind' && p.sub?.kind === 'rest');
  const rest = elements.findIndex(isRest);
  const parts = elements.map((pat) => (pat.kind === 'rest' ? undefined : inner(pat)));
  return elementsOf(lower, parts, rest, ty);
}

/** The elements of an array or slice, each with its place; `rest`: which of them is the `..`, or -1. */
export function elementsOf(
  lower: Lowerer,
  parts: readonly (ThirPat | undefined)[],
  rest: number,
  ty: Ty,
): ThirPat {
  const element: Ty =
    ty.kind === 'array' || ty.kind === 'slice' ? ty.element : { kind: 'unknown', reason: 'not an array' };
  const count = ty.kind === 'array' ? lower.types.evalUsize(ty.length, lower.body.env) : undefined;
  const length = typeof count === 'bigint' ? Number(count) : undefined;
  const elements = parts.flatMap((pat, at) => {
    if (!pat) return [];
    const fromEnd = parts.length - at;
    if (at === rest) {
      const range = length !== undefined && { index: at, end: length - fromEnd + 1 };
      return [{ ...range, ty: element, pat }];
    }
    if (rest < 0 || at < rest) return [{ index: at, ty: element, pat }];
    return [{ ...(length !== undefined && { index: length - fromEnd }), ty: element, pat }];
  });
  return { kind: 'elements', test: ty.kind !== 'array', elements };
}

function contentOfBox(ty: Ty): Ty {
  const arg = ty.kind === 'adt' ? ty.args[0] : undefined;
  return (arg as Ty | undefined) ?? { kind: 'unknown', reason: 'not a box' };
}
