import type { TypeView } from '../../../../shared/layoutView.ts';
import { isUnknown } from '../../base/unknown.ts';
import { dropsOf } from '../../engine/drops.ts';
import type { Engine } from '../../engine/engine.ts';
import type { ParamEnv } from '../../types/model.ts';
import type { Ty } from '../../types/terms/ty.ts';
import { describeType } from '../view/typeFacts.ts';
import { paddingIn } from '../view/typeView.ts';
import { firstLine, type ValueFacts } from './firstLine.ts';
import { futureHover } from './futureHover.ts';
import { knownTable, memoryTable } from './memoryTable.ts';
import { dropsRemark } from './remarks/drops.ts';
import { heapRemark } from './remarks/heap.ts';
import { largestVariantRemark } from './remarks/largestVariant.ts';
import { movesRemark } from './remarks/moves.ts';
import { nicheRemark } from './remarks/niche.ts';
import { noNicheRemark } from './remarks/noNiche.ts';
import { orderRemark } from './remarks/order.ts';
import { pointerRemark } from './remarks/pointer.ts';
import type { Remark } from './remarks/remark.ts';
import { reprCRemark } from './remarks/reprC.ts';
import { tagRemark } from './remarks/tag.ts';
import { unsizedRemark } from './remarks/unsized.ts';
import { stdWords } from './stdWords.ts';
import { variantTable } from './variantTable.ts';

const remarks: readonly Remark[] = [
  orderRemark,
  pointerRemark,
  tagRemark,
  noNicheRemark,
  largestVariantRemark,
  nicheRemark,
  unsizedRemark,
  reprCRemark,
  heapRemark,
  movesRemark,
  dropsRemark,
];

/** One level of nested types is all that a hover shows of the user's own; those of std are opened to their words. */
const limits = { depth: 2, budget: 400 };
const stdLimits = { depth: 10, budget: 400 };

/** The parts of a type's hover, each a paragraph of Markdown. */
export function typeHover(written: Ty, env: ParamEnv, engine: Engine): readonly string[] {
  const ty = engine.types.normalize(written, env);
  const fromStd = ty.kind === 'adt' && ty.def.origin === 'facts';
  const view = describeType(ty, env, engine, { ...(fromStd ? stdLimits : limits) });
  if (ty.kind === 'closure' && ty.flavor !== 'closure')
    return futureHover(view, valueFacts(view, ty, env, engine), ty, env, engine);
  // A type of std is shown by its words: what is padding between them counts, in whichever private struct it lies.
  const pieces = fromStd && !view.variants ? stdWords(view.pieces) : view.pieces;
  const shown = fromStd && !view.variants ? { ...view, padding: paddingIn(pieces) } : view;
  const lines = [firstLine(shown, valueFacts(view, ty, env, engine))];
  if (view.size === undefined) return view.knownFields ? [...lines, knownTable(view.knownFields)] : lines;
  const table = view.variants ? variantTable(view) : memoryTable(pieces, view.kind);
  if (table) lines.push(table);
  const said = remarks.flatMap((remark) => remark({ ty, env, view, engine }) ?? []);
  // A line each, with Markdown's hard breaks, rather than a paragraph each.
  if (said.length > 0) lines.push(said.join('  \n'));
  return lines;
}

/** What the first line says of the value's end. */
export function valueFacts(
  view: Pick<TypeView, 'isCopy'>,
  ty: Ty,
  env: ParamEnv,
  engine: Engine,
): ValueFacts {
  if (view.isCopy) return { isCopy: true };
  const drop = dropsOf(engine).schedules.needs.of(ty, env);
  return { isCopy: view.isCopy, needsDrop: typeof drop === 'object' && isUnknown(drop) ? undefined : drop };
}
