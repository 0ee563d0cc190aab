import { isUnknown } from '../../base/unknown.ts';
import type { Engine } from '../../engine/engine.ts';
import { partsOf } from '../../engine/layoutParts.ts';
import type { Def, SourceDef } from '../../resolve/model/def.ts';
import { emptyParamEnv } from '../../types/model.ts';
import { someTy } from '../../types/terms/fold.ts';
import type { Ty } from '../../types/terms/ty.ts';
import { hasFlags, termFlags, tyKey } from '../../types/terms/tyKey.ts';

type Instance = Extract<Ty, { kind: 'adt' }>;

/** A type that refers to itself with ever larger arguments has no end; nobody looks at more than these. */
const MAX_INSTANCES = 200;

/**
 * The instances of a project's own generic types that are used in it: in fields, signatures and bodies. What a type is
 * made of is used with it: `Slot<Header>` in a field brings the `Entry<Header>` in the slot.
 */
export class Instances {
  readonly #engine: Engine;
  readonly #generic: ReadonlySet<Def>;
  readonly #found = new Map<Def, Map<string, Instance>>();
  readonly #seen = new Set<string>();
  #fresh: Instance[] = [];

  constructor(engine: Engine, generic: ReadonlySet<Def>) {
    this.#engine = engine;
    this.#generic = generic;
  }

  /** The instances of a definition so far, in the order in which they were found. */
  of(def: Def): readonly Instance[] {
    return [...(this.#found.get(def)?.values() ?? [])];
  }

  /** Those that were found since the last call. */
  takeNew(): readonly Instance[] {
    const fresh = this.#fresh;
    this.#fresh = [];
    return fresh;
  }

  /** Notes what a type uses, and what its fields do. */
  add(ty: Ty): void {
    const pending: Ty[] = [this.#engine.types.normalize(ty, emptyParamEnv)];
    for (let at = pending.pop(); at; at = pending.pop()) {
      const key = tyKey(at);
      if (this.#seen.has(key)) continue;
      this.#seen.add(key);
      someTy(at, (part) => {
        if (part.kind === 'adt' && this.#isNew(part)) pending.push(...this.#fieldsOf(part));
        return false;
      });
    }
  }

  /** What a function's signature uses. */
  addSignature(def: SourceDef): void {
    const sig = this.#engine.types.fnSig(def);
    if (isUnknown(sig)) return;
    for (const ty of [...sig.inputs, sig.output]) this.add(ty);
  }

  /** What the expressions and variables of a function use, in whatever way their types are found. */
  addBody(def: SourceDef): void {
    const body = this.#engine.bodies.analyseBody(def);
    if (isUnknown(body)) return;
    for (const { ty } of body.locals) this.add(ty);
    for (const { ty } of body.exprs.values()) this.add(ty);
  }

  addFields(ty: Ty): void {
    for (const field of this.#fieldsOf(ty)) this.add(field);
  }

  #isNew(ty: Instance): boolean {
    if (!this.#generic.has(ty.def) || hasFlags(ty, OPEN)) return false;
    const known = this.#found.get(ty.def) ?? new Map<string, Instance>();
    this.#found.set(ty.def, known);
    const key = tyKey(ty);
    if (known.has(key) || known.size >= MAX_INSTANCES) return false;
    known.set(key, ty);
    this.#fresh.push(ty);
    return true;
  }

  #fieldsOf(ty: Ty): readonly Ty[] {
    const parts = partsOf(ty, emptyParamEnv, this.#engine);
    if (!parts || isUnknown(parts)) return [];
    return parts.variants.flatMap((variant) => variant.parts.map((part) => part.ty));
  }
}

/** An instance has all its arguments, and all of them are known. */
const OPEN = termFlags.param | termFlags.infer | termFlags.unknown | termFlags.alias;
