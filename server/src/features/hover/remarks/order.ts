import { code } from '../markdown.ts';
import type { Remark } from './remark.ts';

const MAX_NAMES = 8;

/** Fields lie in another order than they are declared in. */
export const orderRemark: Remark = ({ view }) => {
  const { declaredOrder } = view;
  if (!declaredOrder) return undefined;
  const names = declaredOrder.slice(0, MAX_NAMES).map(code).join(', ');
  const rest = declaredOrder.length > MAX_NAMES ? ', …' : '';
  return `Declared as ${names}${rest}: rustc moved fields.`;
};
