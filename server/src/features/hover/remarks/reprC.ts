import { bytes } from '../../figures.ts';
import { declaredFields, sizeInOrder, tightestOrder } from '../../view/reprC.ts';
import { code } from '../markdown.ts';
import type { Remark, Subject } from './remark.ts';

/** What `repr(C)` would cost, or what its declared order costs. */
export const reprCRemark: Remark = (subject) => {
  const { view } = subject;
  if (view.sizeAsReprC !== undefined) return `\`repr(C)\` would be ${bytes(view.sizeAsReprC)}.`;
  const saved = reorderingSaves(subject);
  if (saved === undefined) return undefined;
  const order = tightestOrder(declaredFields(view)).map((f) => code(f.name));
  return `In the order ${order.join(', ')} it would be ${bytes((view.size ?? 0) - saved)}; that changes its ABI.`;
};

/** Bytes that another order of the fields saves in a `repr(C)` struct; undefined where none is better. */
export function reorderingSaves({
  view,
  ty,
  engine,
}: Pick<Subject, 'view' | 'ty' | 'engine'>): number | undefined {
  if (view.kind !== 'struct' || ty.kind !== 'adt' || view.size === undefined || view.unsized)
    return undefined;
  const adt = engine.types.adtDef(ty.def);
  if (adt.kind === 'unknown' || !adt.repr.c || adt.repr.packed !== undefined) return undefined;
  const fields = declaredFields(view);
  const align = view.align ?? 1;
  const best = Math.ceil(sizeInOrder(tightestOrder(fields)) / align) * align;
  return best < view.size ? view.size - best : undefined;
}
