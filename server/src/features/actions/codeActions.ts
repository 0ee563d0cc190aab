import type { FileContext } from '../../engine/fileContext.ts';
import type { Span } from '../../syntax/ast.ts';
import { definitionsInRange } from '../place/definitionsInRange.ts';
import { TypeViews } from '../view/typeView.ts';
import type { Action, ActionKind } from './action.ts';
import { assertSize } from './assertSize.ts';
import { boxVariant } from './boxVariant.ts';
import { reorderFields } from './reorderFields.ts';

const kinds: readonly ActionKind[] = [reorderFields, boxVariant, assertSize];

/** What can be done about the struct, enum or union around a selection. */
export function codeActions(cx: FileContext, range: Span): readonly Action[] {
  const [first] = definitionsInRange(cx, range);
  // What a macro makes of its arguments can't be rewritten there.
  if (!first || first.def.unit !== cx.unit) return [];
  const { def, item } = first;
  const { engine } = cx;
  const ty = engine.types.typeOf(def);
  const view = new TypeViews(engine, engine.types.paramEnvOf(def), { depth: 1, budget: 2000 }).view(ty);
  if (view.size === undefined) return [];
  const subject = { def, item, ty, view, engine, text: cx.unit.text };
  return kinds.flatMap((kind) => kind(subject) ?? []);
}
