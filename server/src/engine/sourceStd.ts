import { FactsFile } from '../facts/factsFile.ts';
import { FactsView } from '../facts/factsView.ts';
import type { Facts } from '../facts/format.ts';
import type { TargetDescription } from '../facts/targetRule.ts';
import type { StdMacro } from '../resolve/model/inputs.ts';

/** A standard library's facts that were read from a toolchain's own source, for one target. */
export interface SourceStd {
  /** The toolchain's: `1.98.1`, `1.99.0-nightly`. */
  readonly release: string;
  /** As in a file `std-RELEASE.facts`. */
  readonly facts: string;
  readonly macros: readonly StdMacro[];
}

const views = new WeakMap<SourceStd, Facts>();

/**
 * What was read from source as facts like the shipped ones, the same each time.
 *
 * @param shipped what is shipped for that release and target; where it was made for just this release, a type for which
 * the two differ is not known, so that an option which was wrongly guessed can't become a figure
 */
export function factsOfSource(std: SourceStd, target: TargetDescription, shipped: Facts | undefined): Facts {
  let view = views.get(std);
  if (!view) {
    const isSame = shipped instanceof FactsView && std.release.startsWith(`${shipped.source}.`);
    const limits = isSame ? { checkedWith: shipped } : {};
    view = new FactsView(new FactsFile(std.facts), std.release, target, limits);
    views.set(std, view);
  }
  return view;
}
