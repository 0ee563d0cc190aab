import { isUnknown } from '../../base/unknown.ts';
import type { Capture, ExprInfo } from '../../bodies/typedBody.ts';
import type { Expr } from '../../syntax/bodyAst.ts';
import { partsOf } from '../fieldTypes.ts';
import type { Lowerer } from './lowerer.ts';
import type { Thir, ThirCapture } from './model.ts';
import type { Context } from './regions.ts';

/** A closure or async block takes its captures along; its own code is a body of its own. */
export function lowerClosure(lower: Lowerer, expr: Expr, info: ExprInfo, inner: Context): Thir {
  const base = lower.base(info.ty, lower.start(info.unit, expr.span), inner);
  const closure = lower.body.closures.get(expr);
  if (!closure || isUnknown(closure.captures)) {
    const reason = closure && isUnknown(closure.captures) ? closure.captures.reason : 'it was not looked at';
    lower.giveUp(`what the closure captures is not known: ${reason}`, base.at);
    return { kind: 'constant', ...base };
  }
  lower.closures.push(expr);
  const captures = closure.captures.map((capture) => lowerCapture(lower, capture, base));
  return { kind: 'closure', captures, ...base };
}

function lowerCapture(lower: Lowerer, capture: Capture, base: ReturnType<Lowerer['base']>): ThirCapture {
  const variable = lower.variable(capture.local);
  let place: Thir = { ...base, kind: 'variable', variable, ty: variable.ty };
  for (const step of capture.projections) {
    if (step.kind === 'field') {
      const variant = onlyVariant(lower, place);
      place = {
        ...base,
        kind: 'field',
        base: place,
        index: step.index,
        name: step.name,
        ty: step.ty,
        ...variant,
      };
    } else place = { ...base, kind: 'deref', base: place, box: lower.isBox(place.ty), ty: step.ty };
  }
  const by = capture.by === 'value' || capture.by === 'ref' ? capture.by : 'refMut';
  return { by, place };
}

/** A capture leads into an enum only where that has one variant. */
function onlyVariant(lower: Lowerer, { ty }: Thir) {
  const parts = ty.kind === 'adt' ? partsOf(ty, lower.body.env, lower.types) : undefined;
  if (!parts || isUnknown(parts) || parts.adt?.kind !== 'enum') return {};
  const [variant] = parts.variants;
  return variant && { variant: { index: variant.index, name: variant.name } };
}
