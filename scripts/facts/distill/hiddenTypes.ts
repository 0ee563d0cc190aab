import type { RawBound, RawTy } from '../../../server/src/facts/encoding.ts';

/**
 * The aliases of std that stand for `impl FnOnce() -> T`, of which rustdoc tells the bounds alone. Each hides a closure
 * that captures one value and returns it: `LazyResolve` that of `lazy_resolve`, `move || { …; capture }`.
 */
export const OPAQUE_ALIASES: readonly string[] = ['std::backtrace::helper::LazyResolve'];

/**
 * What such an alias hides, by its bounds, as the tuple of what the closure captures: a closure is laid out as one
 * (rustc_ty_utils::layout) and drops the same. Undefined where the bounds tell no output.
 */
export function hiddenType(bounds: readonly RawBound[]): RawTy | undefined {
  const bindings = bounds.flatMap(([, , bindings]) => bindings ?? []);
  const output = bindings.find(([name, , kind]) => name === 'Output' && kind === 0);
  return output && [2, output[3] as RawTy];
}
