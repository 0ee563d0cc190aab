import { isUnknown } from '../../base/unknown.ts';
import { bytes } from '../figures.ts';
import { code } from '../hover/markdown.ts';
import { reorderingSaves } from '../hover/remarks/reprC.ts';
import { declaredFields, tightestOrder } from '../view/reprC.ts';
import type { Hinted } from './hint.ts';

/** What can be done about a hole. */
export interface OrderAdvice {
  /** Another declared order would make the type smaller: only where `repr(C)` makes the order count. */
  readonly avoidable: boolean;
  /** Markdown. */
  readonly text: string;
}

/** Whether another order of the fields in the text would lose fewer bytes. */
export function orderAdvice(hinted: Hinted): OrderAdvice {
  const { view, ty, engine } = hinted;
  const adt = ty.kind === 'adt' ? engine.types.adtDef(ty.def) : undefined;
  if (!adt || isUnknown(adt)) return { avoidable: false, text: '' };
  if (!adt.repr.c)
    return {
      avoidable: false,
      text: 'rustc has moved the fields already: another order in the text won’t help.',
    };
  const saved = adt.kind === 'struct' ? reorderingSaves(hinted) : undefined;
  if (saved === undefined)
    return {
      avoidable: false,
      text: '`repr(C)` fixes the order; no other order of these fields is smaller.',
    };
  const order = tightestOrder(declaredFields(view)).map((f) => code(f.name));
  const text = `\`repr(C)\` keeps the declared order. In the order ${order.join(', ')} the type would lose ${bytes(saved)} less; that changes its ABI.`;
  return { avoidable: true, text };
}
