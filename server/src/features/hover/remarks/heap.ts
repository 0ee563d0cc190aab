import { isUnknown } from '../../../base/unknown.ts';
import { displayName } from '../../../engine/displayName.ts';
import type { Ty } from '../../../types/terms/ty.ts';
import { bytes } from '../../figures.ts';
import { type OwnedBlock, ownedBlocks } from '../../view/heap/heapBlocks.ts';
import { code } from '../markdown.ts';
import type { Remark, Subject } from './remark.ts';

const MAX_BLOCKS = 4;

/** The blocks on the heap that a value owns, by field. */
export const heapRemark: Remark = (subject) => {
  const blocks = byFirstField(ownedBlocks(subject.ty, subject.env, subject.engine), subject);
  if (blocks.length === 0) return undefined;
  const shown = blocks.slice(0, MAX_BLOCKS).map(({ name, owned }) => {
    const text = describe(owned, subject);
    return name === '' ? text : `${code(name)}: ${text}`;
  });
  const rest = blocks.length > shown.length ? `; and ${blocks.length - shown.length} more` : '';
  return `Owns on the heap: ${shown.join('; ')}${rest}.`;
};

/** One entry for each block, named by the user's own field; std's private ones say nothing. */
function byFirstField(blocks: readonly OwnedBlock[], { ty }: Subject) {
  const named = ty.kind === 'tuple' || (ty.kind === 'adt' && ty.def.origin === 'source');
  return blocks.map((owned) => ({ name: named ? (owned.path[0] ?? '') : '', owned }));
}

function describe({ block, contents }: OwnedBlock, subject: Subject): string {
  const types = contents.map((c) => code(displayName(c, subject.engine.types))).join(' and ');
  const size = contents[0] && contents.length === 1 ? sizeOf(contents[0], subject) : undefined;
  const each = size === undefined ? '' : `, ${bytes(size)} each`;
  switch (block.kind) {
    case 'value':
      return `one ${types}${size === undefined ? '' : `, ${bytes(size)}`}`;
    case 'buffer':
      return `a buffer of ${types}${each}`;
    case 'counted':
      return `two counts and one ${types}, shared with its clones`;
    case 'table':
      return `a table of ${types}${each}`;
    case 'nodes':
      return `nodes with ${types}`;
  }
}

function sizeOf(ty: Ty, { env, engine }: Subject): number | undefined {
  const layout = engine.layouts.layoutOf(ty, env);
  if (isUnknown(layout)) return undefined;
  return layout.backendRepr.kind === 'memory' && !layout.backendRepr.sized ? undefined : layout.size;
}
