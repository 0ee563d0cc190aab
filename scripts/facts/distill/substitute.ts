import type { RawArg, RawTy } from '../../../server/src/facts/encoding.ts';

/**
 * Puts `args` in place of the parameters (`[1, index, name]` and `[17, index, name]`) of a lowered type.
 * No other array of the encoding begins with these numbers, so the walk needs no knowledge of the rest.
 */
export function substitute(ty: RawTy, args: readonly RawArg[]): RawTy {
  return walk(ty, args) as RawTy;
}

function walk(value: unknown, args: readonly RawArg[]): unknown {
  if (!Array.isArray(value)) return value;
  if (value[0] === 1 || value[0] === 17) return args[value[1] as number] ?? value;
  return value.map((part) => walk(part, args));
}
