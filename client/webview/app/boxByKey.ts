import type { TypeView } from '../../../shared/layoutView.ts';
import { type Box, boxesOfVariant, lanesOfType, type OpenState } from '../geometry/boxes.ts';

/** The box of the shown picture that has this key; undefined where it is gone or closed away. */
export function boxByKey(type: TypeView, open: OpenState, key: string): Box | undefined {
  const variants = type.variants ?? [];
  const all =
    variants.length > 0 ? variants.flatMap((v) => boxesOfVariant(v, open)) : lanesOfType(type, open).flat();
  return find(all, key);
}

function find(boxes: readonly Box[], key: string): Box | undefined {
  for (const box of boxes) {
    const found = box.key === key ? box : find(box.lanes.flat(), key);
    if (found) return found;
  }
  return undefined;
}
