import type { Kinds } from '../../base/kinds.ts';
import type { Const, GenericArg, TraitRef, Ty } from './ty.ts';
import { flagsOf, isConstArg, termFlags, withinLimit } from './tyKey.ts';

/** What a fold does with the parts of a term; both get the part before its own parts were visited. */
export interface TermFolder {
  ty(ty: Ty): Ty;
  constant(value: Const): Const;
}

/** Applies a folder to one argument. */
export function foldArg(arg: GenericArg, folder: TermFolder): GenericArg {
  return isConstArg(arg) ? folder.constant(arg) : folder.ty(arg);
}

/** Applies a folder to a list; the same list comes back if nothing changed. */
export function foldArgs<T extends GenericArg>(args: readonly T[], folder: TermFolder): readonly T[] {
  let out: T[] | undefined;
  for (let i = 0; i < args.length; i++) {
    const old = args[i]!;
    const folded = foldArg(old, folder) as T;
    if (out) out.push(folded);
    else if (folded !== old) out = [...args.slice(0, i), folded];
  }
  return out ?? args;
}

/** Applies a folder to the direct parts of a type; the same object comes back if nothing changed. */
export function foldParts(ty: Ty, folder: TermFolder): Ty {
  switch (ty.kind) {
    case 'adt':
    case 'fnDef':
    case 'projection':
    case 'opaque':
    case 'closure': {
      const args = foldArgs(ty.args, folder);
      return args === ty.args ? ty : { ...ty, args };
    }
    case 'tuple': {
      const elements = foldArgs(ty.elements, folder);
      return elements === ty.elements ? ty : { ...ty, elements };
    }
    case 'array': {
      const element = folder.ty(ty.element);
      const length = folder.constant(ty.length);
      return element === ty.element && length === ty.length ? ty : { ...ty, element, length };
    }
    case 'slice': {
      const element = folder.ty(ty.element);
      return element === ty.element ? ty : { ...ty, element };
    }
    case 'ref':
    case 'ptr': {
      const inner = folder.ty(ty.inner);
      return inner === ty.inner ? ty : { ...ty, inner };
    }
    default:
      ty.kind satisfies Kinds<'int float bool char str never foreign fnPtr dyn param pattern infer unknown'>;
      return foldRareParts(ty, folder);
  }
}

function foldRareParts(ty: Ty, folder: TermFolder): Ty {
  switch (ty.kind) {
    case 'fnPtr': {
      const params = foldArgs(ty.params, folder);
      const ret = folder.ty(ty.ret);
      return params === ty.params && ret === ty.ret ? ty : { ...ty, params, ret };
    }
    case 'dyn': {
      const bindings = ty.bindings.map((b) => ({ name: b.name, ty: folder.ty(b.ty) }));
      if (!ty.principal) return { ...ty, bindings };
      return {
        ...ty,
        principal: { trait: ty.principal.trait, args: foldArgs(ty.principal.args, folder) },
        bindings,
      };
    }
    case 'pattern': {
      const ranges = ty.ranges.map((r) => ({ start: folder.constant(r.start), end: folder.constant(r.end) }));
      return { ...ty, base: folder.ty(ty.base), ranges };
    }
    default:
      ty.kind satisfies
        | Kinds<'int float bool char str never adt foreign tuple array slice ref ptr fnDef'>
        | Kinds<'closure param projection opaque infer unknown'>;

      return ty;
  }
}

/** Applies a folder to the arguments of an unevaluated constant. */
export function foldConstParts(value: Const, folder: TermFolder): Const {
  if (value.kind !== 'unevaluated') return value;
  const args = foldArgs(value.args, folder);
  return args === value.args ? value : { ...value, args };
}

class Substitution implements TermFolder {
  readonly #args: readonly GenericArg[];

  constructor(args: readonly GenericArg[]) {
    this.#args = args;
  }

  ty(ty: Ty): Ty {
    if ((flagsOf(ty) & termFlags.param) === 0) return ty;
    if (ty.kind !== 'param') return foldParts(ty, this);
    const arg = this.#args[ty.index];
    if (arg === undefined) return { kind: 'unknown', reason: `no argument is given for \`${ty.name}\`` };
    return isConstArg(arg) ? { kind: 'unknown', reason: `a constant is given for \`${ty.name}\`` } : arg;
  }

  constant(value: Const): Const {
    if ((flagsOf(value) & termFlags.param) === 0) return value;
    if (value.kind !== 'constParam') return foldConstParts(value, this);
    const arg = this.#args[value.index];
    if (arg === undefined)
      return { kind: 'constUnknown', reason: `no argument is given for \`${value.name}\`` };
    if (isConstArg(arg)) return arg;
    if (arg.kind === 'infer') return { kind: 'constInfer', id: arg.id };
    const reason = arg.kind === 'unknown' ? arg.reason : `a type is given for \`${value.name}\``;
    return { kind: 'constUnknown', reason };
  }
}

/** Replaces the parameters of a type by `args`, by their numbers. */
export function substitute(ty: Ty, args: readonly GenericArg[]): Ty {
  const substituted = new Substitution(args).ty(ty);
  return substituted === ty ? ty : withinLimit(substituted);
}

/** Replaces the parameters of a constant by `args`. */
export function substituteConst(value: Const, args: readonly GenericArg[]): Const {
  return new Substitution(args).constant(value);
}

/** Replaces the parameters of either. */
export function substituteArg(arg: GenericArg, args: readonly GenericArg[]): GenericArg {
  return isConstArg(arg) ? substituteConst(arg, args) : substitute(arg, args);
}

/** Replaces the parameters in a list of arguments. */
export function substituteArgs<T extends GenericArg>(
  list: readonly T[],
  args: readonly GenericArg[],
): readonly T[] {
  return foldArgs(list, new Substitution(args));
}

/** Replaces the parameters in a trait bound. */
export function substituteTraitRef(ref: TraitRef, args: readonly GenericArg[]): TraitRef {
  return { trait: ref.trait, args: substituteArgs(ref.args, args) };
}

/** Rewrites a type from the leaves up: `change` gets each part with its own parts rewritten already. */
export function mapTy(ty: Ty, change: (ty: Ty) => Ty, changeConst: (c: Const) => Const = (c) => c): Ty {
  const folder: TermFolder = {
    ty: (part) => change(foldParts(part, folder)),
    constant: (part) => changeConst(foldConstParts(part, folder)),
  };
  return folder.ty(ty);
}

/** A type without the lifetimes that are written in it; `keep` says which stay. */
export function withoutLifetimes(ty: Ty, keep: (life: string) => boolean = () => false): Ty {
  if ((flagsOf(ty) & termFlags.life) === 0) return ty;
  return mapTy(ty, (part) => {
    if (part.kind !== 'ref' || part.life === undefined || keep(part.life)) return part;
    const { life: _, ...rest } = part;
    return rest;
  });
}

/** Calls `visit` with a type and each of its parts, outermost first, until it answers true; whether it did. */
export function someTy(ty: Ty, visit: (ty: Ty) => boolean): boolean {
  let found = false;
  const folder: TermFolder = {
    ty: (part) => {
      if (found || visit(part)) found = true;
      else foldParts(part, folder);
      return part;
    },
    constant: (part) => {
      if (!found) foldConstParts(part, folder);
      return part;
    },
  };
  folder.ty(ty);
  return found;
}

/** The reason of the first unknown part of a term, if it has one. */
export function reasonIn(term: GenericArg): string | undefined {
  if ((flagsOf(term) & termFlags.unknown) === 0) return undefined;
  let reason: string | undefined;
  const folder: TermFolder = {
    ty: (part) => {
      if (part.kind === 'unknown') reason ??= part.reason;
      return reason === undefined ? foldParts(part, folder) : part;
    },
    constant: (part) => {
      if (part.kind === 'constUnknown') reason ??= part.reason;
      return reason === undefined ? foldConstParts(part, folder) : part;
    },
  };
  foldArg(term, folder);
  return reason;
}
