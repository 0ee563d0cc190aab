import type { InlayHintSettings } from '../../../../shared/settings.ts';
import type { Engine } from '../../engine/engine.ts';
import type { FileContext } from '../../engine/fileContext.ts';
import type { Span } from '../../syntax/ast.ts';
import { filePlace, type SourceUnit } from '../../syntax/sourceUnit.ts';
import { definitionsInRange, type WrittenDefinition } from '../place/definitionsInRange.ts';
import { endInFile } from '../place/expansions.ts';
import { nearestReason } from '../view/nearest.ts';
import { TypeViews } from '../view/typeView.ts';
import type { Hint, HintKind } from './hint.ts';
import { offsetHints } from './offset.ts';
import { paddingHints } from './padding.ts';
import { sizeHints } from './size.ts';
import { trailingPaddingHints } from './trailingPadding.ts';
import { variantSizeHints } from './variantSize.ts';
import { variantSpreadHints } from './variantSpread.ts';

const kinds: readonly HintKind[] = [
  paddingHints,
  trailingPaddingHints,
  variantSpreadHints,
  offsetHints,
  sizeHints,
  variantSizeHints,
];

/** Fields need their sizes, and no more of what is inside them. */
const limits = { depth: 1, budget: 2000 };

/**
 * The hints in a range of a file, one batch for each definition, in the order of the text: whoever asks may stop,
 * or let others work, between two batches.
 */
export function* inlayHints(
  cx: FileContext,
  range: Span,
  settings: InlayHintSettings,
): Generator<readonly Hint[]> {
  if (!isAnyOn(settings)) return;
  for (const definition of definitionsInRange(cx, range)) {
    const hints = hintsOf(definition, cx, settings);
    yield hints
      .filter((h) => range.start <= h.offset && h.offset <= range.end)
      .toSorted((a, b) => a.offset - b.offset);
  }
}

function isAnyOn(settings: InlayHintSettings): boolean {
  const { padding, trailingPadding, variantSpread, offset, size, variantSize } = settings;
  return padding || trailingPadding || variantSpread || offset || size || variantSize;
}

function hintsOf(
  { def, item }: WrittenDefinition,
  cx: FileContext,
  settings: InlayHintSettings,
): readonly Hint[] {
  const { engine } = cx;
  const ty = engine.types.typeOf(def);
  const env = engine.types.paramEnvOf(def);
  const view = new TypeViews(engine, env, { ...limits }).view(ty);
  // A hint is a figure in the text: what isn't known for certain gets none.
  if (view.size === undefined || view.unsized) return [];
  const isNearest = view.warrant === 'nearest';
  const hinted = { def, item, ty, env, view, engine, text: def.unit.text, settings };
  const hints = kinds
    .flatMap((kind) => kind(hinted))
    .map((hint) => (isNearest ? asNearest(hint, engine) : hint));
  return def.unit.expansion ? hints.flatMap((hint) => inFile(hint, def.unit) ?? []) : hints;
}

/** A hint with the figure of another release than the user's: `≈ +3 padding`. */
function asNearest(hint: Hint, { release }: Engine): Hint {
  return { ...hint, label: `≈ ${hint.label}`, tooltip: `${hint.tooltip}\n\n≈ ${nearestReason(release)}` };
}

/** A hint in an expansion at its place in the file; undefined where the macro's definition wrote what is there. */
function inFile(hint: Hint, unit: SourceUnit): Hint | undefined {
  const subject = filePlace(unit, hint.subject);
  const start = hint.space === 'after' ? filePlace(unit, hint.offset) : undefined;
  const offset = start ? (start.exact ? start.offset : undefined) : endInFile(unit, hint.offset);
  return offset === undefined || !subject.exact ? undefined : { ...hint, offset, subject: subject.offset };
}
