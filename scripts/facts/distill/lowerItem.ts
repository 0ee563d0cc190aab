import type {
  RawAdtExtras,
  RawAssoc,
  RawGenerics,
  RawParam,
  RawRecord,
  RawTraitRef,
  RawTy,
  RawVariant,
} from '../../../server/src/facts/encoding.ts';
import { type Attributes, markersOf, validRange } from './attributes.ts';
import type { Node } from './crateSet.ts';
import { lowerLength, parseValue } from './lowerConst.ts';
import { numberParams, type TypeLowering, type TypeScope } from './lowerType.ts';
import { type Generics, inner, type RustdocFunction, reprOf, type StructKind } from './rustdoc.ts';
import { abiName, nested, selfKind, syntheticParams, traitSelf } from './signature.ts';

/** An impl with its own key; impls have no name. */
export interface ImplNode {
  readonly node: Node;
  readonly trait: RawTraitRef | 0;
  readonly self: RawTy;
}

/** Lowers items of one target to records; references are keys. */
export class ItemLowering {
  readonly #types: TypeLowering;
  readonly #attributes: Attributes;
  /** Children of modules, with globs resolved. */
  readonly #children: (module: Node) => RawRecord & readonly ['m', ...unknown[]];
  readonly #isPublic: (node: Node) => boolean;

  constructor(
    types: TypeLowering,
    attributes: Attributes,
    children: (module: Node) => RawRecord & readonly ['m', ...unknown[]],
    isPublic: (node: Node) => boolean,
  ) {
    this.#types = types;
    this.#attributes = attributes;
    this.#children = children;
    this.#isPublic = isPublic;
  }

  /** The record of an item, or undefined for kinds that facts don't have. */
  record(node: Node): RawRecord | undefined {
    const item = inner(node.item);
    const name = node.item.name ?? '';
    const parent = node.parent?.key ?? -1;
    if (item.module) return this.#children(node);
    if (item.struct || item.enum || item.union) return this.#adt(node);
    if (item.trait) return this.#trait(node);
    if (item.function) return this.#fn(node, item.function);
    if (item.constant) {
      const { type, const: constant } = item.constant;
      const value = constant.value === null ? undefined : parseValue(constant.value);
      return ['c', name, parent, 0, this.#types.type(type, this.#scope(node)), value ?? null, 1];
    }
    if (item.static) {
      const ty = this.#types.type(item.static.type, this.#scope(node));
      return ['S', name, parent, ty, item.static.is_mutable ? 1 : 0];
    }
    if (item.type_alias) {
      const scope = this.#scope(node, item.type_alias.generics);
      return [
        'a',
        name,
        parent,
        this.#generics(item.type_alias.generics, scope, 0),
        this.#types.type(item.type_alias.type, scope),
      ];
    }
    return this.#rest(node);
  }

  #rest(node: Node): RawRecord | undefined {
    const item = inner(node.item);
    const name = node.item.name ?? '';
    const parent = node.parent?.key ?? -1;
    if (item.trait_alias) {
      const { generics, params } = item.trait_alias;
      const scope = this.#scope(node, generics, 1, [1, 0, 'Self']);
      return [
        'A',
        name,
        parent,
        this.#generics(generics, scope, 1),
        this.#types.bounds(params, scope, [1, 0, 'Self']),
      ];
    }
    if (item.assoc_type || item.assoc_const) return this.#assocItem(node);
    if (item.macro !== undefined) return ['M', name, parent, 'bang'];
    if (item.proc_macro) return ['M', name, parent, item.proc_macro.kind];
    if (node.item.inner === 'extern_type' || item.extern_type !== undefined) return ['x', name, parent];
    return undefined;
  }

  // ------------------------------------------------------------------------------------------ types

  #adt(node: Node): RawRecord {
    const { struct, union, enum: enumeration } = inner(node.item);
    const generics = (struct ?? union ?? enumeration)?.generics ?? { params: [], where_predicates: [] };
    const params = numberParams(generics, 0);
    const args = [...params].map(([name, index]) => {
      const isConst = generics.params.some((param) => param.name === name && param.kind.const);
      return isConst ? ([17, index, name] as const) : ([1, index, name] as const);
    });
    const self: RawTy = args.length > 0 ? [0, node.key, ...args] : node.key;
    const scope: TypeScope = { crate: node.crate, params, self };
    const variants = enumeration
      ? enumeration.variants.map((id) => this.#variant(node, id, scope))
      : [this.#fields(node, node.item.name ?? '', struct?.kind ?? { plain: union ?? { fields: [] } }, scope)];
    const kind = enumeration ? 'e' : union ? 'u' : 's';
    const lowered = this.#generics(generics, scope, 0);
    return [kind, node.item.name ?? '', node.parent?.key ?? -1, lowered, variants, this.#extras(node)];
  }

  #variant(node: Node, id: number, scope: TypeScope): RawVariant {
    const item = node.crate.json.index[id];
    const variant = item && inner(item).variant;
    if (!variant) return ['?', 2, []];
    const lowered = this.#fields(node, item.name ?? '', variant.kind, scope);
    return variant.discriminant ? [lowered[0], lowered[1], lowered[2], variant.discriminant.value] : lowered;
  }

  #fields(node: Node, name: string, kind: StructKind, scope: TypeScope): RawVariant {
    if (kind === 'unit' || kind === 'plain') return [name, 2, []];
    const ids = 'tuple' in kind ? kind.tuple : 'plain' in kind ? kind.plain.fields : kind.struct.fields;
    const fields = ids.map((id, index): readonly [string, RawTy] | readonly [string, RawTy, 1] => {
      const field = id === null ? undefined : node.crate.json.index[id];
      const type = field && inner(field).struct_field;
      const ty: RawTy = type ? this.#types.type(type, scope) : [15, 'rustdoc leaves this field out'];
      const label = field?.name ?? String(index);
      return field?.visibility === 'public' ? [label, ty, 1] : [label, ty];
    });
    return [name, 'tuple' in kind ? 1 : 0, fields];
  }

  #extras(node: Node): RawAdtExtras {
    const repr = reprOf(node.item);
    const range = validRange(node.item);
    const markers = markersOf(node.item);
    const nonExhaustive = node.item.attrs.some(
      (attr) => attr === 'non_exhaustive' || attr === '#[non_exhaustive]',
    );
    return {
      ...(repr.kind === 'c' && { c: 1 as const }),
      ...(repr.kind === 'transparent' && { t: 1 as const }),
      ...(repr.kind === 'simd' && { s: 1 as const }),
      ...(repr.int !== null && { i: repr.int }),
      ...(repr.packed !== null && { p: repr.packed }),
      ...(repr.align !== null && { a: repr.align }),
      ...(range.start !== undefined && { vs: range.start }),
      ...(range.end !== undefined && { ve: range.end }),
      ...(nonExhaustive && { ne: 1 as const }),
      ...(markers.length > 0 && { mk: markers }),
      ...(this.#isPublic(node) && { pub: 1 as const }),
    };
  }

  // ------------------------------------------------------------------------------------------ traits and impls

  #trait(node: Node): RawRecord {
    const trait = inner(node.item).trait;
    if (!trait) throw new Error(`${node.path} is no trait`);
    const self: RawTy = [1, 0, 'Self'];
    const scope = this.#scope(node, trait.generics, 1, self);
    const flags = (trait.is_auto ? 1 : 0) | (trait.is_unsafe ? 2 : 0);
    const items = trait.items.flatMap((id) => this.#assocRef(node.crate.node(id)));
    const generics = this.#generics(trait.generics, scope, 1);
    const bounds = this.#types.bounds(trait.bounds, scope, self);
    return [
      't',
      node.item.name ?? '',
      node.parent?.key ?? -1,
      generics,
      bounds,
      items,
      flags,
      markersOf(node.item),
    ];
  }

  #assocRef(node: Node | undefined): RawAssoc[] {
    if (!node) return [];
    const { function: fn, assoc_const } = inner(node.item);
    return [[fn ? 0 : assoc_const ? 1 : 2, node.item.name ?? '', node.key]];
  }

  /** Trait and self type of an impl: what decides whether the facts hold it. */
  implHeader(node: Node): ImplNode {
    const impl = inner(node.item).impl;
    if (!impl) throw new Error('no impl');
    const bare: TypeScope = { crate: node.crate, params: numberParams(impl.generics, 0) };
    const self = this.#types.type(impl.for, bare);
    const trait = impl.trait ? this.#types.traitPath(impl.trait, { ...bare, self }, self)?.ref : 0;
    return { node, self, trait: trait ?? ['@'] };
  }

  /** `items` are those of the impl that the facts keep. */
  impl(header: ImplNode, items: readonly Node[]): RawRecord {
    const impl = inner(header.node.item).impl;
    if (!impl) throw new Error('no impl');
    const scope = this.#implScope(header);
    const source = this.#attributes.implSource(header.node.item);
    const flags = (impl.is_negative ? 1 : 0) | (source.specializable ? 2 : 0);
    const generics = this.#generics(impl.generics, scope, 0, source.mayDangle);
    return [
      'i',
      '',
      -1,
      generics,
      header.trait,
      header.self,
      items.flatMap((item) => this.#assocRef(item)),
      flags,
    ];
  }

  implItem(node: Node, header: ImplNode): RawRecord | undefined {
    const scope = this.#implScope(header);
    const fn = inner(node.item).function;
    return fn ? this.#fn(node, fn, scope) : this.#assocItem(node, scope);
  }

  #implScope(header: ImplNode): TypeScope {
    const generics = inner(header.node.item).impl?.generics ?? { params: [], where_predicates: [] };
    return { crate: header.node.crate, params: numberParams(generics, 0), self: header.self };
  }

  // ------------------------------------------------------------------------------------------ associated items

  #assocItem(node: Node, implScope?: TypeScope): RawRecord | undefined {
    const outer = implScope ?? this.#parentScope(node);
    const parent = node.parent?.key ?? -1;
    const name = node.item.name ?? '';
    const { assoc_type, assoc_const } = inner(node.item);
    if (assoc_const) {
      const value = assoc_const.value === null ? undefined : parseValue(assoc_const.value);
      const ty = this.#types.type(assoc_const.type, outer);
      return ['c', name, parent, 0, ty, value ?? null, assoc_const.value === null ? 0 : 1];
    }
    if (!assoc_type) return undefined;
    const scope = nested(outer, assoc_type.generics);
    const self: RawTy = [11, outer.self ?? [1, 0, 'Self'], 0, name];
    const bounds = this.#types.bounds(assoc_type.bounds, scope, self);
    const ty = assoc_type.type ? this.#types.type(assoc_type.type, scope) : null;
    return [
      'y',
      name,
      parent,
      this.#generics(assoc_type.generics, scope, outer.params.size + traitSelf(outer)),
      bounds,
      ty,
    ];
  }

  #fn(node: Node, fn: RustdocFunction, implScope?: TypeScope): RawRecord {
    const outer = implScope ?? this.#parentScope(node);
    const first = outer.params.size + traitSelf(outer);
    const scope = { ...nested(outer, fn.generics), synthetic: syntheticParams(fn.generics, first) };
    const [receiver] = fn.sig.inputs;
    const self = receiver?.[0] === 'self' ? selfKind(receiver[1]) : 0;
    const params = fn.sig.inputs.map(([, type]) => this.#types.type(type, scope));
    const ret: RawTy = fn.sig.output ? this.#types.type(fn.sig.output, scope) : [2];
    const flags =
      (fn.header.is_const ? 1 : 0) |
      (fn.header.is_unsafe ? 2 : 0) |
      (fn.header.is_async ? 4 : 0) |
      (fn.sig.is_c_variadic ? 8 : 0) |
      (fn.has_body ? 16 : 0);
    const abi = abiName(fn.header.abi);
    const generics = this.#generics(fn.generics, { ...scope, synthetic: new Map() }, first);
    const record = [
      'f',
      node.item.name ?? '',
      node.parent?.key ?? -1,
      generics,
      self,
      params,
      ret,
      flags,
    ] as const;
    return abi === undefined ? record : [...record, abi];
  }

  /** The scope around an item: its trait's for an associated item, else an empty one. */
  #parentScope(node: Node): TypeScope {
    const trait = node.parent && inner(node.parent.item).trait;
    if (!trait) return this.#scope(node);
    return { crate: node.crate, params: numberParams(trait.generics, 1), self: [1, 0, 'Self'] };
  }

  #scope(node: Node, generics?: Generics, first = 0, self?: RawTy): TypeScope {
    const params = generics ? numberParams(generics, first) : new Map<string, number>();
    return { crate: node.crate, params, ...(self !== undefined && { self }) };
  }

  #generics(
    generics: Generics,
    scope: TypeScope,
    first: number,
    mayDangle: ReadonlySet<string> = new Set(),
  ): RawGenerics {
    const params = generics.params.flatMap((param): RawParam[] => {
      const { type, const: constant } = param.kind;
      if (type) {
        const subject: RawTy = [1, scope.params.get(param.name) ?? 0, param.name];
        const flags = (type.is_synthetic ? 1 : 0) | (mayDangle.has(param.name) ? 2 : 0);
        const fallback = type.default ? this.#types.type(type.default, scope) : null;
        return [[param.name, 0, this.#types.bounds(type.bounds, scope, subject), fallback, flags]];
      }
      if (!constant) return [];
      const fallback = constant.default === null ? null : lowerLength(constant.default, scope);
      return [[param.name, 1, this.#types.type(constant.type, scope), fallback]];
    });
    const where = generics.where_predicates.flatMap(({ bound_predicate: bound }) => {
      if (!bound) return [];
      const ty = this.#types.type(bound.type, scope);
      const bounds = this.#types.bounds(bound.bounds, scope, ty);
      return bounds.length > 0 ? [[ty, bounds] as const] : [];
    });
    return params.length === 0 && where.length === 0 && first === 0 ? 0 : [first, params, where];
  }
}
