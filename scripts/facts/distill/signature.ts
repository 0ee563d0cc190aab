import { numberParams, type TypeScope } from './lowerType.ts';
import type { Generics, Type } from './rustdoc.ts';

/** The scope of an associated item with parameters of its own. */
export function nested(outer: TypeScope, generics: Generics): TypeScope {
  return { ...outer, params: numberParams(generics, outer.params.size + traitSelf(outer), outer.params) };
}

/** A trait's `Self` takes number 0 without being among its parameters. */
export function traitSelf(scope: TypeScope): number {
  return Array.isArray(scope.self) && scope.self[0] === 1 && scope.self[2] === 'Self' ? 1 : 0;
}

/** The parameters that stand for `impl Trait` in argument position, by the text of their bounds. */
export function syntheticParams(generics: Generics, first: number): Map<string, number[]> {
  const numbers = numberParams(generics, first);
  const found = new Map<string, number[]>();
  for (const param of generics.params) {
    const type = param.kind.type;
    if (!type?.is_synthetic) continue;
    const text = JSON.stringify(type.bounds);
    found.set(text, [...(found.get(text) ?? []), numbers.get(param.name) ?? 0]);
  }
  return found;
}

/** How a method takes its receiver: 1 value, 2 `&self`, 3 `&mut self`, 4 by another type. */
export function selfKind(type: Type): number {
  if (type.generic === 'Self') return 1;
  if (type.borrowed_ref?.type.generic === 'Self') return type.borrowed_ref.is_mutable ? 3 : 2;
  return 4;
}

/** `C`, `System` …; undefined for Rust's own. */
export function abiName(abi: string | object): string | undefined {
  if (abi === 'Rust') return undefined;
  const name = typeof abi === 'string' ? abi : (Object.keys(abi)[0] ?? '');
  return name === 'Other' ? Object.values(abi)[0] : name;
}
