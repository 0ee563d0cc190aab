import type { LayoutView } from '../../../shared/layoutView.ts';
import type { ReleaseChoice } from '../engine/chooseRelease.ts';
import type { FileContext } from '../engine/fileContext.ts';
import { definitionsInRange } from './place/definitionsInRange.ts';
import type { Place } from './place/place.ts';
import { placeAt } from './place/placeAt.ts';
import { type TypeInEnv, withArguments } from './typeArguments.ts';
import { nearestRelease } from './view/nearest.ts';
import { withPanelFacts } from './view/panelFacts.ts';
import { describeType, openParameters } from './view/typeFacts.ts';

/** What the figures of a picture hold for. */
export interface Figures {
  readonly release: ReleaseChoice;
  readonly target: string;
}

/**
 * The picture of the type at a UTF-16 offset: of the type that is written there; on a field or variant, and
 * anywhere else inside a struct, enum or union, of that one. Undefined where there is none.
 *
 * @param typeArguments types and constants in Rust for the parameters that the type leaves open
 */
export function layoutAt(
  cx: FileContext,
  offset: number,
  figures: Figures,
  typeArguments: readonly string[] = [],
): LayoutView | undefined {
  const found = typeAt(cx, offset);
  if (!found) return undefined;
  const given = typeArguments.some((text) => text.trim() !== '')
    ? withArguments(cx, found, typeArguments, offset)
    : found;
  const { ty, env } = 'errors' in given ? found : given;
  const root = withPanelFacts(describeType(ty, env, cx.engine), ty, env, cx.engine);
  const describedAs = root.warrant === 'nearest' ? nearestRelease(figures.release) : undefined;
  const parameters = openParameters(found.ty, cx.engine);
  return {
    release: figures.release.name,
    ...(describedAs !== undefined && { describedAs }),
    target: figures.target,
    pointerSize: cx.engine.layouts.cx.dl.pointer.size,
    root,
    ...(parameters.length > 0 && {
      generic: { parameters, typeArguments, ...('errors' in given && { errors: given.errors }) },
    }),
  };
}

/** The type at a UTF-16 offset, as `layoutAt` understands it. */
export function typeAt(cx: FileContext, offset: number): TypeInEnv | undefined {
  return typeOfPlace(placeAt(cx, offset)) ?? typeAround(cx, offset);
}

function typeOfPlace(place: Place | undefined): TypeInEnv | undefined {
  if (!place) return undefined;
  return place.kind === 'type' || place.kind === 'await' ? place : { ty: place.owner, env: place.env };
}

function typeAround(cx: FileContext, offset: number): TypeInEnv | undefined {
  const [first] = definitionsInRange(cx, { start: offset, end: offset });
  if (!first) return undefined;
  const { types } = cx.engine;
  return { ty: types.typeOf(first.def), env: types.paramEnvOf(first.def) };
}
