import { isUnknown } from '../base/unknown.ts';
import type { RawBound, RawGenerics, RawParam, RawRecord, RawTraitRef, RawTy } from '../facts/encoding.ts';
import type { Def, SourceDef } from '../resolve/model/def.ts';
import { someTy } from '../types/terms/fold.ts';
import { tyKey } from '../types/terms/tyKey.ts';
import { derivedTraits } from '../types/traits/derives.ts';
import type { TypeCx } from '../types/typeCx.ts';
import { encodeGenerics } from './generics.ts';
import type { TermEncoder } from './terms.ts';

/** An impl that `#[derive]` writes. */
export interface DerivedImpl {
  readonly trait: Def;
  readonly record: RawRecord;
}

/**
 * The impls that a type's `#[derive(…)]` write: its own generics, with the trait demanded of each type parameter and of
 * each projection on one among the fields' types (rustc_builtin_macros' `TraitDef`).
 */
export function derivedImpls(def: SourceDef, cx: TypeCx, terms: TermEncoder): readonly DerivedImpl[] {
  const self = terms.ty(cx.typeOf(def));
  return derivedTraits(def, cx).map((trait) => {
    const args = cx.genericsOf(trait).own.length > 1 ? [self] : [];
    const ref: RawTraitRef = [terms.ref(trait), ...args];
    const isBounded = !(trait.name === 'Default' && def.kind === 'enum');
    const generics = encodeGenerics(def, cx, terms);
    const record: RawRecord = [
      'i',
      '',
      -1,
      isBounded ? bounded(generics, trait, def, cx, terms) : withoutDefaults(generics),
      ref,
      self,
      [],
      0,
    ];
    return { trait, record };
  });
}

function withoutDefaults(generics: RawGenerics): RawGenerics {
  if (generics === 0) return 0;
  const [first, params, where] = generics;
  return [
    first,
    params.map(
      (param): RawParam =>
        param[1] === 0 ? [param[0], 0, param[2], null, param[4]] : [param[0], 1, param[2], null],
    ),
    where,
  ];
}

function bounded(
  generics: RawGenerics,
  trait: Def,
  def: SourceDef,
  cx: TypeCx,
  terms: TermEncoder,
): RawGenerics {
  const plain = withoutDefaults(generics);
  if (plain === 0) return 0;
  const isBinary = cx.genericsOf(trait).own.length > 1;
  const boundOn = (ty: RawTy): RawBound => [isBinary ? [terms.ref(trait), ty] : [terms.ref(trait)]];
  const [first, params, where] = plain;
  const all = params.map((param, i): RawParam => {
    if (param[1] !== 0) return param;
    return [param[0], 0, [...param[2], boundOn([1, first + i, param[0]])], null, param[4]];
  });
  const projections = projectionsOnParams(def, cx, terms).map((ty) => [ty, [boundOn(ty)]] as const);
  return [first, all, [...where, ...projections]];
}

function projectionsOnParams(def: SourceDef, cx: TypeCx, terms: TermEncoder): readonly RawTy[] {
  const adt = cx.adtDef(def);
  if (isUnknown(adt)) return [];
  const found = new Map<string, RawTy>();
  for (const { fields } of adt.variants)
    for (const { ty } of fields)
      someTy(ty, (part) => {
        if (part.kind === 'projection' && part.args[0]?.kind === 'param')
          found.set(tyKey(part), terms.ty(part));
        return false;
      });
  return [...found.values()];
}
