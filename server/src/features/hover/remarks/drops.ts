import { dropsOf } from '../../../engine/drops.ts';
import { glueLine } from '../../drops/words.ts';
import type { Remark } from './remark.ts';

/** The order in which a value's parts are dropped, and what each gives back; nothing where there is but one part. A `Copy` type has no destructor (E0184). */
export const dropsRemark: Remark = ({ ty, env, engine, view }) => {
  // To ask for the destructor anyway would be a search through the whole crate.
  if (view.isCopy) return undefined;
  const step = dropsOf(engine).glue.of(ty, env);
  const line = step && glueLine(step);
  return line && `Drop order: ${line}.`;
};
