import type { Analysis } from '../../engine/analysis.ts';
import type { CrateInfo } from '../../project/crateGraph.ts';

/** The crates of the user's own packages, each file's library before its binaries. */
export function projectCrates({ project }: Analysis): readonly CrateInfo[] {
  return project.graph.roots.map((id) => project.graph.crate(id));
}

/** `ferry 0.1.0 (lib)`. */
export function crateTitle({ name, version, kind }: CrateInfo): string {
  return `${name} ${version} (${kind})`;
}
