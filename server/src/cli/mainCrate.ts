import type { Analysis } from '../engine/analysis.ts';
import type { CrateInfo } from '../project/crateGraph.ts';
import { CliError } from './cliError.ts';

/** The library of the selected package, else its first crate: as cargo would name it. */
export function mainCrate(analysis: Analysis, given: string): CrateInfo {
  const crates = analysis.project.graph.roots.map((id) => analysis.project.graph.crate(id));
  const main = crates.find((c) => c.kind === 'lib' || c.kind === 'proc-macro') ?? crates[0];
  if (!main) throw new CliError(`there is no crate in ${given}`);
  if (analysis.units.text(main.root) === undefined) throw new CliError(`${main.root} cannot be read as text`);
  return main;
}
