import { bytes } from '../figures.ts';
import { variantSpread } from '../hover/remarks/largestVariant.ts';
import { definitionsInRange } from '../place/definitionsInRange.ts';
import { spanInFile } from '../place/expansions.ts';
import { TypeViews } from '../view/typeView.ts';
import type { Check } from './diagnostic.ts';

/** A variant that makes every value of its enum much larger. */
export const largeVariant: Check = function* (cx, range, { largeVariant: limit }) {
  const { engine } = cx;
  for (const { def, item } of definitionsInRange(cx, range)) {
    if (item.kind !== 'enum' || item.variants.length < 2) continue;
    const views = new TypeViews(engine, engine.types.paramEnvOf(def), { depth: 1, budget: 2000 });
    const spread = variantSpread(views.view(engine.types.typeOf(def)).variants ?? []);
    const syntax = item.variants.find((v) => v.name.text === spread?.largest.name);
    const span = syntax && spanInFile(def.unit, syntax.name.span);
    if (!spread || spread.bytes < limit || !span) continue;
    const { largest, next } = spread;
    yield {
      span,
      message: `${largest.name} needs ${bytes(largest.usedSize)}, ${next.name} only ${bytes(next.usedSize)}: every ${item.name.text} pays for it.`,
      code: 'large_enum_variant',
    };
  }
};
