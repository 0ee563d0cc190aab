import { isUnknown } from '../../../base/unknown.ts';
import type { Def } from '../../../resolve/model/def.ts';
import type { Path } from '../../../syntax/ast.ts';
import type { Expr } from '../../../syntax/bodyAst.ts';
import type { VariantDef } from '../../../types/items/adt.ts';
import { assocTypeOf } from '../../../types/lower/assocPaths.ts';
import { lowerOwnArgs } from '../../../types/lower/lowerArgs.ts';
import { singleName } from '../../../types/lower/lowerConst.ts';
import { pathHead } from '../../../types/lower/lowerPaths.ts';
import { substitute } from '../../../types/terms/fold.ts';
import type { GenericArg, Ty } from '../../../types/terms/ty.ts';
import { isActive } from '../active.ts';
import type { BodyCx } from '../bodyCx.ts';
import { checkCoerce, checkExpr } from '../check.ts';
import { withFreshLifetimes } from '../coerce.ts';

/** A struct or variant named in front of `{ … }` or `( … )`, with its arguments. */
export interface NamedVariant {
  readonly adt: Def;
  readonly args: readonly GenericArg[];
  readonly index: number;
  readonly variant: VariantDef;
}

type Found = NamedVariant | { readonly kind: 'unknown'; readonly reason: string };

/**
 * The struct or variant that a path means; elided arguments are fresh. In front of `( … )` a path names a value,
 * in front of `{ … }` a type.
 */
export function resolveVariant(cx: BodyCx, path: Path, namespace: 'type' | 'value'): Found {
  const at = cx.lowering;
  const isSelf = singleName(path) === 'Self';
  const head = pathHead(at, path, isSelf ? 'type' : namespace);
  const named = head.def?.def;
  if (named?.kind === 'variant' && head.rest.length === 0 && named.parent) {
    const resolved = head.def!.resolved;
    const written = path.segments[resolved - 2]?.args ?? path.segments[resolved - 1]?.args;
    return variantOf(cx, named.parent, lowerOwnArgs(at, named.parent, written, []), named.name);
  }
  let ty = cx.structurally(cx.norm(head.ty));
  const { rest } = head;
  for (const [i, segment] of rest.entries()) {
    if (ty.kind === 'unknown') break;
    const isVariant =
      ty.kind === 'adt' &&
      i === rest.length - 1 &&
      cx.types.members(ty.def).some((m) => m.kind === 'variant' && m.name === segment.name.text);
    if (isVariant && ty.kind === 'adt') return variantOf(cx, ty.def, ty.args, segment.name.text);
    ty = cx.structurally(cx.norm(assocTypeOf(at, ty, segment)));
  }
  if (ty.kind === 'unknown') return ty;
  if (ty.kind !== 'adt') return { kind: 'unknown', reason: 'the path names no struct or variant' };
  return variantOf(cx, ty.def, ty.args, undefined);
}

/** A variant by name, or the one of a struct or union. */
export function variantOf(
  cx: BodyCx,
  adt: Def,
  args: readonly GenericArg[],
  name: string | undefined,
): Found {
  const layout = cx.types.adtDef(adt);
  if (isUnknown(layout)) return layout;
  if (layout.partial !== undefined) return { kind: 'unknown', reason: layout.partial };
  const index = name === undefined ? 0 : layout.variants.findIndex((v) => v.name === name);
  const variant = layout.variants[index];
  if (!variant || (name === undefined && layout.kind === 'enum'))
    return { kind: 'unknown', reason: `\`${adt.name}\` has no variant \`${name ?? ''}\`` };
  return { adt, args, index, variant };
}

/** The type of a field of a named variant. */
export function fieldTyOf(cx: BodyCx, named: NamedVariant, field: number): Ty {
  const declared = named.variant.fields[field];
  if (!declared) return { kind: 'unknown', reason: `\`${named.adt.name}\` has no such field` };
  return cx.norm(substitute(withFreshLifetimes(declared.ty), named.args));
}

type StructExpr = Extract<Expr, { kind: 'struct' }>;

/** `Path { field: value, ..base }` */
export function checkStruct(cx: BodyCx, expr: StructExpr, expected: Ty | undefined): Ty {
  const named = resolveVariant(cx, expr.path, 'type');
  if ('kind' in named) {
    for (const { value } of expr.fields) cx.poison(checkExpr(cx, value), named.reason);
    if (expr.base) checkExpr(cx, expr.base);
    return cx.gap(expr.path.span, named.reason);
  }
  const ty: Ty = { kind: 'adt', def: named.adt, args: named.args };
  cx.requireAll(named.adt, named.args);
  if (expected) hintAt(cx, ty, expected);
  const fields = expr.fields.map((field) => {
    const { name, value } = field;
    if (!isActive(cx, field, field.attrs, value.span)) return -1;
    const index = named.variant.fields.findIndex((f) => f.name === name.text);
    if (index < 0) cx.poison(checkExpr(cx, value), `\`${named.adt.name}\` has no field \`${name.text}\``);
    else checkCoerce(cx, value, fieldTyOf(cx, named, index));
    return index;
  });
  if (expr.base) checkCoerce(cx, expr.base, ty);
  const missing = named.variant.fields.map((_, i) => i).filter((i) => expr.base && !fields.includes(i));
  const baseFields = missing.map((index) => ({ index, ty: fieldTyOf(cx, named, index) }));
  cx.mean(expr, { kind: 'struct', ty, variant: named.index, fields, baseFields });
  return ty;
}

/** Takes over what the expected type says of arguments, if it is of the same definition. */
function hintAt(cx: BodyCx, ty: Ty, expected: Ty): void {
  const hint = cx.structurally(expected);
  if (hint.kind === 'adt' && ty.kind === 'adt' && hint.def === ty.def) cx.unify(ty, hint);
}
