import type { CrateChoice, FileParams, LookFromParams } from '../../../../shared/protocol.ts';
import { isUnknown } from '../../base/unknown.ts';
import { groundOfCrate, groundParts } from '../../engine/ground.ts';
import { refreshViews } from '../changes.ts';
import type { Session } from '../session.ts';

/** `rustMemoryLayout/crates`: the crates that have a document, the likeliest first. */
export function onCrates(session: Session, { uri }: FileParams): readonly CrateChoice[] {
  const owned = session.owned(uri);
  if (!owned || isUnknown(owned)) return [];
  const { analysis, file } = owned;
  const current = analysis.crateOf(file.path);
  return analysis.cratesWith(file.path).map((id) => {
    const { packageRoot } = analysis.project.graph.crate(id);
    const ground = groundOfCrate(analysis, id, file.path);
    const root = ground.crate.root.replace(`${packageRoot}/`, '');
    return { id, label: groundParts(ground)[0]!, root, isCurrent: id === current };
  });
}

/** `rustMemoryLayout/lookFrom`: the crate whose module a document is looked at as, where several have it. */
export function onLookFrom(session: Session, { uri, crate }: LookFromParams): null {
  const file = session.file(uri);
  if (!file) return null;
  session.analyses.lookFrom(file.path, crate);
  refreshViews(session);
  return null;
}
