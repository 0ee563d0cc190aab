import { isUnknown } from '../base/unknown.ts';
import type { RawArg, RawBinding, RawBound, RawConst, RawTraitRef, RawTy } from '../facts/encoding.ts';
import type { Def } from '../resolve/model/def.ts';
import type { Bound, GenericArgs, TypeSyntax } from '../syntax/ast.ts';
import { implTraitsIn } from '../types/items/generics.ts';
import { lowerOwnArgs, parenthesizedOutput } from '../types/lower/lowerArgs.ts';
import { lowerTraitRef, projectionOf } from '../types/lower/lowerBounds.ts';
import { lowerConstExpr } from '../types/lower/lowerConst.ts';
import type { Lowering } from '../types/lower/lowerCx.ts';
import { lowerType } from '../types/lower/lowerTypes.ts';
import { emptyParamEnv } from '../types/model.ts';
import type { Const, GenericArg, TraitRef, Ty } from '../types/terms/ty.ts';
import { isConstArg } from '../types/terms/tyKey.ts';
import type { TypeCx } from '../types/typeCx.ts';
import { hiddenType } from './hiddenTypes.ts';

/** The engine's terms in the stored encoding of the facts: definitions are named by {@link TermEncoder.ref}. */
export class TermEncoder {
  readonly #cx: TypeCx;
  readonly #named = new Map<string, Def>();

  constructor(cx: TypeCx) {
    this.#cx = cx;
  }

  /** Names a definition in records that are not numbered yet; see `writeFacts`. */
  ref(def: Def): string {
    const ref = `@${def.id}`;
    this.#named.set(ref, def);
    return ref;
  }

  /** The definition of a reference. */
  defOf(ref: string): Def | undefined {
    return this.#named.get(ref);
  }

  ty(ty: Ty): RawTy {
    switch (ty.kind) {
      case 'int':
      case 'float':
        return ty.name;
      case 'bool':
      case 'char':
      case 'str':
        return ty.kind;
      case 'never':
        return '!';
      case 'adt':
        return ty.args.length > 0 ? [0, this.ref(ty.def), ...this.args(ty.args)] : this.ref(ty.def);
      case 'foreign':
        return [14, this.ref(ty.def)];
      case 'tuple':
        return [2, ...ty.elements.map((element) => this.ty(element))];
      case 'array':
        return [3, this.ty(ty.element), this.constant(ty.length)];
      case 'slice':
        return [4, this.ty(ty.element)];
      case 'ref':
        return [ty.mutable ? 6 : 5, this.ty(ty.inner)];
      case 'ptr':
        return [ty.mutable ? 8 : 7, this.ty(ty.inner)];
      case 'fnPtr':
        return [9, this.ty(ty.ret), ...ty.params.map((param) => this.ty(param))];
      case 'dyn': {
        const { principal, bindings, autos } = ty;
        const trait: RawTraitRef | 0 = principal
          ? [this.ref(principal.trait), ...this.args(principal.args)]
          : 0;
        return [
          10,
          trait,
          bindings.map(({ name, ty }) => [name, this.ty(ty)] as const),
          autos.map((auto) => this.ref(auto)),
        ];
      }
      case 'param':
        return [1, ty.index, ty.name];
      case 'projection': {
        const count = this.#cx.genericsOf(ty.trait).count;
        const [self, ...args] = ty.args.slice(0, count);
        const own = ty.args.slice(count);
        const ref: RawTraitRef = [this.ref(ty.trait), ...this.args(args)];
        return [11, this.arg(self!) as RawTy, ref, ty.name, ...this.args(own)];
      }
      case 'pattern':
        return this.#pattern(ty);
      case 'opaque':
        return this.#opaque(ty);
      case 'unknown':
        return [15, ty.reason];
      case 'closure':
        return [15, `the type of an ${ty.flavor}`];
      case 'fnDef':
      case 'infer':
        return [15, 'a type that no item can name'];
    }
  }

  #pattern({ base, ranges }: Extract<Ty, { kind: 'pattern' }>): RawTy {
    const max = (1n << BigInt(this.#cx.pointerBits())) - 1n;
    const ends: string[] = [];
    for (const { start, end } of ranges) {
      if (start.kind !== 'value' || end.kind !== 'value')
        return [15, 'the bound of a pattern type depends on a parameter'];
      const isPointer = base.kind === 'ptr' || (base.kind === 'int' && base.name.endsWith('size'));
      ends.push(String(start.value), isPointer && end.value === max ? 'max' : String(end.value));
    }
    return [13, this.ty(base), ...ends];
  }

  /** `impl Trait` of a return type; what an alias hides is the type of the function that defines it. */
  #opaque(ty: Extract<Ty, { kind: 'opaque' }>): RawTy {
    const { owner, index } = ty;
    const env = this.#cx.envOf(owner);
    if (owner.origin !== 'source' || !env) return [15, 'an opaque type without source'];
    const { bodies } = this.#cx.inputs;
    const hidden = owner.kind === 'typeAlias' && bodies ? hiddenType(owner, this.#cx, bodies) : undefined;
    if (hidden) return this.ty(hidden);
    const syntax = this.#opaqueSyntax(owner.item, index);
    if (syntax === undefined) return [15, 'an opaque type without bounds'];
    return [
      12,
      this.bounds({ cx: this.#cx, env }, syntax, { kind: 'unknown', reason: 'the opaque type itself' }),
    ];
  }

  #opaqueSyntax(item: { readonly kind: string }, index: number): readonly Bound[] | undefined {
    const ret = 'ret' in item ? item.ret : 'ty' in item ? item.ty : undefined;
    const found = ret === undefined ? undefined : implTraitsIn(ret as TypeSyntax)[index];
    return found?.kind === 'impl' ? found.bounds : undefined;
  }

  constant(value: Const): RawConst {
    switch (value.kind) {
      case 'value':
        return [16, String(value.value)];
      case 'constParam':
        return [17, value.index, value.name];
      case 'constInfer':
      case 'constUnknown':
        return [18, value.kind === 'constUnknown' ? value.reason : '_'];
      case 'unevaluated': {
        const found = this.#cx.evalConst(value, emptyParamEnv);
        if (found.kind !== 'unevaluated') return this.constant(found);
        const { expr } = value;
        return [18, expr ? expr.unit.text.slice(expr.expr.span.start, expr.expr.span.end) : value.def.name];
      }
    }
  }

  arg(arg: GenericArg): RawArg {
    return isConstArg(arg) ? this.constant(arg) : this.ty(arg);
  }

  args(args: readonly GenericArg[]): RawArg[] {
    return args.map((arg) => this.arg(arg));
  }

  /** Without `Self`. */
  traitRef({ trait, args }: TraitRef): RawTraitRef {
    return [this.ref(trait), ...this.args(args.slice(1))];
  }

  /** Written bounds on `self`; one whose trait isn't found is left out. */
  bounds(at: Lowering, bounds: readonly Bound[], self: Ty): RawBound[] {
    return bounds.flatMap((bound): RawBound[] => {
      if (bound.kind !== 'trait') return [];
      const ref = lowerTraitRef(at, bound.path, self);
      if (isUnknown(ref)) return [];
      const raw = this.traitRef(ref);
      const bindings = this.#bindings(at, bound.path.segments.at(-1)?.args, ref);
      if (bindings.length > 0) return [[raw, bound.maybe ? 1 : 0, bindings]];
      return [bound.maybe ? [raw, 1] : [raw]];
    });
  }

  #bindings(at: Lowering, args: GenericArgs | undefined, ref: TraitRef): RawBinding[] {
    const output = parenthesizedOutput(at, args);
    const bindings: RawBinding[] = output ? [['Output', [], 0, this.arg(output) as RawTy]] : [];
    for (const arg of args?.args ?? []) {
      switch (arg.kind) {
        case 'binding':
          bindings.push([arg.name.text, this.#ownArgs(at, ref, arg), 0, this.ty(lowerType(at, arg.ty))]);
          break;
        case 'constBinding':
          bindings.push([arg.name.text, [], 1, this.constant(lowerConstExpr(at, arg.value, undefined))]);
          break;
        case 'bound': {
          const self = projectionOf(at, ref, arg.name.text, []);
          bindings.push([arg.name.text, this.#ownArgs(at, ref, arg), 2, this.bounds(at, arg.bounds, self)]);
          break;
        }
        case 'lifetime':
        case 'type':
        case 'const':
          break;
      }
    }
    return bindings;
  }

  #ownArgs(
    at: Lowering,
    ref: TraitRef,
    { name, args }: { readonly name: { readonly text: string }; readonly args?: GenericArgs },
  ): RawArg[] {
    const { trait, args: of } = projectionOf(at, ref, name.text, []);
    const assoc = args && at.cx.members(trait).find((m) => m.kind === 'assocType' && m.name === name.text);
    return assoc ? this.args(lowerOwnArgs(at, assoc, args, of).slice(of.length)) : [];
  }
}
