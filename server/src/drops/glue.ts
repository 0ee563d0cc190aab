import { isUnknown, type Unknown } from '../base/unknown.ts';
import type { Def } from '../resolve/def.ts';
import type { ParamEnv } from '../types/model.ts';
import type { TypeQueries } from '../types/queries.ts';
import type { Ty } from '../types/ty.ts';
import { tyKey } from '../types/tyKey.ts';
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
  readonly steps: readonly GlueStep[];
}

/** What the layers around know of types. */
export interface GlueTypes {
  /** Bytes, asked of the layer that lays types out. */
  readonly sizeOf: (ty: Ty) => { readonly size: number; readonly align: number } | undefined;
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

  #value(label: string, given: Ty, env: ParamEnv, open: readonly string[]): GlueStep | undefined {
    const ty = this.#types.normalize(given, env);
    const needs = this.#needs.of(ty, env);
    const type = this.#nameOf(ty);
    if (needs === false) return undefined;
    const step = (kind: GlueStep['kind'], more: Partial<GlueStep> = {}): GlueStep => ({
      label,
      type,
      kind,
      steps: [],
      ...more,
    });
    if (isUnknown(needs)) return step('unknown', { text: needs.reason });
    const key = tyKey(ty);
    if (open.includes(key)) return step('again', { text: 'as above' });
    if (open.length >= MAX_DEPTH) return step('again', { text: 'and so on' });
    const inner = [...open, key];
    switch (ty.kind) {
      case 'dyn':
        return step('vtable', { text: 'by the destructor in the vtable' });
      case 'array':
      case 'slice':
        return step('elements', {
          steps: this.#present([this.#value('each element', ty.element, env, inner)]),
        });
      case 'adt':
        return this.#adt(step, ty, env, inner);
      case 'tuple':
      case 'closure':
        return this.#fields(step, partsOf(ty, env, this.#types, this.#captures), env, inner);
      default:
        return step('generic', { text: 'whatever the type is' });
    }
  }

  #present(steps: readonly (GlueStep | undefined)[]): readonly GlueStep[] {
    return steps.filter((s) => s !== undefined);
  }

  #adt(
    step: (kind: GlueStep['kind'], more?: Partial<GlueStep>) => GlueStep,
    ty: Extract<Ty, { kind: 'adt' }>,
    env: ParamEnv,
    open: readonly string[],
  ): GlueStep {
    const effect = this.#effects.get(ty.def);
    if (effect) return step('value', { steps: this.#std(effect, ty, env, open) });
    const own = this.#types.dropImpl(ty.def);
    if (isUnknown(own)) return step('unknown', { text: own.reason });
    const whole = this.#fields(step, partsOf(ty, env, this.#types, this.#captures), env, open);
    if (!own) return whole;
    const destructor: GlueStep = {
      label: '',
      type: this.#nameOf(ty),
      kind: 'destructor',
      text: `its own \`Drop::drop\``,
      steps: [],
    };
    return { ...whole, steps: [destructor, ...whole.steps] };
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
      const content = arg && this.#value(label, arg, env, open);
      return content && last ? { ...content, text: 'only with the last owner' } : content;
    });
    const size = this.#blockOf(effect, ty);
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

  #blockOf(effect: StdEffect, ty: Extract<Ty, { kind: 'adt' }>): GlueStep['block'] {
    const [first] = ty.args as readonly Ty[];
    if (!first || effect.block === undefined) return undefined;
    const parts =
      effect.block === 'entries' ? (effect.content ?? []).map((c) => ty.args[c.argument] as Ty) : [first];
    const whole = parts.length > 1 ? ({ kind: 'tuple', elements: parts } as const) : parts[0]!;
    const content = this.#sizeOf(whole);
    if (content === undefined) return undefined;
    const per = effect.block === 'elements' || effect.block === 'entries' ? 'element' : 'value';
    const count = effect.block === 'counted' ? this.#sizeOf(usize) : undefined;
    return { size: count ? countedSize(count.size, content) : content.size, per };
  }

  /** The bytes of a value itself, without what it owns elsewhere; undefined where its layout isn't known. */
  sizeOf(ty: Ty): number | undefined {
    return this.#sizeOf(ty)?.size;
  }

  #fields(
    step: (kind: GlueStep['kind'], more?: Partial<GlueStep>) => GlueStep,
    parts: Parts | Unknown | undefined,
    env: ParamEnv,
    open: readonly string[],
  ): GlueStep {
    if (!parts || isUnknown(parts))
      return step('unknown', { text: parts?.reason ?? 'its parts are not known' });
    const isEnum = parts.adt?.kind === 'enum';
    const steps = parts.variants.flatMap((variant) => {
      const fields = this.#present(variant.fields.map((f) => this.#value(f.name, f.ty, env, open)));
      if (!isEnum || fields.length === 0) return fields;
      return [
        {
          label: variant.name,
          type: '',
          kind: 'variant' as const,
          text: 'if it is this variant',
          steps: fields,
        },
      ];
    });
    return step('value', { steps });
  }
}

const usize: Ty = { kind: 'int', name: 'usize' };

/** The `repr(C)` struct that `Rc` and `Arc` point to: the two counts, then the value. */
function countedSize(
  count: number,
  { size, align }: { readonly size: number; readonly align: number },
): number {
  const upTo = (offset: number, boundary: number) => Math.ceil(offset / boundary) * boundary;
  return upTo(upTo(2 * count, align) + size, Math.max(count, align));
}
