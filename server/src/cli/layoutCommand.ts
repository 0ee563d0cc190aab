import path from 'node:path';
import type { RustLayoutV1 } from '../../../shared/layoutJson.ts';
import type { Analysis } from '../features/analysis.ts';
import { listLayouts } from '../features/layoutJson.ts';
import type { NodePlatform } from '../node/nodePlatform.ts';
import type { CrateId, CrateInfo } from '../project/crateGraph.ts';
import { CliError } from './cliError.ts';
import { openProject } from './openProject.ts';
import type { ProjectOptions, Terminal } from './run.ts';

interface LayoutOptions extends ProjectOptions {
  readonly type?: string;
  readonly json?: boolean;
}

/** `layout [PATH]`: every type of the main crate, or one, as text or `rust-layout/1`. */
export function layoutCommand(
  given: string,
  options: LayoutOptions,
  platform: NodePlatform,
  terminal: Terminal,
): void {
  const { analysis, root } = openProject(given, options, platform, terminal);
  const crate = mainCrate(analysis, given);
  terminal.out(`${JSON.stringify(layoutJson(analysis, crate, root), null, 1)}\n`);
}

/** The library of the selected package, else its first crate: as cargo would name it. */
function mainCrate(analysis: Analysis, given: string): CrateInfo {
  const crates = analysis.project.graph.roots.map((id) => analysis.project.graph.crate(id));
  const main = crates.find((c) => c.kind === 'lib' || c.kind === 'proc-macro') ?? crates[0];
  if (!main) throw new CliError(`there is no crate in ${given}`);
  return main;
}

function layoutJson(
  analysis: Analysis,
  { id, name, version, edition, features }: CrateInfo,
  root: string,
): RustLayoutV1 {
  const relative = (file: string) => path.posix.relative(root, file);
  const { types, unresolved } = listLayouts(id satisfies CrateId, analysis.engine, relative);
  return {
    schema: 'rust-layout/1',
    rustc: analysis.release.name,
    target: analysis.target,
    crate: name,
    version,
    edition,
    features,
    types,
    unresolved,
  };
}
