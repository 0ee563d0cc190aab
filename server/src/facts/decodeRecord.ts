import { decodeBound, decodeGenerics, decodeTraitRef, decodeTy, type IdOf } from './decodeType.ts';
import type { RawAdtExtras, RawAssoc, RawChild, RawRecord, RawRef, RawVariant } from './encoding.ts';
import type {
  FactsAdt,
  FactsAssoc,
  FactsChild,
  FactsFn,
  FactsId,
  FactsIntName,
  FactsRecord,
  FactsRepr,
  FactsVariant,
} from './format.ts';

/** What a record's decoding needs to know beside its line. */
export interface DecodeContext {
  readonly id: FactsId;
  readonly idOf: IdOf;
  readonly pointerWidth: number;
  readonly lang?: string;
  readonly inherentImpls: readonly FactsId[];
}

/** Decodes a record's stored form (`encoding.ts`). */
export function decodeRecord(raw: RawRecord, context: DecodeContext): FactsRecord {
  const { id, idOf, pointerWidth, lang } = context;
  const parent = parentId(raw[2], idOf);
  const base = { id, name: raw[1], ...(parent && { parent }), ...(lang !== undefined && { lang }) };
  const ty = (inner: Parameters<typeof decodeTy>[0]) => decodeTy(inner, idOf, pointerWidth);
  const generics = (inner: Parameters<typeof decodeGenerics>[0]) => decodeGenerics(inner, idOf, pointerWidth);
  const bounds = (list: readonly Parameters<typeof decodeBound>[0][]) =>
    list.map((bound) => decodeBound(bound, idOf, pointerWidth));
  switch (raw[0]) {
    case 'm':
      return { ...base, kind: 'mod', children: raw[3].map((child) => decodeChild(child, idOf)) };
    case 's':
    case 'e':
    case 'u':
      return decodeAdt(raw, base, context);
    case 't':
      return {
        ...base,
        kind: 'trait',
        generics: generics(raw[3]),
        supertraits: bounds(raw[4]),
        items: raw[5].map((item) => decodeAssoc(item, idOf)),
        isAuto: (raw[6] & 1) !== 0,
        isUnsafe: (raw[6] & 2) !== 0,
        markers: raw[7],
      };
    case 'i':
      return {
        ...base,
        kind: 'impl',
        generics: generics(raw[3]),
        ...(raw[4] !== 0 && { trait: decodeTraitRef(raw[4], idOf, pointerWidth) }),
        selfTy: ty(raw[5]),
        items: raw[6].map((item) => decodeAssoc(item, idOf)),
        negative: (raw[7] & 1) !== 0,
        specializable: (raw[7] & 2) !== 0,
      };
    case 'f':
      return decodeFn(raw, base, context);
    case 'c':
      return {
        ...base,
        kind: 'const',
        generics: generics(raw[3]),
        mutable: false,
        ty: ty(raw[4]),
        ...(raw[5] !== null && { value: BigInt(raw[5]) }),
        hasValue: raw[6] === 1,
      };
    case 'S':
      return {
        ...base,
        kind: 'static',
        generics: { params: [], where: [] },
        mutable: raw[4] === 1,
        ty: ty(raw[3]),
        hasValue: true,
      };
    case 'a':
      return { ...base, kind: 'typeAlias', generics: generics(raw[3]), ty: ty(raw[4]) };
    case 'A':
      return { ...base, kind: 'traitAlias', generics: generics(raw[3]), bounds: bounds(raw[4]) };
    case 'y':
      return {
        ...base,
        kind: 'assocType',
        generics: generics(raw[3]),
        bounds: bounds(raw[4]),
        ...(raw[5] !== null && { ty: ty(raw[5]) }),
      };
    case 'x':
      return { ...base, kind: 'foreignType' };
    case 'M':
      return { ...base, kind: 'macro', form: raw[3] };
  }
}

interface Base {
  readonly id: FactsId;
  readonly name: string;
  readonly parent?: FactsId;
  readonly lang?: string;
}

export function parentId(parent: RawRef, idOf: IdOf): FactsId | undefined {
  return parent === -1 ? undefined : idOf(parent);
}

export function decodeChild([name, bits, target]: RawChild, idOf: IdOf): FactsChild {
  const namespaces = (['type', 'value', 'macro'] as const).filter((_, bit) => (bits & (1 << bit)) !== 0);
  if (Array.isArray(target)) {
    const [owner, variant] = target as readonly [RawRef, number];
    return { name, namespaces, target: { kind: 'variant', id: idOf(owner), variant } };
  }
  if (typeof target === 'string') {
    return { name, namespaces, target: { kind: 'primitive', name: target.slice(1) } };
  }
  return { name, namespaces, target: { kind: 'item', id: idOf(target as RawRef) } };
}

function decodeAssoc([kind, name, id]: RawAssoc, idOf: IdOf): FactsAssoc {
  return { kind: (['fn', 'const', 'type'] as const)[kind], name, id: idOf(id) };
}

const ADT_KINDS = { s: 'struct', e: 'enum', u: 'union' } as const;

function decodeAdt(
  raw: Extract<RawRecord, readonly ['s' | 'e' | 'u', ...unknown[]]>,
  base: Base,
  context: DecodeContext,
): FactsAdt {
  const [tag, , , generics, variants, extras] = raw;
  return {
    ...base,
    kind: ADT_KINDS[tag],
    generics: decodeGenerics(generics, context.idOf, context.pointerWidth),
    repr: decodeRepr(extras),
    variants: variants.map((variant) => decodeVariant(variant, tag === 'e', context)),
    ...(extras.vs !== undefined && { validRangeStart: BigInt(extras.vs) }),
    ...(extras.ve !== undefined && { validRangeEnd: BigInt(extras.ve) }),
    nonExhaustive: extras.ne === 1,
    markers: extras.mk ?? [],
    public: extras.pub === 1,
    inherentImpls: context.inherentImpls,
  };
}

function decodeRepr(extras: RawAdtExtras): FactsRepr {
  return {
    c: extras.c === 1,
    transparent: extras.t === 1,
    simd: extras.s === 1,
    ...(extras.i !== undefined && { int: extras.i as FactsIntName }),
    ...(extras.p !== undefined && { packed: extras.p }),
    ...(extras.a !== undefined && { align: extras.a }),
  };
}

/** The fields of an enum's variants are as public as the enum. */
function decodeVariant(
  [name, shape, fields, discriminant]: RawVariant,
  ofEnum: boolean,
  { idOf, pointerWidth }: DecodeContext,
): FactsVariant {
  return {
    name,
    shape: (['named', 'tuple', 'unit'] as const)[shape],
    fields: fields.map(([field, ty, visible]) => ({
      name: field,
      ty: decodeTy(ty, idOf, pointerWidth),
      public: ofEnum || visible === 1,
    })),
    ...(discriminant !== undefined && { discriminant: BigInt(discriminant) }),
  };
}

const SELF_KINDS = ['value', 'ref', 'refMut', 'typed'] as const;

function decodeFn(
  raw: Extract<RawRecord, readonly ['f', ...unknown[]]>,
  base: Base,
  { idOf, pointerWidth }: DecodeContext,
): FactsFn {
  const [, , , generics, selfKind, params, ret, flags, abi] = raw;
  const self = SELF_KINDS[selfKind - 1];
  return {
    ...base,
    kind: 'fn',
    generics: decodeGenerics(generics, idOf, pointerWidth),
    ...(self !== undefined && { self }),
    params: params.map((param) => decodeTy(param, idOf, pointerWidth)),
    ret: decodeTy(ret, idOf, pointerWidth),
    isConst: (flags & 1) !== 0,
    isUnsafe: (flags & 2) !== 0,
    isAsync: (flags & 4) !== 0,
    ...(abi !== undefined && { abi }),
    variadic: (flags & 8) !== 0,
    hasBody: (flags & 16) !== 0,
  };
}
