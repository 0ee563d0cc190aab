import type { ReprOptions } from '../types/items/adt.ts';
import type { IntName } from '../types/terms/ty.ts';
import type { ReprOptions as AbiRepr, IntegerSize, IntegerType } from './abi/types.ts';

/** The `repr(…)` of a definition in the calculator's terms. */
export function abiRepr(repr: ReprOptions): AbiRepr {
  return {
    c: repr.c,
    transparent: repr.transparent,
    simd: repr.simd,
    ...(repr.int && { int: integerType(repr.int) }),
    ...(repr.align !== undefined && { align: repr.align }),
    ...(repr.packed !== undefined && { pack: repr.packed }),
  };
}

function integerType(name: IntName): IntegerType {
  const signed = name.startsWith('i');
  if (name.endsWith('size')) return { kind: 'pointer', signed };
  return { kind: 'fixed', size: (Number(name.slice(1)) / 8) as IntegerSize, signed };
}
