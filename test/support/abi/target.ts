/** The calculator's context for a target and a release. */
import { dataLayoutOf, targetFacts } from '../../../server/src/base/targets.ts';
import type { LayoutCx } from '../../../server/src/layout/abi/context.ts';
import { releaseSwitches } from '../../../server/src/layout/abi/releases.ts';
import { parseDataLayout } from '../../../server/src/layout/abi/targetData.ts';

/** The rules of rustc `1.<minor>.<patch>` on a target that the table knows. */
export function layoutCx(triple: string, minor = 95, patch = 0): LayoutCx {
  const facts = targetFacts(triple);
  if (facts === undefined) throw new Error(`no target ${triple}`);
  const parsed = parseDataLayout(dataLayoutOf(facts, minor), facts.cEnumMinBits);
  if (parsed.kind === 'error') throw new Error(parsed.message);
  return { dl: parsed.dataLayout, release: releaseSwitches(minor, patch) };
}
