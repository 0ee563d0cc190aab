import type {
  RawArg,
  RawBinding,
  RawBound,
  RawConst,
  RawGenerics,
  RawRef,
  RawTraitRef,
  RawTy,
} from './encoding.ts';
import type {
  FactsArg,
  FactsBinding,
  FactsBound,
  FactsConst,
  FactsFloatName,
  FactsGenerics,
  FactsId,
  FactsIntName,
  FactsRange,
  FactsTraitRef,
  FactsTy,
} from './format.ts';

/** Turns a stored reference into the record's id. */
export type IdOf = (ref: RawRef) => FactsId;

const FLOATS: readonly string[] = ['f16', 'f32', 'f64', 'f128'];

/** Decodes the stored form of a type (`encoding.ts`). */
export function decodeTy(raw: RawTy, idOf: IdOf, pointerWidth: number): FactsTy {
  const ty = (inner: RawTy): FactsTy => decodeTy(inner, idOf, pointerWidth);
  const args = (list: readonly RawArg[]) => list.map((arg) => decodeArg(arg, idOf, pointerWidth));
  if (typeof raw === 'number') return { kind: 'adt', id: idOf(raw), args: [] };
  if (typeof raw === 'string') return primitive(raw);
  switch (raw[0]) {
    case 0:
      return { kind: 'adt', id: idOf(raw[1]), args: args(raw.slice(2) as RawArg[]) };
    case 1:
      return { kind: 'param', index: raw[1], name: raw[2] };
    case 2:
      return { kind: 'tuple', elements: (raw.slice(1) as RawTy[]).map(ty) };
    case 3:
      return { kind: 'array', element: ty(raw[1]), length: decodeConst(raw[2]) };
    case 4:
      return { kind: 'slice', element: ty(raw[1]) };
    case 5:
    case 6:
      return { kind: 'ref', mutable: raw[0] === 6, inner: ty(raw[1]) };
    case 7:
    case 8:
      return { kind: 'ptr', mutable: raw[0] === 8, inner: ty(raw[1]) };
    case 9:
      return { kind: 'fnPtr', params: (raw.slice(2) as RawTy[]).map(ty), ret: ty(raw[1]) };
    case 10:
      return {
        kind: 'dyn',
        ...(raw[1] !== 0 && { principal: decodeTraitRef(raw[1], idOf, pointerWidth) }),
        bindings: raw[2].map(([name, bound]) => ({ name, ty: ty(bound) })),
        autos: raw[3].map(idOf),
      };
    case 11:
      return {
        kind: 'projection',
        selfTy: ty(raw[1]),
        ...(raw[2] !== 0 && { trait: decodeTraitRef(raw[2], idOf, pointerWidth) }),
        name: raw[3],
        args: args(raw.slice(4) as RawArg[]),
      };
    case 12:
      return { kind: 'opaque', bounds: raw[1].map((bound) => decodeBound(bound, idOf, pointerWidth)) };
    case 13:
      return { kind: 'pattern', base: ty(raw[1]), ranges: ranges(raw.slice(2) as string[], pointerWidth) };
    case 14:
      return { kind: 'foreign', id: idOf(raw[1]) };
    case 15:
      return { kind: 'unknown', reason: raw[1] };
  }
}

function primitive(name: string): FactsTy {
  if (name === '!') return { kind: 'never' };
  if (name === 'bool' || name === 'char' || name === 'str') return { kind: name };
  if (FLOATS.includes(name)) return { kind: 'float', name: name as FactsFloatName };
  return { kind: 'int', name: name as FactsIntName };
}

/** `max` is the largest bit pattern of a pointer: the end of `!null`. */
function ranges(ends: readonly string[], pointerWidth: number): FactsRange[] {
  const list: FactsRange[] = [];
  for (let index = 0; index + 1 < ends.length; index += 2) {
    const end = ends[index + 1] ?? '0';
    list.push({
      start: BigInt(ends[index] ?? '0'),
      end: end === 'max' ? (1n << BigInt(pointerWidth)) - 1n : BigInt(end),
    });
  }
  return list;
}

/** Tags from 16 on are constants, lower ones types. */
export function decodeArg(raw: RawArg, idOf: IdOf, pointerWidth: number): FactsArg {
  return Array.isArray(raw) && raw[0] >= 16
    ? decodeConst(raw as RawConst)
    : decodeTy(raw as RawTy, idOf, pointerWidth);
}

export function decodeConst(raw: RawConst): FactsConst {
  switch (raw[0]) {
    case 16:
      return { kind: 'value', value: BigInt(raw[1]) };
    case 17:
      return { kind: 'constParam', index: raw[1], name: raw[2] };
    case 18:
      return { kind: 'constExpr', text: raw[1] };
  }
}

export function decodeTraitRef(raw: RawTraitRef, idOf: IdOf, pointerWidth: number): FactsTraitRef {
  const [id, ...args] = raw;
  return { id: idOf(id), args: args.map((arg) => decodeArg(arg, idOf, pointerWidth)) };
}

export function decodeBound(raw: RawBound, idOf: IdOf, pointerWidth: number): FactsBound {
  const [trait, maybe, bindings] = raw;
  return {
    trait: decodeTraitRef(trait, idOf, pointerWidth),
    bindings: (bindings ?? []).map((binding) => decodeBinding(binding, idOf, pointerWidth)),
    maybe: maybe === 1,
  };
}

function decodeBinding(raw: RawBinding, idOf: IdOf, pointerWidth: number): FactsBinding {
  const [name, args, kind, content] = raw;
  const base = { name, args: args.map((arg) => decodeArg(arg, idOf, pointerWidth)) };
  if (kind === 0) return { ...base, ty: decodeTy(content as RawTy, idOf, pointerWidth) };
  if (kind === 1) return { ...base, value: decodeConst(content as RawConst) };
  return { ...base, bounds: (content as RawBound[]).map((bound) => decodeBound(bound, idOf, pointerWidth)) };
}

export function decodeGenerics(raw: RawGenerics, idOf: IdOf, pointerWidth: number): FactsGenerics {
  if (raw === 0) return { params: [], where: [] };
  const [first, params, where] = raw;
  const bounds = (list: readonly RawBound[]) => list.map((bound) => decodeBound(bound, idOf, pointerWidth));
  return {
    params: params.map((param, offset) => {
      const index = first + offset;
      if (param[1] === 1) {
        const [name, , ty, fallback] = param;
        const base = { kind: 'const' as const, index, name, ty: decodeTy(ty, idOf, pointerWidth) };
        return fallback ? { ...base, default: decodeConst(fallback) } : base;
      }
      const [name, , own, fallback, flags] = param;
      return {
        kind: 'type' as const,
        index,
        name,
        bounds: bounds(own),
        ...(fallback !== null && { default: decodeTy(fallback, idOf, pointerWidth) }),
        synthetic: (flags & 1) !== 0,
        mayDangle: (flags & 2) !== 0,
      };
    }),
    where: where.map(([ty, list]) => ({ ty: decodeTy(ty, idOf, pointerWidth), bounds: bounds(list) })),
  };
}
