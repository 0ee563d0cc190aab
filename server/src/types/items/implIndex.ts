import { isUnknown } from '../../base/unknown.ts';
import type { Def } from '../../resolve/model/def.ts';
import type { GenericArg, Ty } from '../terms/ty.ts';
import type { TypeCx } from '../typeCx.ts';
import { computeImplTrait, cratesIn, factsHead, factsId, headKey, headOf, type TypeHead } from './impls.ts';

/** The trait impls of one crate in source by trait, its inherent impls, and impls whose trait is not known. */
interface CrateImpls {
  readonly byTrait: ReadonlyMap<Def, readonly Def[]>;
  readonly inherent: readonly Def[];
  readonly unresolved: readonly { readonly impl: Def; readonly reason: string }[];
}

interface TraitImpls {
  readonly byHead: ReadonlyMap<string, readonly Def[]>;
  readonly blanket: readonly Def[];
}

/** What a crate has for a question. */
interface CrateTraitImpls extends TraitImpls {
  readonly unresolved: CrateImpls['unresolved'];
}

const NONE: readonly Def[] = [];

/**
 * Finds impls, by their trait and by what their `Self` starts with. Only crates that may hold a matching impl are
 * looked at: by the orphan rules that of the trait and those of the types in the question. Of these only that is
 * read which may hold one, unless all of the crate has been read anyway.
 */
export class ImplIndex {
  readonly #cx: TypeCx;
  readonly #crates = new Map<string, CrateImpls>();
  readonly #byHead = new Map<Def, Map<string, CrateTraitImpls>>();
  readonly #traits = new Map<Def, ReturnType<typeof computeImplTrait>>();
  readonly #inherentOfCrate = new Map<string, ReadonlyMap<string, readonly Def[]>>();
  readonly #inherentOf = new Map<Def, ReadonlyMap<string, readonly Def[]>>();
  readonly #factsTraits = new Map<Def, TraitImpls>();
  readonly #std: ImplIndex | undefined;

  /** `std` sorts std's impls of std's traits, once for all snapshots. */
  constructor(cx: TypeCx, std: ImplIndex | undefined) {
    this.#cx = cx;
    this.#std = std;
  }

  /** Impls of a trait that may match the arguments (`Self` first). */
  candidates(trait: Def, args: readonly GenericArg[]): readonly Def[] {
    const self = args[0] as Ty;
    const out: Def[] = [...this.#factsImpls(trait, self)];
    const crates = new Set<string>([trait.crate]);
    cratesIn(args, crates);
    const head = headOf(self);
    for (const crate of crates) {
      const impls = this.#traitImpls(crate, trait, head);
      if (!impls) continue;
      out.push(...impls.blanket);
      if (head) out.push(...(impls.byHead.get(headKey(head)) ?? NONE));
      else for (const list of impls.byHead.values()) out.push(...list);
    }
    return out;
  }

  /** Why an impl that isn't among the candidates may exist all the same. */
  doubt(trait: Def, args: readonly GenericArg[]): string | undefined {
    const crates = new Set<string>([trait.crate]);
    cratesIn(args, crates);
    const head = headOf(args[0] as Ty);
    for (const crate of crates) {
      const impls = this.#traitImpls(crate, trait, head);
      const hidden = impls?.unresolved.find(({ impl }) => mayMatch(impl, trait));
      if (hidden) return hidden.reason;
    }
    return undefined;
  }

  /** Inherent impls for types that start like this one. */
  inherentImpls(ty: Ty): readonly Def[] {
    const head = headOf(ty);
    if (!head) return NONE;
    const out: Def[] = [];
    const { facts } = this.#cx.inputs;
    const inFacts = factsHead(head);
    if (facts && inFacts)
      for (const id of facts.inherentImpls(inFacts)) out.push(this.#cx.resolver.factsDef(id));
    if (head.kind === 'primitive') out.push(...this.#primitiveImpls(head));
    // Impls for `dyn Trait` stand with the trait (`impl dyn Trait { … }`).
    const owner = head.kind === 'adt' ? head.def : ty.kind === 'dyn' ? ty.principal?.trait : undefined;
    if (owner) out.push(...(this.#inherentImpls(owner).get(headKey(head)) ?? NONE));
    return out;
  }

  /** Those that the standard library has in source (`rustc_coherence_is_core`, `rustc_allow_incoherent_impl`). */
  #primitiveImpls(head: TypeHead): readonly Def[] {
    const { resolver } = this.#cx;
    return ['core', 'alloc', 'std'].flatMap((name) => {
      const crate = resolver.sysrootCrate(name);
      if (crate === undefined) return [];
      let sorted = this.#inherentOfCrate.get(crate);
      if (!sorted) {
        sorted = this.#sort(this.#crate(crate)?.inherent ?? NONE).byHead;
        this.#inherentOfCrate.set(crate, sorted);
      }
      return sorted.get(headKey(head)) ?? NONE;
    });
  }

  #factsImpls(trait: Def, self: Ty): readonly Def[] {
    const { facts } = this.#cx.inputs;
    if (!facts || trait.origin !== 'facts') return NONE;
    const impls = this.#factsTrait(trait);
    const head = headOf(self);
    if (!head) return [...impls.blanket, ...[...impls.byHead.values()].flat()];
    return [...impls.blanket, ...(impls.byHead.get(headKey(head)) ?? NONE)];
  }

  #factsTrait(trait: Extract<Def, { origin: 'facts' }>): TraitImpls {
    if (this.#std) return this.#std.#factsTrait(trait);
    let sorted = this.#factsTraits.get(trait);
    if (!sorted) {
      const ids = this.#cx.inputs.facts!.implsOfTrait(factsId(trait));
      sorted = this.#sort(ids.map((id) => this.#cx.resolver.factsDef(id)));
      this.#factsTraits.set(trait, sorted);
    }
    return sorted;
  }

  #traitImpls(crate: string, trait: Def, head: TypeHead | undefined): CrateTraitImpls | undefined {
    const { resolver } = this.#cx;
    if (!resolver.crateInfo(crate)) return undefined;
    const self =
      head?.kind === 'adt' && trait.crate !== crate && head.def.crate === crate ? head.def : undefined;
    const map = this.#byHead.get(trait) ?? new Map<string, CrateTraitImpls>();
    this.#byHead.set(trait, map);
    const key = self ? `${crate} ${self.id}` : crate;
    let found = map.get(crate) ?? map.get(key);
    if (found) return found;
    const some = this.#crates.has(crate) ? undefined : resolver.implsOfTrait(crate, trait, self);
    if (some) {
      found = this.#sortTrait(some, trait);
      map.set(key, found);
    } else {
      const all = this.#crate(crate)!;
      found = { ...this.#sort(all.byTrait.get(trait) ?? NONE), unresolved: all.unresolved };
      map.set(crate, found);
    }
    return found;
  }

  #sortTrait(impls: readonly Def[], trait: Def): CrateTraitImpls {
    const own: Def[] = [];
    const unresolved: { impl: Def; reason: string }[] = [];
    for (const impl of impls) {
      const bound = this.#traitOf(impl);
      if (bound === undefined) continue;
      if (isUnknown(bound)) unresolved.push({ impl, reason: bound.reason });
      else if (bound.trait === trait) own.push(impl);
    }
    return { ...this.#sort(own), unresolved };
  }

  #traitOf(impl: Def): ReturnType<typeof computeImplTrait> {
    if (!this.#traits.has(impl)) this.#traits.set(impl, computeImplTrait(impl, this.#cx));
    return this.#traits.get(impl);
  }

  #sort(impls: readonly Def[]): TraitImpls {
    const byHead = new Map<string, Def[]>();
    const blanket: Def[] = [];
    for (const impl of impls) {
      const head = headOf(this.#cx.implSelf(impl));
      if (!head) {
        blanket.push(impl);
        continue;
      }
      const key = headKey(head);
      const list = byHead.get(key);
      if (list) list.push(impl);
      else byHead.set(key, [impl]);
    }
    return { byHead, blanket };
  }

  #crate(crate: string): CrateImpls | undefined {
    const known = this.#crates.get(crate);
    if (known) return known;
    if (!this.#cx.resolver.crateInfo(crate)) return undefined;
    const byTrait = new Map<Def, Def[]>();
    const inherent: Def[] = [];
    const unresolved: { impl: Def; reason: string }[] = [];
    // What bodies of std's own functions hold is for these functions alone, and there are many.
    const inBodies = this.#cx.resolver.sysrootCrate('core') === undefined;
    for (const impl of this.#cx.resolver.implsOfCrate(crate, inBodies)) {
      const bound = this.#traitOf(impl);
      if (bound === undefined) inherent.push(impl);
      else if (isUnknown(bound)) unresolved.push({ impl, reason: bound.reason });
      else {
        const list = byTrait.get(bound.trait);
        if (list) list.push(impl);
        else byTrait.set(bound.trait, [impl]);
      }
    }
    const impls = { byTrait, inherent, unresolved };
    this.#crates.set(crate, impls);
    return impls;
  }

  /** The inherent impls of an owner's crate by head: all that are for the owner, maybe others. */
  #inherentImpls(owner: Def): ReadonlyMap<string, readonly Def[]> {
    const { resolver } = this.#cx;
    let sorted = this.#inherentOfCrate.get(owner.crate) ?? this.#inherentOf.get(owner);
    if (sorted) return sorted;
    const inSource = owner.origin === 'source' && !this.#crates.has(owner.crate);
    const some = inSource ? resolver.inherentImplsOf(owner) : undefined;
    if (some) {
      sorted = this.#sort(some.filter((impl) => this.#traitOf(impl) === undefined)).byHead;
      this.#inherentOf.set(owner, sorted);
    } else {
      sorted = this.#sort(this.#crate(owner.crate)?.inherent ?? NONE).byHead;
      this.#inherentOfCrate.set(owner.crate, sorted);
    }
    return sorted;
  }
}

/** An impl whose trait path can't be resolved may be one of any trait with the same last name. */
function mayMatch(impl: Def, trait: Def): boolean {
  if (impl.origin !== 'source' || impl.item.kind !== 'impl') return false;
  return impl.item.trait?.segments.at(-1)?.name.text === trait.name;
}
