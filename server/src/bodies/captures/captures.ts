import { unknown } from '../../base/unknown.ts';
import type { Expr } from '../../syntax/ast.ts';
import type { TypeCx } from '../../types/typeCx.ts';
import type { ClosureDraft } from '../infer/drafts.ts';
import type { ClosureInfo, TypedBody } from '../typedBody.ts';

export function findCaptures(
  _body: Omit<TypedBody, 'closures'>,
  drafts: readonly ClosureDraft[],
  _types: TypeCx,
): ReadonlyMap<Expr, ClosureInfo> {
  const out = new Map<Expr, ClosureInfo>();
  for (const { expr, flavor, ty, isMove, inputs, output, parent } of drafts)
    out.set(expr, {
      expr,
      flavor,
      ty,
      kind: 'FnOnce',
      isMove,
      inputs,
      output,
      captures: unknown('not yet'),
      ...(parent && { parent }),
    });
  return out;
}
