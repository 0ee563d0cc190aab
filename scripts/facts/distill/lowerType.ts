import type {
  RawArg,
  RawBinding,
  RawBound,
  RawConst,
  RawTraitRef,
  RawTy,
} from '../../../server/src/facts/encoding.ts';
import type { CrateSet, LoadedCrate, Node } from './crateSet.ts';
import { hiddenType, OPAQUE_ALIASES } from './hiddenTypes.ts';
import { lowerLength, lowerPattern, parseValue } from './lowerConst.ts';
import {
  type Bound,
  type Constant,
  type GenericArgs,
  type Generics,
  inner,
  type Path,
  type Type,
} from './rustdoc.ts';
import { substitute } from './substitute.ts';

/** What the names in a type mean: the parameters in scope and `Self`. */
export interface TypeScope {
  readonly crate: LoadedCrate;
  readonly params: ReadonlyMap<string, number>;
  readonly self?: RawTy;
  /** `impl Trait` arguments of the function, by the text of their bounds; each is taken once. */
  readonly synthetic?: Map<string, number[]>;
}

const PRIMITIVES: ReadonlyMap<string, RawTy> = new Map<string, RawTy>([
  ['never', '!'],
  ['unit', [2]],
]);

/** Lowers rustdoc's types to the stored encoding: aliases expanded, defaults filled in, lifetimes dropped. */
export class TypeLowering {
  readonly #crates: CrateSet;
  readonly #pointerBits: number;

  constructor(crates: CrateSet, pointerBits: number) {
    this.#crates = crates;
    this.#pointerBits = pointerBits;
  }

  type(type: Type, scope: TypeScope): RawTy {
    const t = (inside: Type): RawTy => this.type(inside, scope);
    if (type.resolved_path) return this.#path(type.resolved_path, scope);
    if (type.generic !== undefined) return this.#generic(type.generic, scope);
    if (type.primitive !== undefined) return PRIMITIVES.get(type.primitive) ?? type.primitive;
    if (type.tuple) return [2, ...type.tuple.map((element) => t(element))];
    if (type.slice) return [4, t(type.slice)];
    if (type.array) return [3, t(type.array.type), lowerLength(type.array.len, scope)];
    if (type.borrowed_ref) return [type.borrowed_ref.is_mutable ? 6 : 5, t(type.borrowed_ref.type)];
    if (type.raw_pointer) return [type.raw_pointer.is_mutable ? 8 : 7, t(type.raw_pointer.type)];
    if (type.function_pointer) {
      const { inputs, output } = type.function_pointer.sig;
      return [9, output ? t(output) : [2], ...inputs.map(([, input]) => t(input))];
    }
    if (type.dyn_trait) return this.#dyn(type.dyn_trait.traits, scope);
    if (type.qualified_path) return this.#projection(type.qualified_path, scope);
    if (type.impl_trait) return this.#implTrait(type.impl_trait, scope);
    if (type.pat) {
      const base = t(type.pat.type);
      return lowerPattern(base, type.pat.__pat_unstable_do_not_use, this.#pointerBits);
    }
    return [15, 'rustdoc leaves this type out'];
  }

  bounds(bounds: readonly Bound[], scope: TypeScope, subject: RawTy): RawBound[] {
    return bounds.flatMap((bound): RawBound[] => {
      const { trait_bound } = bound;
      if (!trait_bound) return [];
      const lowered = this.traitPath(trait_bound.trait, scope, subject);
      if (!lowered) return [];
      const maybe = trait_bound.modifier === 'maybe' ? 1 : 0;
      const { bindings } = lowered;
      return [
        bindings.length > 0 ? [lowered.ref, maybe, bindings] : maybe ? [lowered.ref, 1] : [lowered.ref],
      ];
    });
  }

  /** A trait with its arguments (missing ones by their defaults) and what it binds. */
  traitPath(
    path: Path,
    scope: TypeScope,
    subject: RawTy,
  ): { ref: RawTraitRef; bindings: RawBinding[] } | undefined {
    const node = this.#crates.resolve(scope.crate, path.id);
    if (!node) return undefined;
    const { args, bindings } = this.#genericArgs(path.args, scope, subject);
    const generics = inner(node.item).trait?.generics ?? inner(node.item).trait_alias?.generics;
    const all = generics ? this.#withDefaults(node, generics, args, subject) : args;
    return { ref: [node.key, ...all], bindings };
  }

  #generic(name: string, scope: TypeScope): RawTy {
    if (name === 'Self' && scope.self !== undefined) return scope.self;
    const index = scope.params.get(name);
    return index === undefined ? [15, `no parameter ${name} in scope`] : [1, index, name];
  }

  #path(path: Path, scope: TypeScope): RawTy {
    const node = this.#crates.resolve(scope.crate, path.id);
    const written = path.path ?? path.name ?? '';
    if (!node) return [15, `\`${written}\` is not in the facts`];
    const { args } = this.#genericArgs(path.args, scope, undefined);
    const item = inner(node.item);
    if (node.item.inner === 'extern_type' || item.extern_type !== undefined) return [14, node.key];
    if (item.type_alias) {
      const all = this.#withDefaults(node, item.type_alias.generics, args, undefined);
      return substitute(this.type(item.type_alias.type, this.#ownScope(node, item.type_alias.generics)), all);
    }
    const generics = (item.struct ?? item.enum ?? item.union)?.generics;
    if (!generics) return [15, `\`${written}\` is not a type`];
    const all = this.#withDefaults(node, generics, args, undefined);
    return all.length > 0 ? [0, node.key, ...all] : node.key;
  }

  /** Adds the defaults of the parameters that have no argument; a trait's own parameters begin at 1. */
  #withDefaults(node: Node, generics: Generics, args: RawArg[], subject: RawTy | undefined): RawArg[] {
    const params = generics.params.filter((param) => !param.kind.lifetime);
    if (args.length >= params.length) return args;
    const scope = this.#ownScope(node, generics);
    const all = [...args];
    for (const param of params.slice(args.length)) {
      const { type, const: constant } = param.kind;
      const before = node.item && inner(node.item).trait ? [subject ?? [1, 0, 'Self'], ...all] : all;
      if (type?.default) all.push(substitute(this.type(type.default, scope), before as RawArg[]));
      else if (constant?.default) all.push(lowerLength(constant.default, scope));
      else all.push([15, `the argument for \`${param.name}\` is left to inference`]);
    }
    return all;
  }

  #ownScope(node: Node, generics: Generics): TypeScope {
    const isTrait = inner(node.item).trait !== undefined;
    const params = numberParams(generics, isTrait ? 1 : 0);
    return { crate: node.crate, params, ...(isTrait && { self: [1, 0, 'Self'] as RawTy }) };
  }

  #genericArgs(
    args: GenericArgs | null,
    scope: TypeScope,
    subject: RawTy | undefined,
  ): { args: RawArg[]; bindings: RawBinding[] } {
    if (args?.parenthesized) {
      const { inputs, output } = args.parenthesized;
      const tuple: RawTy = [2, ...inputs.map((input) => this.type(input, scope))];
      return { args: [tuple], bindings: [['Output', [], 0, output ? this.type(output, scope) : [2]]] };
    }
    const lowered = (args?.angle_bracketed?.args ?? []).flatMap((arg): RawArg[] => {
      if (arg === 'infer') return [[15, 'an inferred argument']];
      if (arg.type) return [this.type(arg.type, scope)];
      return arg.const ? [this.#constant(arg.const, scope)] : [];
    });
    const bindings = (args?.angle_bracketed?.constraints ?? []).map((constraint): RawBinding => {
      const own = this.#genericArgs(constraint.args, scope, undefined).args;
      const { equality, constraint: bounds } = constraint.binding;
      if (equality?.type) return [constraint.name, own, 0, this.type(equality.type, scope)];
      if (equality?.constant) return [constraint.name, own, 1, this.#constant(equality.constant, scope)];
      return [constraint.name, own, 2, this.bounds(bounds ?? [], scope, subject ?? [1, 0, 'Self'])];
    });
    return { args: lowered, bindings };
  }

  #constant(constant: Constant, scope: TypeScope): RawConst {
    const value = constant.value === null ? undefined : parseValue(constant.value);
    return value === undefined ? lowerLength(constant.expr, scope) : [16, value];
  }

  #dyn(traits: readonly { trait: Path }[], scope: TypeScope): RawTy {
    let principal: RawTraitRef | 0 = 0;
    const bindings: [string, RawTy][] = [];
    const autos: string[] = [];
    for (const { trait } of traits) {
      const node = this.#crates.resolve(scope.crate, trait.id);
      const lowered = this.traitPath(trait, scope, [1, 0, 'Self']);
      if (!node || !lowered) return [15, `\`${trait.path ?? trait.name}\` is not in the facts`];
      if (inner(node.item).trait?.is_auto) autos.push(node.key);
      else principal = lowered.ref;
      for (const [name, , kind, bound] of lowered.bindings)
        if (kind === 0) bindings.push([name, bound as RawTy]);
    }
    return [10, principal, bindings, autos];
  }

  #projection(path: NonNullable<Type['qualified_path']>, scope: TypeScope): RawTy {
    const self = this.type(path.self_type, scope);
    const trait = path.trait ? this.traitPath(path.trait, scope, self)?.ref : undefined;
    const { args } = this.#genericArgs(path.args, scope, undefined);
    // `U::Error` does not say which `TryFrom<_>` of U's bounds it means: the reader looks there.
    const open = trait?.some((arg) => Array.isArray(arg) && arg[0] === 15) ?? true;
    return [11, self, open || !trait ? 0 : trait, path.name, ...args];
  }

  #implTrait(bounds: readonly Bound[], scope: TypeScope): RawTy {
    const index = scope.synthetic?.get(JSON.stringify(bounds))?.shift();
    if (index !== undefined) return [1, index, 'impl'];
    const lowered = this.bounds(bounds, scope, [15, 'the opaque type itself']);
    // rustdoc puts what an alias stands for in its place.
    const alias = OPAQUE_ALIASES.find((path) => {
      const node = scope.crate.byPath(path, 'type_alias');
      const type = node && inner(node.item).type_alias?.type;
      return type?.impl_trait && JSON.stringify(type.impl_trait) === JSON.stringify(bounds);
    });
    return (alias && hiddenType(lowered)) ?? [12, lowered];
  }
}

/** Numbers type and const parameters from `first` on; lifetimes have no number. */
export function numberParams(
  generics: Generics,
  first: number,
  outer: ReadonlyMap<string, number> = new Map(),
): Map<string, number> {
  const numbers = new Map(outer);
  for (const param of generics.params) if (!param.kind.lifetime) numbers.set(param.name, first++);
  return numbers;
}
