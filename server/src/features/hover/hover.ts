import { isUnknown } from '../../base/unknown.ts';
import type { Engine } from '../../engine/engine.ts';
import type { FileContext } from '../../engine/fileContext.ts';
import type { Span } from '../../syntax/ast.ts';
import type { ParamEnv } from '../../types/model.ts';
import type { Ty } from '../../types/terms/ty.ts';
import type { Place } from '../place/place.ts';
import { placeAt } from '../place/placeAt.ts';
import { nearestReason } from '../view/nearest.ts';
import { warrantedLayout } from '../view/warrant.ts';
import { fieldHover } from './fieldHover.ts';
import { awaitHover } from './futureHover.ts';
import { typeHover } from './typeHover.ts';
import { variantHover } from './variantHover.ts';

export interface Hover {
  readonly markdown: string;
  readonly span: Span;
}

export interface HoverOptions {
  /** The target of a link that opens the diagram for an offset of the file; absent where nothing could open it. */
  readonly diagramLink?: (offset: number) => string;
}

/**
 * What is known of the type at a UTF-16 offset of a file, as Markdown whose first line answers alone. Undefined
 * where no type stands there.
 */
export function hoverAt(cx: FileContext, offset: number, options: HoverOptions = {}): Hover | undefined {
  const place = placeAt(cx, offset);
  if (!place) return undefined;
  const parts = partsOf(place, cx);
  if (parts.length === 0) return undefined;
  const link = options.diagramLink?.(place.span.start);
  const all = link ? [...parts, `[Show Memory Layout](${link})`] : parts;
  return { markdown: all.join('\n\n'), span: place.span };
}

function partsOf(place: Place, { engine }: FileContext): readonly string[] {
  switch (place.kind) {
    case 'type':
      return [...typeHover(place.ty, place.env, engine), ...nearestLine(place.ty, place.env, engine)];
    case 'field':
      return [...fieldHover(place, engine), ...nearestLine(place.owner, place.env, engine)];
    case 'variant':
      return [...variantHover(place, engine), ...nearestLine(place.owner, place.env, engine)];
    case 'await':
      return [...awaitHover(place, engine), ...nearestLine(place.ty, place.env, engine)];
  }
}

/** Whose figures these are, where they aren't those of the user's release: see `nearestReason`. */
function nearestLine(ty: Ty, env: ParamEnv, engine: Engine): readonly string[] {
  const found = warrantedLayout(ty, env, engine);
  const isNearest = !isUnknown(found) && found.warrant === 'nearest';
  return isNearest ? [`≈ ${nearestReason(engine.release)}`] : [];
}
