import type { Kinds } from '../base/kinds.ts';
import { isUnknown } from '../base/unknown.ts';
import type { Def } from '../resolve/model/def.ts';
import type { ParamEnv } from '../types/model.ts';
import type { TypeQueries } from '../types/queries.ts';
import type { Ty } from '../types/terms/ty.ts';
import { tyKey } from '../types/terms/tyKey.ts';
import { type CaptureTypes, type Parts, partsOf } from './fieldTypes.ts';
import type { DropNeeds } from './needsDrop.ts';
import { type StdEffect, stdEffects } from './stdEffects.ts';

/** One step of what dropping a value does, with the steps inside it in order. */
export interface GlueStep {
  /** `name`, `[0]`, `Some.0`, `each element`; empty for the value itself. */
  readonly label: string;
  readonly type: string;
  readonly kind:
    | 'value'
    | 'destructor'
    | 'variant'
    | 'elements'
    | 'vtable'
    | 'generic'
    | 'effect'
    | 'again'
    | 'unknown';
  /** In words what it does, where the type alone doesn't say it. */
  readonly text?: string;
  readonly gives?: StdEffect['gives'];
  /** Bytes of the heap block; for a buffer those of one element. */
  readonly block?: { readonly size: number; readonly per: 'value' | 'element' };
  /** Found out when they are first asked for: types nest without end. */
  readonly steps: readonly GlueStep[];
}

type Head = Omit<GlueStep, 'steps'>;

function lazily(head: Head, stepsOf: () => readonly GlueStep[]): GlueStep {
  let known: readonly GlueStep[] | undefined;
  return {
    ...head,
    get steps() {
      known ??= stepsOf();
      return known;
    },
  };
}

/** What the layers around know of types. */
export interface GlueTypes {
  /** Bytes, asked of the layer that lays types out. */
  readonly sizeOf: (ty: Ty) => number | undefined;
  /** As users write it. */
  readonly nameOf: (ty: Ty) => string;
}

const MAX_DEPTH = 12;

/** What dropping a value of a type does, step by step (Rust Reference, Destructors). */
export class DropGlue {
  readonly #types: TypeQueries;
  readonly #needs: DropNeeds;
  readonly #captures: CaptureTypes | undefined;
  readonly #sizeOf: GlueTypes['sizeOf'];
  readonly #nameOf: GlueTypes['nameOf'];
  readonly #effects = new Map<Def, StdEffect>();

  constructor(types: TypeQueries, needs: DropNeeds, { sizeOf, nameOf }: GlueTypes, captures?: CaptureTypes) {
    this.#types = types;
    this.#needs = needs;
    this.#sizeOf = sizeOf;
    this.#nameOf = nameOf;
    this.#captures = captures;
    for (const [path, effect] of Object.entries(stdEffects)) {
      const def = types.stdDef(path);
      if (def) this.#effects.set(def, effect);
    }
  }

  /** The steps of a value; `undefined` where dropping it does nothing. */
  of(ty: Ty, env: ParamEnv): GlueStep | undefined {
    return this.#value('', ty, env, []);
  }

  /** What a type of std gives back when it is dropped, for lock guards and the like. */
  effectOf(ty: Ty): StdEffect | undefined {
    return ty.kind === 'adt' ? this.#effects.get(ty.def) : undefined;
  }

  #value(
    label: string,
    given: Ty,
    env: ParamEnv,
    open: readonly string[],
    text?: string,
  ): GlueStep | undefined {
    const ty = this.#types.normalize(given, env);
    const needs = this.#needs.of(ty, env);
    const type = this.#nameOf(ty);
    if (needs === false) return undefined;
    const leaf = (kind: GlueStep['kind'], words: string): GlueStep => ({
      label,
      type,
      kind,
      text: text ?? words,
      steps: [],
    });
    const step: MakeStep = (kind, stepsOf) =>
      lazily({ label, type, kind, ...(text !== undefined && { text }) }, stepsOf);
    if (isUnknown(needs)) return leaf('unknown', needs.reason);
    const key = tyKey(ty);
    if (open.includes(key)) return leaf('again', 'as above');
    if (open.length >= MAX_DEPTH) return leaf('again', 'and so on');
    const inner = [...open, key];
    switch (ty.kind) {
      case 'dyn':
        return leaf('vtable', 'by the destructor in the vtable');
      case 'array':
      case 'slice':
        return step('elements', () => this.#present([this.#value('each element', ty.element, env, inner)]));
      case 'adt':
        return this.#adt(step, leaf, ty, env, inner);
      case 'tuple':
      case 'closure':
        return this.#fields(step, leaf, ty, env, inner);
      default:
        ty.kind satisfies
          | Kinds<'int float bool char str never foreign ref ptr fnPtr fnDef param projection'>
          | Kinds<'opaque pattern infer unknown'>;

        return leaf('generic', 'whatever the type is');
    }
  }

  #present(steps: readonly (GlueStep | undefined)[]): readonly GlueStep[] {
    return steps.filter((s) => s !== undefined);
  }

  #adt(
    step: MakeStep,
    leaf: MakeLeaf,
    ty: Extract<Ty, { kind: 'adt' }>,
    env: ParamEnv,
    open: readonly string[],
  ): GlueStep {
    const effect = this.#effects.get(ty.def);
    if (effect) return step('value', () => this.#std(effect, ty, env, open));
    const own = this.#types.dropImpl(ty.def);
    if (isUnknown(own)) return leaf('unknown', own.reason);
    const destructor: GlueStep = {
      label: '',
      type: this.#nameOf(ty),
      kind: 'destructor',
      text: `its own \`Drop::drop\``,
      steps: [],
    };
    return this.#fields(step, leaf, ty, env, open, own ? [destructor] : []);
  }

  /** The content first, then what std gives back. */
  #std(
    effect: StdEffect,
    ty: Extract<Ty, { kind: 'adt' }>,
    env: ParamEnv,
    open: readonly string[],
  ): readonly GlueStep[] {
    const contents = (effect.content ?? []).map(({ argument, label, last }) => {
      const arg = ty.args[argument] as Ty | undefined;
      return arg && this.#value(label, arg, env, open, last && 'only with the last owner');
    });
    const size = this.#blockOf(effect, ty, env);
    const own: GlueStep = {
      label: '',
      type: this.#nameOf(ty),
      kind: 'effect',
      text: effect.text,
      gives: effect.gives,
      steps: [],
      ...(size && { block: size }),
    };
    const present = this.#present(contents);
    return effect.gives === 'count' ? [own, ...present] : [...present, own];
  }

  #blockOf(effect: StdEffect, ty: Extract<Ty, { kind: 'adt' }>, env: ParamEnv): GlueStep['block'] {
    const [first] = ty.args as readonly Ty[];
    if (!first || effect.block === undefined) return undefined;
    const parts =
      effect.block === 'entries' ? (effect.content ?? []).map((c) => ty.args[c.argument] as Ty) : [first];
    const content = parts.length > 1 ? ({ kind: 'tuple', elements: parts } as const) : parts[0]!;
    const whole = effect.pointer === undefined ? content : this.#pointee(ty, effect.pointer, env);
    const size = whole && this.#sizeOf(whole);
    if (size === undefined) return undefined;
    return { size, per: effect.block === 'value' ? 'value' : 'element' };
  }

  /** What the `NonNull` in a field points to. */
  #pointee(ty: Extract<Ty, { kind: 'adt' }>, field: string, env: ParamEnv): Ty | undefined {
    const adt = this.#types.adtDef(ty.def);
    const pointer = isUnknown(adt) ? undefined : adt.variants[0]?.fields.find(({ name }) => name === field);
    const at = pointer && this.#types.fieldTy(pointer.ty, ty.args, env);
    return at?.kind === 'adt' ? (at.args[0] as Ty | undefined) : undefined;
  }

  /** The bytes of a value itself, without what it owns elsewhere; undefined where its layout isn't known. */
  sizeOf(ty: Ty): number | undefined {
    return this.#sizeOf(ty);
  }

  #fields(
    step: MakeStep,
    leaf: MakeLeaf,
    ty: Ty,
    env: ParamEnv,
    open: readonly string[],
    first: readonly GlueStep[] = [],
  ): GlueStep {
    const parts = partsOf(ty, env, this.#types, this.#captures);
    if (!parts || isUnknown(parts)) return leaf('unknown', parts?.reason ?? 'its parts are not known');
    return step('value', () => [...first, ...this.#ofVariants(parts, env, open)]);
  }

  #ofVariants({ adt, variants }: Parts, env: ParamEnv, open: readonly string[]): readonly GlueStep[] {
    return variants.flatMap((variant): readonly GlueStep[] => {
      const fields = this.#present(variant.fields.map((f) => this.#value(f.name, f.ty, env, open)));
      if (adt?.kind !== 'enum' || fields.length === 0) return fields;
      return [
        { label: variant.name, type: '', kind: 'variant', text: 'if it is this variant', steps: fields },
      ];
    });
  }
}

type MakeLeaf = (kind: GlueStep['kind'], words: string) => GlueStep;
type MakeStep = (kind: GlueStep['kind'], stepsOf: () => readonly GlueStep[]) => GlueStep;
