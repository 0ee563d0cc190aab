import type { LayoutView } from '../../../shared/layoutView.ts';
import type { ReleaseChoice } from '../engine/chooseRelease.ts';
import { type FileContext, scopeAt } from '../engine/fileContext.ts';
import type { SourceUnit } from '../syntax/sourceUnit.ts';
import { allParams } from '../types/items/generics.ts';
import { emptyParamEnv, type ParamEnv } from '../types/model.ts';
import { substitute } from '../types/terms/fold.ts';
import type { GenericArg, Ty } from '../types/terms/ty.ts';
import { definitionsInRange } from './place/definitionsInRange.ts';
import type { Place } from './place/place.ts';
import { placeAt } from './place/placeAt.ts';
import { withPanelFacts } from './view/panelFacts.ts';
import { describeType } from './view/typeFacts.ts';

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
  const found = typeOfPlace(placeAt(cx, offset)) ?? typeAround(cx, offset);
  if (!found) return undefined;
  const { ty, env } = typeArguments.length > 0 ? applied(cx, found, typeArguments, offset) : found;
  return {
    release: figures.release.name,
    target: figures.target,
    pointerSize: cx.engine.layouts.cx.dl.pointer.size,
    root: withPanelFacts(describeType(ty, env, cx.engine), ty, env, cx.engine),
  };
}

interface TypeInEnv {
  readonly ty: Ty;
  readonly env: ParamEnv;
}

function typeOfPlace(place: Place | undefined): TypeInEnv | undefined {
  if (!place) return undefined;
  return place.kind === 'type' ? place : { ty: place.owner, env: place.env };
}

function typeAround(cx: FileContext, offset: number): TypeInEnv | undefined {
  const [first] = definitionsInRange(cx, { start: offset, end: offset });
  if (!first) return undefined;
  const { types } = cx.engine;
  return { ty: types.typeOf(first.def), env: types.paramEnvOf(first.def) };
}

/** The type with arguments in place of its open parameters. */
function applied(
  cx: FileContext,
  { ty, env }: TypeInEnv,
  typeArguments: readonly string[],
  offset: number,
): TypeInEnv {
  if (ty.kind !== 'adt') return { ty, env };
  const { types } = cx.engine;
  const args: GenericArg[] = [...types.identityArgs(ty.def)];
  for (const [i, param] of allParams(types.genericsOf(ty.def)).entries()) {
    const text = typeArguments[i];
    if (text !== undefined) args[i] = argument(cx, text, param.kind, offset);
  }
  const whole = typeArguments.filter((a) => a !== '').length >= args.length;
  return { ty: substitute(ty, args), env: whole ? emptyParamEnv : env };
}

function argument(cx: FileContext, text: string, kind: 'type' | 'const', offset: number): GenericArg {
  if (kind === 'const') {
    const value = /^\d[\d_]*$/.test(text.trim()) ? BigInt(text.replaceAll('_', '').trim()) : undefined;
    return value === undefined
      ? { kind: 'constUnknown', reason: `\`${text}\` is no number` }
      : { kind: 'value', value };
  }
  const syntax = cx.parser.type({ text, span: { start: 0, end: text.length } });
  const info = scopeAt(cx, offset);
  const owner = info?.owners.at(-1);
  if (!info || !owner) return { kind: 'unknown', reason: `\`${text}\` can't be resolved here` };
  const unit: SourceUnit = { id: -1, text, path: cx.path, items: [], innerAttributes: [] };
  const { types } = cx.engine;
  return types.normalize(types.lowerTy(syntax, { scope: info.scope, unit, owner }), emptyParamEnv);
}
