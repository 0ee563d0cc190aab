import { bytes } from '../../figures.ts';
import type { Remark } from './remark.ts';

/** From here on a copy is more than a few register moves: two cache lines. */
const WORTH_SAYING = 128;

/** How much a move or copy of the value copies. */
export const movesRemark: Remark = ({ view }) => {
  if (view.size === undefined || view.size < WORTH_SAYING || view.unsized) return undefined;
  const verb = view.isCopy ? 'Each use by value' : 'A move';
  return `${verb} copies ${bytes(view.size)}.`;
};
