import { isUnknown } from '../../../server/src/base/unknown.ts';
import type { Facts, FactsId } from '../../../server/src/facts/format.ts';
import { summarize } from '../../../test/support/abi/summary.ts';
import { type MeasuredType, type StdLayouts, stdLayouts } from '../../../test/support/stdTypes.ts';
import { recordsBehind } from '../distill/recordsBehind.ts';

/**
 * The paths of records that two releases' facts write differently for a target, and that are laid out the same:
 * they stand behind types that have equal whole layouts in both, and behind none whose layouts differ.
 */
export async function sameLayouts(
  target: string,
  releases: readonly [string, string],
  types: readonly MeasuredType[],
  facts: Facts,
): Promise<string[]> {
  const older = await stdLayouts(releases[0], target);
  const newer = await stdLayouts(releases[1], target);
  const same = new Map<string, FactsId>();
  const other = new Set<string>();
  const proven = new Set<string>();
  for (const [type] of types) {
    const def = newer.defOf(type);
    if (!def) continue;
    const behind = recordsBehind(facts, { crate: def.crate, index: def.index });
    const [before, now] = [layoutText(older, type), layoutText(newer, type)];
    if (before === undefined || now === undefined) continue;
    // The type itself comes first: its own figures are what counts for it, whatever it stands in.
    const [own] = behind.keys();
    if (before === now && own !== undefined) proven.add(own);
    for (const [path, id] of behind) {
      if (before === now) same.set(path, id);
      else other.add(path);
    }
  }
  const open = [...same].filter(([path, id]) => {
    const differs = other.has(path) && !(proven.has(path) && !generic(facts, id));
    return !differs && facts.agreement(id).kind === 'nearest';
  });
  return open.map(([path]) => path).sort();
}

function generic(facts: Facts, id: FactsId): boolean {
  const record = facts.record(id);
  return 'generics' in record && record.generics.params.length > 0;
}

/** Undefined where there is no such type, or no layout. */
function layoutText(layouts: StdLayouts, type: string): string | undefined {
  const layout = layouts.layoutOf(type);
  return isUnknown(layout) ? undefined : summarize(layout);
}
