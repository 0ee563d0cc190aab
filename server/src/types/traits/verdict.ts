import type { Def } from '../../resolve/model/def.ts';
import { reasonIn } from '../terms/fold.ts';
import type { GenericArg, TraitRef } from '../terms/ty.ts';
import type { Match } from './unify.ts';

/** How a bound was met; `Selection` without its negative cases. */
export type Source =
  | { readonly kind: 'impl'; readonly impl: Def; readonly args: readonly GenericArg[] }
  | { readonly kind: 'param'; readonly ref: TraitRef }
  | { readonly kind: 'builtin' };

/** The answer to one trait goal. A `maybe` has the only candidate left, if there is just one. */
export interface Verdict {
  readonly match: Match;
  readonly source?: Source;
  readonly reason?: string;
}

export const YES: Verdict = { match: 'yes', source: { kind: 'builtin' } };
export const NO: Verdict = { match: 'no' };

/** Neither yes nor no, with the reason. */
export function maybe(reason: string, source?: Source): Verdict {
  return source ? { match: 'maybe', reason, source } : { match: 'maybe', reason };
}

/** All must hold; the first `no` decides, else the first `maybe`. */
export function allOf(verdicts: Iterable<Verdict>): Verdict {
  let open: Verdict | undefined;
  for (const verdict of verdicts) {
    if (verdict.match === 'no') return NO;
    if (verdict.match === 'maybe') open ??= verdict;
  }
  return open ? maybe(open.reason ?? 'a part of it is not known') : YES;
}

/** Why something is unknown about the arguments of a goal; undefined where all is known. */
export function unknownArg(ref: TraitRef): string | undefined {
  for (const arg of ref.args) {
    const reason = reasonIn(arg);
    if (reason !== undefined) return reason;
  }
  return undefined;
}
