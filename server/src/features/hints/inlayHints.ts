import type { InlayHintSettings } from '../../../../shared/settings.ts';
import type { Engine } from '../../engine/engine.ts';
import type { FileContext } from '../../engine/fileContext.ts';
import type { Span } from '../../syntax/ast.ts';
import { filePlace, type SourceUnit } from '../../syntax/sourceUnit.ts';
import { definitionsInRange, type WrittenDefinition } from '../place/definitionsInRange.ts';
import { endInFile } from '../place/expansions.ts';
import { nearestReason } from '../view/nearest.ts';
import { TypeViews } from '../view/typeView.ts';
import type { Hint, HintKind, HintSwitch } from './hint.ts';
import { offsetHints } from './offset.ts';
import { paddingHints } from './padding.ts';
import { sizeHints } from './size.ts';
import { trailingPaddingHints } from './trailingPadding.ts';
import { variantSizeHints } from './variantSize.ts';
import { variantSpreadHints } from './variantSpread.ts';

/** The kinds by the setting that switches each on. Hints in bodies are made elsewhere. */
const kinds: Readonly<Record<Exclude<HintSwitch, 'drops'>, HintKind>> = {
  padding: paddingHints,
  trailingPadding: trailingPaddingHints,
  variantSpread: variantSpreadHints,
  offset: offsetHints,
  size: sizeHints,
  variantSize: variantSizeHints,
};

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
  const chosen = Object.entries(kinds).flatMap(([name, kind]) =>
    settings[name as keyof typeof kinds] ? kind : [],
  );
  if (chosen.length === 0) return;
  for (const definition of definitionsInRange(cx, range)) {
    const hints = hintsOf(definition, cx, chosen, settings);
    yield withoutRepeats(hints)
      .filter((h) => range.start <= h.offset && h.offset <= range.end)
      .toSorted((a, b) => a.offset - b.offset);
  }
}

/** Of two hints at one place of which one says all that the other does, the longer: `301 bytes, 299 more than the next`. */
function withoutRepeats(hints: readonly Hint[]): readonly Hint[] {
  return hints.filter(
    ({ offset, label }) =>
      !hints.some((other) => other.offset === offset && other.label.startsWith(`${label},`)),
  );
}

function hintsOf(
  { def, item }: WrittenDefinition,
  cx: FileContext,
  chosen: readonly HintKind[],
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
  const hints = chosen
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
