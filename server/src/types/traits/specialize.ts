import type { TraitRef } from '../terms/ty.ts';
import type { Candidate } from './candidates.ts';
import type { Search } from './search.ts';

type ImplCandidate = Extract<Candidate, { kind: 'impl' }>;

/**
 * Of several impls that apply, the one that is more special than all others: its header is an instance of
 * theirs, and their bounds hold for it (rustc's specialization; only std uses it).
 */
export function mostSpecific(
  candidates: readonly Candidate[],
  search: Search,
  _ref: TraitRef,
): Candidate | undefined {
  const impls = candidates.filter((c): c is ImplCandidate => c.kind === 'impl');
  if (impls.length !== candidates.length) return undefined;
  return impls.find((impl) =>
    impls.every(
      (other) => other === impl || (isInstance(impl, other, search) && !isInstance(other, impl, search)),
    ),
  );
}

function isInstance(special: ImplCandidate, general: ImplCandidate, search: Search): boolean {
  const { cx } = search.solver;
  const inner = search.inside(cx.paramEnvOf(special.impl));
  return inner.implApplies(general, { trait: special.header.trait, args: inner.args(special.header.args) });
}
