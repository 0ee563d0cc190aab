import { effectiveAttributes } from '../../resolve/attributes/cfgAttributes.ts';
import type { Attribute, Span } from '../../syntax/ast.ts';
import type { Configurable } from '../activeParts.ts';
import type { BodyCx } from './bodyCx.ts';

/** Whether `cfg` leaves a statement, arm or field in; what it takes out is noted, and what it may take out too. */
export function isActive(
  cx: BodyCx,
  node: Configurable,
  attrs: readonly Attribute[] | undefined,
  span: Span,
): boolean {
  if (!attrs || attrs.length === 0) return true;
  const { active, condition } = effectiveAttributes(attrs, cx.types.cfgOf(cx.owner.crate));
  if (!active) cx.drafts.inactive.add(node);
  else if (condition !== undefined) {
    cx.gap(span, condition);
    cx.drafts.uncertain.set(node, condition);
  }
  return active;
}
