import type { Kinds } from '../../base/kinds.ts';
import { isUnknown } from '../../base/unknown.ts';
import { UNIT } from '../lower/lowerCx.ts';
import type { ParamEnv, PointeeMetadata } from '../model.ts';
import { substitute } from '../terms/fold.ts';
import type { ProjectionTy, Ty } from '../terms/ty.ts';
import { tyKey } from '../terms/tyKey.ts';
import type { TypeCx } from '../typeCx.ts';

/** The type at the end of the last fields of structs and tuples (rustc's `struct_tail`). */
export function computeStructTail(ty: Ty, env: ParamEnv, cx: TypeCx): Ty {
  const seen = new Set<string>();
  let at = cx.normalize(ty, env);
  for (;;) {
    const next = lastField(at, cx);
    if (next === undefined) return at;
    const tail = cx.normalize(next, env);
    // Which type it is may not be known, but that it is sized.
    if (tail.kind === 'unknown' && next.kind === 'projection' && isDeclaredSized(next, cx)) return next;
    at = tail;
    const key = tyKey(at);
    if (seen.has(key) || seen.size > 100)
      return { kind: 'unknown', reason: 'a struct that ends in itself has no size' };
    seen.add(key);
  }
}

function lastField(ty: Ty, cx: TypeCx): Ty | undefined {
  if (ty.kind === 'tuple') return ty.elements.at(-1);
  if (ty.kind === 'pattern') return ty.base;
  if (ty.kind !== 'adt') return undefined;
  const adt = cx.adtDef(ty.def);
  if (isUnknown(adt)) return adt;
  const last = adt.kind === 'struct' ? adt.variants[0]?.fields.at(-1) : undefined;
  if (last && adt.partial !== undefined) return { kind: 'unknown', reason: adt.partial };
  return last && substitute(last.ty, ty.args);
}

/** Every type that an impl may give for an associated type without `?Sized` is sized. */
function isDeclaredSized({ trait, name }: ProjectionTy, cx: TypeCx): boolean {
  const info = cx.traitInfo(trait);
  const bounds = isUnknown(info) ? undefined : info.assocTypes.find((a) => a.name === name)?.bounds;
  return bounds?.some((b) => b.kind === 'trait' && cx.isStd(b.ref.trait, 'core::marker::Sized')) ?? false;
}

/** What a pointer to the type carries beside its address (Reference, "Dynamically sized types"). */
export function computePointee(ty: Ty, env: ParamEnv, cx: TypeCx): PointeeMetadata {
  const tail = computeStructTail(ty, env, cx);
  switch (tail.kind) {
    case 'slice':
    case 'str':
      return { kind: 'length' };
    case 'dyn':
      return { kind: 'vtable' };
    case 'unknown':
      return tail;
    case 'projection':
      return isDeclaredSized(tail, cx) || cx.isSized(tail, env).kind === 'holds'
        ? { kind: 'thin' }
        : { kind: 'generic', of: tail };
    case 'param':
    case 'opaque': {
      const sized = cx.isSized(tail, env);
      if (sized.kind === 'holds') return { kind: 'thin' };
      return { kind: 'generic', of: tail };
    }
    case 'infer':
      return { kind: 'unknown', reason: 'the type behind a pointer is not inferred' };
    default:
      tail.kind satisfies
        | Kinds<'int float bool char never adt foreign tuple array ref ptr fnPtr fnDef closure'>
        | Kinds<'pattern'>;

      return { kind: 'thin' };
  }
}

/** `<T as Pointee>::Metadata`; undefined where a parameter keeps it open. */
export function computeMetadataTy(ty: Ty, env: ParamEnv, cx: TypeCx): Ty | undefined {
  const pointee = computePointee(ty, env, cx);
  switch (pointee.kind) {
    case 'thin':
      return UNIT;
    case 'length':
      return { kind: 'int', name: 'usize' };
    case 'unknown':
      return pointee;
    case 'vtable': {
      const def = cx.stdDef('core::ptr::DynMetadata');
      const tail = computeStructTail(ty, env, cx);
      return def ? { kind: 'adt', def, args: [tail] } : { kind: 'unknown', reason: 'std has no facts' };
    }
    case 'generic':
      return undefined;
  }
}
