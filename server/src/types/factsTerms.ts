import type { Kinds } from '../base/kinds.ts';
import type { FactsArg, FactsBound, FactsConst, FactsId, FactsTraitRef, FactsTy } from '../facts/format.ts';
import type { Def } from '../resolve/model/def.ts';
import type { Predicate } from './model.ts';
import type { Const, GenericArg, TraitRef, Ty } from './terms/ty.ts';

export interface FactsTermsCx {
  defOf(id: FactsId): Def;
  identityArgs(def: Def): readonly GenericArg[];
  /** The trait that declares an associated type: the bound's own or one of its supertraits. */
  assocTrait(ref: TraitRef, name: string): TraitRef | undefined;
  /** The trait that the bounds in force at a definition have for `base::Name`, which does not name it. */
  openTrait(owner: Def, base: Ty, name: string): TraitRef | undefined;
}

/** Turns the types of std's facts into terms: a walk over equal kinds. One per record that is converted. */
export class FactsTerms {
  readonly #defOf: (id: FactsId) => Def;
  /** The definition that `impl Trait` in its return type belongs to. */
  readonly #owner: Def;
  readonly #identity: () => readonly GenericArg[];
  readonly #assocTrait: FactsTermsCx['assocTrait'];
  readonly #openTrait: (base: Ty, name: string) => TraitRef | undefined;
  #opaques = 0;

  constructor(owner: Def, cx: FactsTermsCx) {
    this.#owner = owner;
    this.#defOf = (id) => cx.defOf(id);
    this.#identity = () => cx.identityArgs(owner);
    this.#assocTrait = (ref, name) => cx.assocTrait(ref, name);
    this.#openTrait = (base, name) => cx.openTrait(owner, base, name);
  }

  ty(ty: FactsTy): Ty {
    switch (ty.kind) {
      case 'adt':
        return { kind: 'adt', def: this.#defOf(ty.id), args: this.args(ty.args) };
      case 'foreign':
        return { kind: 'foreign', def: this.#defOf(ty.id) };
      case 'tuple':
        return { kind: 'tuple', elements: ty.elements.map((e) => this.ty(e)) };
      case 'array':
        return { kind: 'array', element: this.ty(ty.element), length: this.constant(ty.length) };
      case 'slice':
        return { kind: 'slice', element: this.ty(ty.element) };
      case 'ref':
      case 'ptr':
        return { kind: ty.kind, mutable: ty.mutable, inner: this.ty(ty.inner) };
      case 'fnPtr':
        return { kind: 'fnPtr', params: ty.params.map((p) => this.ty(p)), ret: this.ty(ty.ret) };
      case 'dyn':
      case 'projection':
      case 'opaque':
      case 'pattern':
        return this.#rare(ty);
      default:
        ty.kind satisfies Kinds<'int float bool char str never param unknown'>;
        return ty;
    }
  }

  #rare(ty: Extract<FactsTy, { kind: 'dyn' | 'projection' | 'opaque' | 'pattern' }>): Ty {
    switch (ty.kind) {
      case 'dyn': {
        const principal = ty.principal && {
          trait: this.#defOf(ty.principal.id),
          args: this.args(ty.principal.args),
        };
        return {
          kind: 'dyn',
          ...(principal && { principal }),
          bindings: ty.bindings.map((b) => ({ name: b.name, ty: this.ty(b.ty) })),
          autos: ty.autos.map((id) => this.#defOf(id)),
        };
      }
      case 'projection': {
        const self = this.ty(ty.selfTy);
        const ref = ty.trait ? this.traitRef(ty.trait, self) : this.#openTrait(self, ty.name);
        if (!ref) return { kind: 'unknown', reason: `std's \`${ty.name}\` names no trait in the facts` };
        const args = [...ref.args, ...this.args(ty.args)];
        return { kind: 'projection', trait: ref.trait, name: ty.name, args };
      }
      case 'opaque':
        return { kind: 'opaque', owner: this.#owner, index: this.#opaques++, args: this.#identity() };
      case 'pattern': {
        const ranges = ty.ranges.map((r) => ({
          start: { kind: 'value', value: r.start } as const,
          end: { kind: 'value', value: r.end } as const,
        }));
        return { kind: 'pattern', base: this.ty(ty.base), ranges };
      }
    }
  }

  constant(value: FactsConst): Const {
    switch (value.kind) {
      case 'value':
        return { kind: 'value', value: value.value };
      case 'constParam':
        return value;
      case 'constExpr':
        return {
          kind: 'constUnknown',
          reason: `std computes \`${value.text}\`, which the facts hold as text alone`,
        };
    }
  }

  arg(arg: FactsArg): GenericArg {
    return arg.kind === 'value' || arg.kind === 'constParam' || arg.kind === 'constExpr'
      ? this.constant(arg)
      : this.ty(arg);
  }

  args(args: readonly FactsArg[]): readonly GenericArg[] {
    return args.map((arg) => this.arg(arg));
  }

  traitRef(ref: FactsTraitRef, self: GenericArg): TraitRef {
    return { trait: this.#defOf(ref.id), args: [self, ...this.args(ref.args)] };
  }

  /** What `self: bound` says: the trait, its bindings, and the bounds on its associated types. */
  bound(bound: FactsBound, self: Ty, into: Predicate[]): void {
    const ref = this.traitRef(bound.trait, self);
    into.push({ kind: 'trait', ref });
    for (const binding of bound.bindings) {
      const declared = this.#assocTrait(ref, binding.name) ?? ref;
      const projection = {
        kind: 'projection',
        trait: declared.trait,
        name: binding.name,
        args: [...declared.args, ...this.args(binding.args)],
      } as const;
      if (binding.ty) into.push({ kind: 'projection', projection, ty: this.ty(binding.ty) });
      else if (binding.value) into.push({ kind: 'projection', projection, ty: this.constant(binding.value) });
      for (const inner of binding.bounds ?? []) if (!inner.maybe) this.bound(inner, projection, into);
    }
  }
}
