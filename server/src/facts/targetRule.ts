import type { FactsTargetInfo, RawRecord } from './encoding.ts';
import type { FactsAgreement } from './format.ts';

/** rustc's `target_*` values of the target that is asked for. */
export type TargetDescription = Omit<FactsTargetInfo, 'crates'>;

export interface Form {
  readonly mask: bigint;
  readonly raw: RawRecord;
}

export interface Chosen {
  /** Absent: the target lacks the record. */
  readonly raw: RawRecord | undefined;
  readonly agreement: FactsAgreement;
}

const EXACT: FactsAgreement = { kind: 'exact' };

/**
 * Picks a record's form for a target.
 *
 * For a generated target that is its own form. For another one, only generated targets of the same pointer
 * width count, and the form is exact
 * 1. when all of them agree;
 * 2. when it depends on the operating system alone (all targets of one system agree, for every system) and
 *    the target's system is among them; or
 * 3. when it depends on the architecture alone, in the same way.
 * If both 2 and 3 give a form, they must be the same. Forms of `libc` also depend on the C library (`env`).
 */
export function chooseForm(
  forms: readonly Form[],
  targets: readonly FactsTargetInfo[],
  wanted: TargetDescription,
  crate: string,
): Chosen {
  const formOf = (index: number) => forms.find(({ mask }) => (mask & (1n << BigInt(index))) !== 0n)?.raw;
  const own = targets.findIndex(({ triple }) => triple === wanted.triple);
  if (own >= 0) return { raw: formOf(own), agreement: EXACT };
  const peers = targets.flatMap((target, index) => {
    const comparable = target.pointerWidth === wanted.pointerWidth && hasCrate(target, crate);
    return comparable ? [{ target, raw: formOf(index) }] : [];
  });
  const [first] = peers;
  if (!first) return { raw: forms[0]?.raw, agreement: unknown(wanted, 'no target of its pointer width') };
  if (peers.every(({ raw }) => raw === first.raw)) return { raw: first.raw, agreement: EXACT };
  const bySystem = dependsOn(peers, wanted, (target) =>
    crate === 'libc' ? `${target.os}-${target.env}` : target.os,
  );
  const byArch = dependsOn(peers, wanted, (target) => target.arch);
  if (bySystem && byArch && bySystem.raw !== byArch.raw) return conflict(bySystem.raw, wanted);
  const found = bySystem ?? byArch;
  return found ? { raw: found.raw, agreement: EXACT } : conflict(nearest(peers, wanted), wanted);
}

interface Peer {
  readonly target: FactsTargetInfo;
  readonly raw: RawRecord | undefined;
}

/** The wanted target's form, if the form is a function of what `key` says of a target. */
function dependsOn(
  peers: readonly Peer[],
  wanted: TargetDescription,
  key: (target: TargetDescription) => string,
): { raw: RawRecord | undefined } | undefined {
  const seen = new Map<string, RawRecord | undefined>();
  for (const { target, raw } of peers) {
    const name = key(target);
    if (seen.has(name) && seen.get(name) !== raw) return undefined;
    seen.set(name, raw);
  }
  const name = key(wanted);
  return seen.has(name) ? { raw: seen.get(name) } : undefined;
}

function nearest(peers: readonly Peer[], wanted: TargetDescription): RawRecord | undefined {
  const score = ({ target }: Peer) =>
    (target.os === wanted.os ? 2 : 0) + (target.arch === wanted.arch ? 1 : 0);
  return peers.reduce((best, peer) => (score(peer) > score(best) ? peer : best)).raw;
}

function conflict(raw: RawRecord | undefined, wanted: TargetDescription): Chosen {
  return { raw, agreement: unknown(wanted, 'it differs between the targets that are described') };
}

function unknown(wanted: TargetDescription, why: string): FactsAgreement {
  return { kind: 'unknown', reason: `the standard library of ${wanted.triple} is not described: ${why}` };
}

/** Bare-metal targets have no std; its absence there says nothing about others. */
function hasCrate(target: FactsTargetInfo, crate: string): boolean {
  return target.crates.includes(crate) || target.crates.includes('std');
}
