import type { Kinds } from '../base/kinds.ts';
import type { Def } from '../resolve/model/def.ts';
import type { TypeQueries } from '../types/queries.ts';
import { displayTy } from '../types/terms/displayTy.ts';
import { substituteArg } from '../types/terms/fold.ts';
import type { GenericArg, Ty } from '../types/terms/ty.ts';
import { isConstArg, sameTerm } from '../types/terms/tyKey.ts';

/** A type as users write it: `Vec<u8>`, not `Vec<u8, Global>`; arguments that are the defaults are left out. */
export function displayName(ty: Ty, types: TypeQueries): string {
  return displayTy(withoutDefaults(ty, types));
}

function withoutDefaults(ty: Ty, types: TypeQueries): Ty {
  const inner = (part: Ty): Ty => withoutDefaults(part, types);
  switch (ty.kind) {
    case 'adt':
      return { ...ty, args: shortened(ty.def, ty.args, types).map((a) => (isConstArg(a) ? a : inner(a))) };
    case 'tuple':
      return { ...ty, elements: ty.elements.map(inner) };
    case 'array':
    case 'slice':
      return { ...ty, element: inner(ty.element) };
    case 'ref':
    case 'ptr':
      return { ...ty, inner: inner(ty.inner) };
    case 'fnPtr':
      return { ...ty, params: ty.params.map(inner), ret: inner(ty.ret) };
    default:
      ty.kind satisfies
        | Kinds<'int float bool char str never foreign fnDef dyn closure param projection opaque'>
        | Kinds<'pattern infer unknown'>;

      return ty;
  }
}

function shortened(def: Def, args: readonly GenericArg[], types: TypeQueries): readonly GenericArg[] {
  let count = args.length;
  while (count > 0 && isDefault(def, count - 1, args, types)) count--;
  return args.slice(0, count);
}

function isDefault(def: Def, index: number, args: readonly GenericArg[], types: TypeQueries): boolean {
  const value = types.defaultOf(def, index);
  return value !== undefined && sameTerm(substituteArg(value, args), args[index]!);
}

/** A definition's parameters as arguments, but for those that have a default. */
export function argsWithDefaults(def: Def, types: TypeQueries): readonly GenericArg[] {
  const args: GenericArg[] = [...types.identityArgs(def)];
  for (let i = 0; i < args.length; i++) {
    const value = types.defaultOf(def, i);
    if (value) args[i] = substituteArg(value, args);
  }
  return args;
}
