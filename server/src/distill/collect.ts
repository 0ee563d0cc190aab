import type { RawRecord, RawTraitRef, RawTy } from '../facts/encoding.ts';
import type { Def, SourceDef } from '../resolve/model/def.ts';
import type { TypeCx } from '../types/typeCx.ts';
import { attributesOf, langIn } from './attributes.ts';
import { derivedImpls } from './derives.ts';
import type { ModuleChildren } from './moduleChildren.ts';
import { RecordEncoder } from './records.ts';
import type { TermEncoder } from './terms.ts';

/** A record with its place among the others. */
export interface Collected {
  /** What other records call it. */
  readonly ref: string;
  /** The crate's id in the graph. */
  readonly crate: string;
  readonly tag: RawRecord[0];
  /** Whether it is a crate's root module. */
  readonly isRoot: boolean;
  /** The record as JSON, which takes a tenth of the memory. */
  readonly text: string;
}

export interface CollectInput {
  readonly cx: TypeCx;
  readonly terms: TermEncoder;
  readonly children: ModuleChildren;
  /** Root modules of the crates whose public names users can write. */
  readonly roots: readonly SourceDef[];
  /** The impls of a crate; expanding all of it takes seconds. */
  readonly implsOf: (crate: string) => readonly SourceDef[];
}

/** An impl that waits for its trait and types to be among the records. */
interface Pending {
  readonly impl: SourceDef;
  readonly trait: RawTraitRef | 0;
  readonly self: RawTy;
}

/**
 * Collects what users can name and whatever that reaches through fields, signatures and bounds, with every impl whose
 * trait and types are all among them. Methods of trait impls are left out: the trait says their signatures. So are
 * private inherent items. (The same choice as that of `scripts/facts/distill/collect.ts`.)
 */
export class Collector {
  readonly records: Collected[] = [];
  readonly lang = new Map<string, string>();
  readonly #input: CollectInput;
  readonly #encoder: RecordEncoder;
  readonly #public = new Set<Def>();
  readonly #known = new Set<Def>();
  readonly #queue: SourceDef[] = [];
  readonly #pending: Pending[] = [];
  readonly #crates = new Set<string>();

  constructor(input: CollectInput) {
    this.#input = input;
    this.#encoder = new RecordEncoder(input.cx, input.terms, input.children, (def) => this.#public.has(def));
  }

  /** Every name that can be reached by public names alone, and what stands behind it. */
  names(): void {
    for (const root of this.#input.roots) this.#publish(root);
    for (const def of this.#public) this.#add(def);
    this.#drain();
  }

  /** The impls that crates have of what is there; these reach further types, which have impls again. */
  impls(onCrate: (crate: string) => void): void {
    for (let before = -1; before !== this.records.length; ) {
      before = this.records.length;
      for (const { crate } of [...this.records]) {
        if (this.#crates.has(crate)) continue;
        this.#crates.add(crate);
        onCrate(crate);
        for (const impl of this.#input.implsOf(crate)) this.#await(impl);
      }
      this.#takeImpls();
    }
  }

  #publish(def: Def): void {
    if (this.#public.has(def) || def.origin !== 'source' || isIntrinsic(def, this.#input.cx)) return;
    this.#public.add(def);
    if (def.kind !== 'mod' && def.kind !== 'crate') return;
    for (const { target } of this.#input.children.of(def))
      if (typeof target !== 'string') this.#publish(target.kind === 'variant' ? target.parent! : target);
  }

  #add(def: Def): void {
    if (this.#known.has(def) || def.origin !== 'source') return;
    this.#known.add(def);
    this.#queue.push(def);
  }

  #drain(): void {
    for (let def = this.#queue.pop(); def; def = this.#queue.pop()) {
      const record = this.#encoder.record(def);
      if (record) this.#store(def, record);
      const { parent } = def;
      if (parent && parent.kind !== 'impl') this.#add(parent);
    }
  }

  #store(def: SourceDef, record: RawRecord): void {
    const { cx, terms } = this.#input;
    this.#push(terms.ref(def), def.crate, record);
    const lang = langIn(attributesOf(def, cx));
    if (lang !== undefined) this.lang.set(lang, terms.ref(def));
    if (record[0] !== 'm') this.#reach(record);
    if (record[0] === 's' || record[0] === 'e' || record[0] === 'u') this.#derives(def);
  }

  #push(ref: string, crate: string, record: RawRecord): void {
    const isRoot = record[0] === 'm' && record[2] === -1;
    this.records.push({ ref, crate, tag: record[0], isRoot, text: JSON.stringify(record) });
  }

  #reach(value: unknown): void {
    for (const ref of references(value)) {
      const def = this.#input.terms.defOf(ref);
      if (def) this.#add(def);
    }
  }

  #derives(def: SourceDef): void {
    const { cx, terms } = this.#input;
    for (const { trait, record } of derivedImpls(def, cx, terms)) {
      this.#push(`${terms.ref(def)}:${trait.name}`, def.crate, record);
      this.#reach(record);
    }
  }

  // ------------------------------------------------------------------------------------------ impls

  #await(impl: SourceDef): void {
    const header = this.#encoder.header(impl);
    if (header && !hasUnknown([header.trait, header.self])) this.#pending.push({ impl, ...header });
  }

  #takeImpls(): void {
    const open = this.#pending.splice(0);
    for (const pending of open) {
      if (this.#isWanted(pending)) this.#take(pending);
      else this.#pending.push(pending);
    }
    this.#drain();
  }

  #isWanted({ trait, self }: Pending): boolean {
    for (const ref of references([trait, self])) {
      const def = this.#input.terms.defOf(ref);
      if (!def || !this.#known.has(def)) return false;
    }
    const head = trait === 0 ? headOf(self) : undefined;
    const owner = head === undefined ? undefined : this.#input.terms.defOf(head);
    return head === undefined || (owner !== undefined && this.#public.has(owner));
  }

  #take({ impl, trait }: Pending): void {
    const members = this.#input.cx.members(impl).filter((member) => this.#keeps(member, trait !== 0));
    if (trait === 0 && members.length === 0) return;
    const record = this.#encoder.impl(impl, members);
    if (!record) return;
    this.#known.add(impl);
    this.#store(impl, record);
    for (const member of members) this.#add(member);
  }

  #keeps(member: Def, isOfTrait: boolean): boolean {
    if (member.origin !== 'source') return false;
    if (isOfTrait) return member.kind !== 'fn';
    if (member.item.visibility.kind !== 'public') return false;
    return member.kind !== 'fn' || !isIntrinsic(member, this.#input.cx);
  }
}

/** Vendor intrinsics: thousands of functions over SIMD types. The types stay. */
function isIntrinsic(def: SourceDef, cx: TypeCx): boolean {
  return def.kind === 'fn' && (cx.stdPath(def)?.startsWith('core::core_arch') ?? false);
}

export function* references(value: unknown): Generator<string> {
  if (typeof value === 'string') {
    if (value.startsWith('@')) yield value;
  } else if (Array.isArray(value)) {
    for (const part of value) yield* references(part);
  }
}

/** An impl whose header can't be told is of no use to anyone. */
function hasUnknown(value: unknown): boolean {
  return Array.isArray(value) && (value[0] === 15 || value.some(hasUnknown));
}

/** The definition that a type starts with, if it starts with one. */
function headOf(ty: RawTy): string | undefined {
  if (typeof ty === 'string') return ty.startsWith('@') ? ty : undefined;
  if (!Array.isArray(ty)) return undefined;
  return (ty[0] === 0 || ty[0] === 14) && typeof ty[1] === 'string' ? ty[1] : undefined;
}
