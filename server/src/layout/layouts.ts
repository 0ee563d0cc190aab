import type { Kinds } from '../base/kinds.ts';
import { isUnknown, type Unknown, unknown } from '../base/unknown.ts';
import type { AdtDef } from '../types/items/adt.ts';
import { emptyParamEnv, type ParamEnv } from '../types/model.ts';
import type { TypeQueries } from '../types/queries.ts';
import { displayTy } from '../types/terms/displayTy.ts';
import type { ClosureTy, Const, GenericArg, Ty } from '../types/terms/ty.ts';
import { hasFlags, isOfStd, termFlags, tyKey } from '../types/terms/tyKey.ts';
import type { BodyOracle } from '../types/typeCx.ts';
import { arrayLayout, simdLayout } from './abi/array.ts';
import type { LayoutCx } from './abi/context.ts';
import { coroutineLayout } from './abi/coroutine.ts';
import {
  boolLayout,
  charLayout,
  fnPointerLayout,
  intLayout,
  neverLayout,
  type PointerMetadata,
  pointerLayout,
  unitLayout,
} from './abi/simple.ts';
import { closureLayout, enumLayout, structLayout, tupleLayout } from './abi/structOrEnum.ts';
import type { Layout, LayoutResult } from './abi/types.ts';
import { unionLayout } from './abi/union.ts';
import type { CoroutineStates } from './coroutineStates.ts';
import { explain } from './errors.ts';
import { layoutOfPattern } from './patternTypes.ts';
import { abiRepr } from './repr.ts';
import { floatTypeLayout, intTypeLayout } from './scalarTypes.ts';

/** What the layouts are told by other layers. */
export interface LayoutSources {
  readonly bodies?: BodyOracle;
  readonly states?: CoroutineStates;
  readonly std?: Layouts | undefined;
}

/** Types nested deeper than this have no layout here; rustc's own limit is 128 by default. */
const MAX_DEPTH = 256;

/**
 * The layout of any type: asks the types layer what a type is made of, and the calculator (`abi/`) how
 * rustc lays such parts out (rustc_ty_utils, `layout_of_uncached`). Answers are remembered; a part that is
 * unknown makes the whole unknown only where its layout matters.
 */
export class Layouts {
  readonly #types: TypeQueries;
  readonly #cx: LayoutCx;
  readonly #bodies: BodyOracle | undefined;
  readonly #known = new Map<string, Layout | Unknown>();
  /** Types whose layout depends on a record of std that is another release's (`AdtDef.nearest`). */
  readonly #nearest = new Set<string>();
  readonly #inProgress = new Set<string>();
  readonly #std: Layouts | undefined;
  readonly #states: CoroutineStates | undefined;

  /** `std`, for the same target, remembers the layouts of types that are std's alone. */
  constructor(types: TypeQueries, cx: LayoutCx, { bodies, states, std }: LayoutSources = {}) {
    this.#std = std;
    this.#states = states;
    this.#types = types;
    this.#cx = cx;
    this.#bodies = bodies;
  }

  get cx(): LayoutCx {
    return this.#cx;
  }

  /**
   * The layout of `ty` where `env` holds, or why there is none. An unsized type gets the layout of what
   * stands before its tail's own bytes, marked `sized: false`, as in rustc.
   */
  layoutOf(ty: Ty, env: ParamEnv): Layout | Unknown {
    const normal = this.#normal(ty, env);
    if (this.#std && isOfStd(normal)) {
      const layout = this.#std.layoutOf(normal, emptyParamEnv);
      if (this.#std.isNearest(normal, emptyParamEnv)) this.#markNearest();
      return layout;
    }
    const key = layoutKey(normal, env);
    const known = this.#known.get(key);
    if (known) {
      if (this.#nearest.has(key)) this.#markNearest();
      return known;
    }
    if (this.#inProgress.has(key)) {
      return unknown(`\`${displayTy(normal)}\` contains itself without indirection`);
    }
    if (this.#inProgress.size > MAX_DEPTH) return unknown(`types are nested deeper than ${MAX_DEPTH} levels`);
    this.#inProgress.add(key);
    let layout: Layout | Unknown;
    try {
      layout = this.#compute(normal, env);
    } finally {
      this.#inProgress.delete(key);
    }
    // A cycle is the fault of the type that closes it; remembering it for those in between would be hasty.
    if (!isUnknown(layout) || this.#inProgress.size === 0) this.#known.set(key, layout);
    return layout;
  }

  /**
   * Whether a layout that was asked for depends on a type of std that differs around the release, and so is only the
   * nearest described release's.
   */
  isNearest(ty: Ty, env: ParamEnv): boolean {
    const normal = this.#normal(ty, env);
    if (this.#std && isOfStd(normal)) return this.#std.isNearest(normal, emptyParamEnv);
    return this.#nearest.has(layoutKey(normal, env));
  }

  #normal(ty: Ty, env: ParamEnv): Ty {
    return hasFlags(ty, termFlags.alias) ? this.#types.normalize(ty, env) : ty;
  }

  /** All layouts that are being computed depend on the one that is looked at. */
  #markNearest(): void {
    for (const key of this.#inProgress) this.#nearest.add(key);
  }

  #compute(ty: Ty, env: ParamEnv): Layout | Unknown {
    const { dl } = this.#cx;
    switch (ty.kind) {
      case 'bool':
        return boolLayout(dl);
      case 'char':
        return charLayout(dl);
      case 'int':
        return intTypeLayout(dl, ty.name);
      case 'float':
        return floatTypeLayout(dl, ty.name);
      case 'never':
        return neverLayout(dl);
      case 'fnPtr':
        return fnPointerLayout(dl);
      case 'fnDef':
        return unitLayout(dl);
      case 'dyn':
      case 'foreign':
        return unitLayout(dl, false);
      case 'ref':
      case 'ptr':
        return this.#pointer(ty.inner, ty.kind === 'ref', env);
      case 'str':
        return this.#done(arrayLayout(this.#cx, intLayout(dl, 1, false), undefined), ty);
      case 'slice':
        return this.#sequence(ty.element, undefined, ty, env);
      case 'array':
        return this.#array(ty, env);
      case 'tuple':
        return this.#all(ty.elements, env, (fields) => this.#done(tupleLayout(this.#cx, fields), ty));
      case 'adt':
        return this.#adt(ty, env);
      case 'pattern':
        return this.#pattern(ty, env);
      case 'closure':
        return this.#closure(ty, env);
      default:
        ty.kind satisfies Kinds<'param projection opaque infer unknown'>;
        return this.#opaque(ty);
    }
  }

  /** Types whose size only an argument, an inference or a body could tell. */
  #opaque(ty: Extract<Ty, { kind: Kinds<'unknown param projection opaque infer'> }>): Unknown {
    switch (ty.kind) {
      case 'unknown':
        return ty;
      case 'param':
        return unknown(`\`${ty.name}\` is a generic parameter`);
      case 'projection':
        return unknown(`\`${displayTy(ty)}\` depends on a generic parameter`);
      case 'opaque':
        return unknown(`the type behind \`${displayTy(ty)}\` could not be told`);
      default:
        ty.kind satisfies
          | Kinds<'int float bool char str never adt foreign tuple array slice ref ptr fnPtr fnDef'>
          | Kinds<'dyn closure pattern infer'>;

        return unknown(`\`${displayTy(ty)}\` was not inferred`);
    }
  }

  #done(result: LayoutResult, ty: Ty): Layout | Unknown {
    return result.kind === 'layout' ? result.layout : unknown(explain(result.error, displayTy(ty)));
  }

  #pointer(pointee: Ty, nonNull: boolean, env: ParamEnv): Layout | Unknown {
    const metadata = this.#types.pointee(pointee, env);
    if (isUnknown(metadata)) return metadata;
    if (metadata.kind === 'generic') {
      return unknown(`\`${displayTy(metadata.of)}\` may be unsized, so a pointer to it may be thin or wide`);
    }
    const kinds = { thin: 'none', length: 'length', vtable: 'vtable' } as const satisfies Record<
      string,
      PointerMetadata
    >;
    return pointerLayout(this.#cx.dl, nonNull, kinds[metadata.kind]);
  }

  #array(ty: Extract<Ty, { kind: 'array' }>, env: ParamEnv): Layout | Unknown {
    const length = this.#length(ty.length, env);
    return typeof length === 'bigint' ? this.#sequence(ty.element, length, ty, env) : length;
  }

  #length(length: Const, env: ParamEnv): bigint | Unknown {
    const value = this.#types.evalUsize(length, env);
    return value === undefined ? unknown('the length of an array depends on a generic parameter') : value;
  }

  #sequence(element: Ty, count: bigint | undefined, ty: Ty, env: ParamEnv): Layout | Unknown {
    const layout = this.layoutOf(element, env);
    return isUnknown(layout) ? layout : this.#done(arrayLayout(this.#cx, layout, count), ty);
  }

  /** The layouts of all parts, handed on; or the first reason why one is unknown. */
  #all(
    parts: readonly Ty[],
    env: ParamEnv,
    then: (layouts: readonly Layout[]) => Layout | Unknown,
  ): Layout | Unknown {
    const layouts: Layout[] = [];
    for (const part of parts) {
      const layout = this.layoutOf(part, env);
      if (isUnknown(layout)) return layout;
      layouts.push(layout);
    }
    return then(layouts);
  }

  #closure(ty: Extract<Ty, { kind: 'closure' }>, env: ParamEnv): Layout | Unknown {
    if (ty.flavor !== 'closure') return this.#coroutine(ty, env);
    const captures =
      this.#bodies?.captures(ty.owner, ty.offset) ?? unknown('what the closure captures is not known');
    if (isUnknown(captures)) return captures;
    const types = captures.map((capture) => this.#types.fieldTy(capture, ty.args, env));
    return this.#all(types, env, (fields) => this.#done(closureLayout(this.#cx, fields), ty));
  }

  /** The captures, the state, and what lives across the awaits, each local as its `MaybeUninit<T>`. */
  #coroutine(ty: ClosureTy, env: ParamEnv): Layout | Unknown {
    const states = this.#states?.(ty) ?? unknown('what lives across its awaits is not known');
    if (isUnknown(states)) return states;
    const { upvars, saved, points, conflicts } = states;
    const types = [...upvars, ...saved].map((held) => this.#types.fieldTy(held.ty, ty.args, env));
    return this.#all(types, env, (layouts) => {
      const locals: Layout[] = [];
      for (const layout of layouts.slice(upvars.length)) {
        const local = maybeUninit(this.#cx, layout);
        if (isUnknown(local)) return local;
        locals.push(local);
      }
      const input = {
        captures: layouts.slice(0, upvars.length),
        locals,
        // Unresumed, returned and panicked hold nothing of their own.
        variantFields: [[], [], [], ...points.map((point) => point.saved)],
        storageConflicts: conflicts,
      };
      return this.#done(coroutineLayout(this.#cx, input), ty);
    });
  }

  #pattern(ty: Extract<Ty, { kind: 'pattern' }>, env: ParamEnv): Layout | Unknown {
    const base = this.layoutOf(ty.base, env);
    if (isUnknown(base)) return base;
    const result = layoutOfPattern(base, ty, (c) => this.#types.evalConst(c, env));
    return isUnknown(result) ? result : this.#done(result, ty);
  }

  /** The layout of a struct, enum or union if no attribute macro changes it. */
  layoutAsWritten = (ty: Extract<Ty, { kind: 'adt' }>, env: ParamEnv) => this.#adt(ty, env, true);

  #adt(ty: Extract<Ty, { kind: 'adt' }>, env: ParamEnv, asWritten = false): Layout | Unknown {
    const adt = this.#types.adtDef(ty.def);
    if (isUnknown(adt)) return adt;
    if (adt.partial !== undefined && !(asWritten && adt.rewrittenBy)) return unknown(adt.partial);
    if (adt.nearest !== undefined) this.#markNearest();
    if (adt.repr.simd) return this.#simd(adt, ty, env);
    const variants: Layout[][] = [];
    for (const variant of adt.variants) {
      const fields: Layout[] = [];
      for (const field of variant.fields) {
        const layout = this.layoutOf(this.#types.fieldTy(field.ty, ty.args, env), env);
        if (isUnknown(layout)) return layout;
        fields.push(layout);
      }
      variants.push(fields);
    }
    return this.#layOut(adt, variants, ty);
  }

  #layOut(adt: AdtDef, variants: readonly (readonly Layout[])[], ty: Ty): Layout | Unknown {
    const repr = abiRepr(adt.repr);
    const fields = variants[0] ?? [];
    if (adt.kind === 'union') return this.#done(unionLayout(this.#cx, fields, repr), ty);
    if (adt.kind === 'struct') {
      const ranged = this.#cx.release.validRangeAttributes ? adt.flags : {};
      const { validRangeStart: start, validRangeEnd: end } = ranged;
      const input = {
        fields,
        repr,
        maybeUnsized: this.#mayBeUnsized(adt),
        hideNiches: adt.flags.unsafeCell === true || adt.flags.unsafePinned === true,
        ...((start !== undefined || end !== undefined) && {
          scalarValidRange: { ...(start !== undefined && { start }), ...(end !== undefined && { end }) },
        }),
      };
      return this.#done(structLayout(this.#cx, input), ty);
    }
    const discriminants: bigint[] = [];
    for (const variant of adt.variants) {
      if (typeof variant.discriminant !== 'bigint') return variant.discriminant;
      discriminants.push(variant.discriminant);
    }
    return this.#done(enumLayout(this.#cx, { variants, repr, discriminants }), ty);
  }

  /** Whether the last field could be unsized for some arguments: judged in the definition's own terms. */
  #mayBeUnsized(adt: AdtDef): boolean {
    const last = adt.variants[0]?.fields.at(-1);
    if (!last) return false;
    return this.#types.isSized(last.ty, this.#types.paramEnvOf(adt.def)).kind !== 'holds';
  }

  /** `repr(simd)`: a struct around one array. */
  #simd(adt: AdtDef, ty: Ty & { readonly args: readonly GenericArg[] }, env: ParamEnv): Layout | Unknown {
    const field = adt.variants[0]?.fields[0];
    const array = field && this.#types.fieldTy(field.ty, ty.args, env);
    if (array?.kind !== 'array') return unknown(`\`${displayTy(ty)}\` is \`repr(simd)\`, but holds no array`);
    const count = this.#length(array.length, env);
    const element = this.layoutOf(array.element, env);
    if (typeof count !== 'bigint') return count;
    if (isUnknown(element)) return element;
    return this.#done(simdLayout(this.#cx, element, count, adt.repr.packed !== undefined), ty);
  }
}

/** What a layout is remembered by: the type, and where it has parameters what is known of them. */
function layoutKey(ty: Ty, env: ParamEnv): string {
  return hasFlags(ty, termFlags.param) ? `${env.key}|${tyKey(ty)}` : tyKey(ty);
}

/** The layout of `MaybeUninit<T>`: as large as `T`, with no niche, and never without values. */
function maybeUninit(cx: LayoutCx, layout: Layout): Layout | Unknown {
  const result = unionLayout(cx, [unitLayout(cx.dl), layout], {});
  return result.kind === 'layout' ? result.layout : unknown(explain(result.error, 'MaybeUninit'));
}
