import { isUnknown } from '../base/unknown.ts';
import type {
  RawAdtExtras,
  RawAssoc,
  RawChild,
  RawParent,
  RawRecord,
  RawTraitRef,
  RawTy,
  RawVariant,
} from '../facts/encoding.ts';
import { effectiveAttributes } from '../resolve/attributes/cfgAttributes.ts';
import type { Def, SourceDef } from '../resolve/model/def.ts';
import type { FieldSyntax, FnItem } from '../syntax/ast.ts';
import type { AdtDef, VariantDef } from '../types/items/adt.ts';
import { emptyParamEnv } from '../types/model.ts';
import type { Ty } from '../types/terms/ty.ts';
import type { TypeCx } from '../types/typeCx.ts';
import { attributesOf, markersIn } from './attributes.ts';
import { encodeGenerics, loweringOf } from './generics.ts';
import type { ModuleChildren } from './moduleChildren.ts';
import type { TermEncoder } from './terms.ts';

const NO_PARENT = -1;

/** Definitions of the standard library's source as records of the facts. */
export class RecordEncoder {
  readonly #cx: TypeCx;
  readonly #terms: TermEncoder;
  readonly #children: ModuleChildren;
  readonly #isPublic: (def: Def) => boolean;

  constructor(cx: TypeCx, terms: TermEncoder, children: ModuleChildren, isPublic: (def: Def) => boolean) {
    this.#cx = cx;
    this.#terms = terms;
    this.#children = children;
    this.#isPublic = isPublic;
  }

  /** The record of an item; undefined for what facts don't have. Impls are {@link impl}. */
  record(def: SourceDef): RawRecord | undefined {
    const parent = this.#parentRef(def);
    switch (def.kind) {
      case 'crate':
      case 'mod':
        return ['m', def.name, parent, this.#moduleChildren(def)];
      case 'struct':
      case 'enum':
      case 'union':
        return this.#adt(def, parent);
      case 'trait':
        return this.#trait(def, parent);
      case 'traitAlias': {
        const { item } = def;
        const at = loweringOf(def, this.#cx);
        const bounds = at && item.kind === 'trait' ? this.#terms.bounds(at, item.bounds, SELF) : [];
        return ['A', def.name, parent, encodeGenerics(def, this.#cx, this.#terms), bounds];
      }
      case 'fn':
        return def.item.kind === 'fn' ? this.#fn(def, def.item, parent) : undefined;
      case 'const':
        return this.#const(def, parent);
      case 'static': {
        const isMutable = def.item.kind === 'static' && def.item.mutable;
        return ['S', def.name, parent, this.#terms.ty(this.#cx.typeOf(def)), isMutable ? 1 : 0];
      }
      case 'typeAlias': {
        const generics = encodeGenerics(def, this.#cx, this.#terms);
        return ['a', def.name, parent, generics, this.#terms.ty(this.#cx.typeOf(def))];
      }
      case 'assocType':
        return this.#assocType(def, parent);
      case 'foreignType':
        return ['x', def.name, parent];
      case 'macro':
        return ['M', def.name, parent, macroForm(def)];
      case 'impl':
      case 'variant':
        return undefined;
    }
  }

  /** The module that an item is declared in, or the trait or impl of an associated one. */
  #parentRef(def: Def): RawParent {
    return def.parent === undefined ? NO_PARENT : this.#terms.ref(def.parent);
  }

  #moduleChildren(module: SourceDef): readonly RawChild[] {
    return this.#children.of(module).flatMap(({ name, namespaces, target }): readonly RawChild[] => {
      if (typeof target === 'string') return [[name, namespaces, `#${target}`]];
      if (target.kind !== 'variant')
        return this.#isPublic(target) ? [[name, namespaces, this.#terms.ref(target)]] : [];
      const index = this.#variantIndex(target);
      return index < 0 ? [] : [[name, namespaces, [this.#terms.ref(target.parent!), index]]];
    });
  }

  #variantIndex(variant: Def): number {
    const adt = variant.parent && this.#cx.adtDef(variant.parent);
    if (!adt || isUnknown(adt)) return -1;
    return adt.variants.findIndex(({ name }) => name === variant.name);
  }

  // ------------------------------------------------------------------------------------------ types

  #adt(def: SourceDef, parent: RawParent): RawRecord | undefined {
    const adt = this.#cx.adtDef(def);
    const kind = def.kind === 'enum' ? 'e' : def.kind === 'union' ? 'u' : 's';
    if (isUnknown(adt)) return undefined;
    const generics = encodeGenerics(def, this.#cx, this.#terms);
    return [kind, def.name, parent, generics, this.#variants(def, adt), this.#extras(def, adt)];
  }

  /** A definition that isn't known whole gets a field that says why: nobody shall lay it out. */
  #variants(def: SourceDef, adt: AdtDef): readonly RawVariant[] {
    if (adt.partial !== undefined || adt.repr.invalid !== undefined)
      return [[def.name, 1, [['0', [15, adt.partial ?? adt.repr.invalid!]]]]];
    const { item } = def;
    if (item.kind === 'struct' || item.kind === 'union')
      return adt.variants.map((variant) => this.#variant(def, variant, item.fields));
    if (item.kind !== 'enum') return [];
    const written = item.variants.filter(({ attrs }) => this.#isActive(def, attrs));
    return adt.variants.map((variant, i): RawVariant => {
      const encoded = this.#variant(def, variant, written[i]?.fields ?? []);
      if (!written[i]?.discriminant) return encoded;
      const value = variant.discriminant;
      if (isUnknown(value)) return [variant.name, 1, [['0', [15, value.reason]]]];
      return [encoded[0], encoded[1], encoded[2], String(value)];
    });
  }

  #variant(def: SourceDef, variant: VariantDef, written: readonly FieldSyntax[]): RawVariant {
    const active = written.filter(({ attrs }) => this.#isActive(def, attrs));
    const shape = variant.shape === 'named' ? 0 : variant.shape === 'tuple' ? 1 : 2;
    const fields = variant.fields.map((field, i): readonly [string, RawTy] | readonly [string, RawTy, 1] => {
      const ty = this.#terms.ty(field.ty);
      return active[i]?.visibility.kind === 'public' ? [field.name, ty, 1] : [field.name, ty];
    });
    return [variant.name, shape, fields];
  }

  #isActive(def: SourceDef, attrs: FieldSyntax['attrs']): boolean {
    return effectiveAttributes(attrs, this.#cx.cfgOf(def.crate)).active;
  }

  #extras(def: SourceDef, { repr, flags }: AdtDef): RawAdtExtras {
    const attrs = attributesOf(def, this.#cx);
    const markers = markersIn(attrs);
    return {
      ...(repr.c && { c: 1 as const }),
      ...(repr.transparent && { t: 1 as const }),
      ...(repr.simd && { s: 1 as const }),
      ...(repr.int !== undefined && { i: repr.int }),
      ...(repr.packed !== undefined && { p: repr.packed }),
      ...(repr.align !== undefined && { a: repr.align }),
      ...(flags.validRangeStart !== undefined && { vs: String(flags.validRangeStart) }),
      ...(flags.validRangeEnd !== undefined && { ve: String(flags.validRangeEnd) }),
      ...(attrs.some(({ path }) => path === 'non_exhaustive') && { ne: 1 as const }),
      ...(markers.length > 0 && { mk: markers }),
      ...(this.#isPublic(def) && { pub: 1 as const }),
    };
  }

  // ------------------------------------------------------------------------------------------ traits and impls

  #trait(def: SourceDef, parent: RawParent): RawRecord | undefined {
    const { item } = def;
    const at = loweringOf(def, this.#cx);
    if (item.kind !== 'trait' || !at) return undefined;
    return [
      't',
      def.name,
      parent,
      encodeGenerics(def, this.#cx, this.#terms),
      this.#terms.bounds(at, item.bounds, SELF),
      this.#cx.members(def).flatMap((member) => this.assoc(member)),
      (item.isAuto ? 1 : 0) | (item.isUnsafe ? 2 : 0),
      markersIn(attributesOf(def, this.#cx)),
    ];
  }

  assoc(member: Def): RawAssoc[] {
    const kind =
      member.kind === 'fn' ? 0 : member.kind === 'const' ? 1 : member.kind === 'assocType' ? 2 : undefined;
    return kind === undefined ? [] : [[kind, member.name, this.#terms.ref(member)]];
  }

  /** Trait and self type of an impl; undefined where they can't be told. */
  header(impl: SourceDef): { readonly trait: RawTraitRef | 0; readonly self: RawTy } | undefined {
    const header = this.#cx.implHeader(impl);
    if (isUnknown(header)) return undefined;
    return {
      trait: header.traitRef ? this.#terms.traitRef(header.traitRef) : 0,
      self: this.#terms.ty(header.selfTy),
    };
  }

  /** @param members those of its items that the facts keep */
  impl(impl: SourceDef, members: readonly Def[]): RawRecord | undefined {
    const header = this.header(impl);
    if (!header || impl.item.kind !== 'impl') return undefined;
    const flags = (impl.item.negative ? 1 : 0) | (isSpecializable(impl) ? 2 : 0);
    const generics = encodeGenerics(impl, this.#cx, this.#terms);
    const items = members.flatMap((member) => this.assoc(member));
    return ['i', '', NO_PARENT, generics, header.trait, header.self, items, flags];
  }

  // ------------------------------------------------------------------------------------------ values, associated items

  #const(def: SourceDef, parent: RawParent): RawRecord {
    const ty = this.#cx.typeOf(def);
    const hasValue = def.item.kind === 'const' && def.item.value !== undefined;
    return [
      'c',
      def.name,
      parent,
      0,
      this.#terms.ty(ty),
      hasValue ? this.#value(def, ty) : null,
      hasValue ? 1 : 0,
    ];
  }

  #value(def: SourceDef, ty: Ty): string | null {
    if (ty.kind !== 'int' && ty.kind !== 'bool' && ty.kind !== 'char') return null;
    const args = this.#cx.identityArgs(def);
    const value = this.#cx.evalConst({ kind: 'unevaluated', def, args }, emptyParamEnv);
    return value.kind === 'value' ? String(value.value) : null;
  }

  #assocType(def: SourceDef, parent: RawParent): RawRecord | undefined {
    const { item } = def;
    const at = loweringOf(def, this.#cx);
    if (item.kind !== 'type' || !at) return undefined;
    const trait = def.parent?.kind === 'trait' ? def.parent : undefined;
    const self: Ty = trait
      ? { kind: 'projection', trait, name: def.name, args: this.#cx.identityArgs(def) }
      : SELF;
    const ty = item.ty ? this.#terms.ty(this.#cx.typeOf(def)) : null;
    const generics = encodeGenerics(def, this.#cx, this.#terms);
    return ['y', def.name, parent, generics, this.#terms.bounds(at, item.bounds, self), ty];
  }

  #fn(def: SourceDef, item: FnItem, parent: RawParent): RawRecord | undefined {
    const sig = this.#cx.fnSig(def);
    if (isUnknown(sig)) return undefined;
    const self =
      sig.selfParam === undefined ? 0 : ['value', 'ref', 'refMut', 'typed'].indexOf(sig.selfParam) + 1;
    const flags =
      (sig.isConst ? 1 : 0) |
      (sig.isUnsafe ? 2 : 0) |
      (sig.isAsync ? 4 : 0) |
      (sig.variadic ? 8 : 0) |
      (item.body || isIntrinsic(def) ? 16 : 0);
    const params = sig.inputs.map((input) => this.#terms.ty(input));
    const generics = encodeGenerics(def, this.#cx, this.#terms);
    const record = [
      'f',
      def.name,
      parent,
      generics,
      self,
      params,
      this.#terms.ty(sig.output),
      flags,
    ] as const;
    return item.abi === undefined || item.abi === 'Rust' ? record : [...record, item.abi];
  }
}

const SELF: Ty = { kind: 'param', index: 0, name: 'Self' };

/** Intrinsics are written without a body. */
function isIntrinsic(def: SourceDef): boolean {
  return def.item.attrs.some(({ path }) => path === 'rustc_intrinsic');
}

/** Has `default` items: a more special impl may overlap it. */
function isSpecializable({ unit, item }: SourceDef): boolean {
  const text = unit.text.slice(item.span.start, item.span.end);
  return (
    /(?:^|[{};\]])\s*default\s+(?:(?:unsafe|const|async)\s+)*(?:fn|type|const)\b/m.test(text) ||
    /\bdefault\s+(?:unsafe\s+)?impl\b/.test(text.slice(0, text.indexOf('{')))
  );
}

/** The compiler's own macros take an item where they are derives or attributes. */
function macroForm({ item, unit, name }: SourceDef): 'bang' | 'derive' | 'attr' {
  if (item.kind !== 'macroDef' || item.form !== 'macro') return 'bang';
  if (!/^\s*\(\s*\$item\s*:\s*item\s*\)/.test(unit.text.slice(item.rules.start, item.rules.end)))
    return 'bang';
  return /^[A-Z]/.test(name) ? 'derive' : 'attr';
}
