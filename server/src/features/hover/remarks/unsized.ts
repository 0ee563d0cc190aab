import { code } from '../markdown.ts';
import type { Remark } from './remark.ts';

/** Where the tail of an unsized type lies, if that depends on the value. */
export const unsizedRemark: Remark = ({ view: { tail } }) => {
  if (tail?.kind !== 'traitObject' || tail.field === undefined) return undefined;
  return `${code(tail.field)} lies at ${tail.offset}, rounded up to the alignment of its value.`;
};
