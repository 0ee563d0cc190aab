import type { Kinds } from '../../base/kinds.ts';
import { isUnknown } from '../../base/unknown.ts';
import { type FileContext, scopeAt } from '../../engine/fileContext.ts';
import type { SourceDef } from '../../resolve/model/def.ts';
import type { PlaceInfo } from '../../resolve/model/resolution.ts';
import type { Item, Span, UseItem } from '../../syntax/ast.ts';
import { awaitPlaceAt } from './awaitPlace.ts';
import { placeInBody } from './bodyPlace.ts';
import { findInExpansions, spanInFile } from './expansions.ts';
import type { Place } from './place.ts';
import { definitionPlace, fieldPlaceOf, typePlace, variantPlaceOf } from './placesOfDefs.ts';
import { covers, innermostType, typesInItem } from './typeSyntax.ts';

/**
 * What stands at a UTF-16 offset of a file: a definition (its keyword or name), a field or variant, any
 * written type, or something in a body whose type is known. Undefined where nothing of the kind does.
 */
export function placeAt(cx: FileContext, offset: number): Place | undefined {
  const info = scopeAt(cx, offset);
  if (!info) return undefined;
  const owner = info.owners[0];
  if (owner?.origin !== 'source') return undefined;
  // A `use` or a macro call, having no definition, is found by its place.
  if (owner.kind === 'mod' || owner.kind === 'crate') return placeInModule(cx, info, offset);
  if (owner.unit !== cx.unit) return undefined;
  return placeInItem(cx, owner, info, offset);
}

function placeInModule(cx: FileContext, info: PlaceInfo, offset: number): Place | undefined {
  const item = innermostItem(cx.unit.items, offset);
  if (item?.kind === 'macroCall') return placeInExpansion(cx, info, offset);
  return item?.kind === 'use' ? placeInUse(cx, item, info, offset) : undefined;
}

/** In the arguments of a macro call: what the token there became. */
function placeInExpansion(cx: FileContext, info: PlaceInfo, offset: number): Place | undefined {
  const found = findInExpansions(cx, info, offset);
  const place = found && placeInItem(cx, found.def, { ...info, scope: found.def.scope }, found.offset);
  const span = place && spanInFile(found.def.unit, place.span);
  return span && { ...place, span };
}

function innermostItem(items: readonly Item[], offset: number): Item | undefined {
  const at = items.find((item) => covers(item.span, offset));
  return at?.kind === 'mod' && at.items ? (innermostItem(at.items, offset) ?? at) : at;
}

function placeInUse(cx: FileContext, item: UseItem, info: PlaceInfo, offset: number): Place | undefined {
  for (const leaf of item.leaves) {
    const segment = leaf.path.findIndex((s) => covers(s.name.span, offset));
    if (segment < 0) continue;
    const path = { global: leaf.global, segments: leaf.path.slice(0, segment + 1), span: leaf.span };
    const found = cx.engine.resolver.resolvePath(info.scope, path, 'type');
    const last = leaf.path[segment]!;
    return found.kind === 'def' ? definitionPlace(cx, found.def, last.name.span) : undefined;
  }
  return undefined;
}

function placeInItem(cx: FileContext, owner: SourceDef, info: PlaceInfo, offset: number): Place | undefined {
  const { item } = owner;
  const own = ownName(item, offset);
  if (own) return placeOfItem(cx, owner, own);
  if (item.kind === 'struct' || item.kind === 'union' || item.kind === 'enum') {
    const part = placeOfPart(cx, owner, offset);
    if (part) return part;
  }
  const syntax = innermostType(typesInItem(item), offset);
  if (syntax) {
    const env = { scope: owner.scope, unit: owner.unit, owner };
    return typePlace(cx, syntax, env);
  }
  return awaitPlaceAt(cx, owner, offset) ?? placeInBody(cx, owner, info, offset);
}

/** The item's name or keyword, if the offset lies there. */
function ownName(item: Item, offset: number): Span | undefined {
  if (!('name' in item)) return undefined;
  const keyword = { start: item.keyword, end: item.keyword + item.kind.length };
  return [item.name.span, keyword].find((span) => covers(span, offset));
}

function placeOfItem(cx: FileContext, def: SourceDef, span: Span): Place | undefined {
  switch (def.item.kind) {
    case 'struct':
    case 'union':
    case 'enum':
    case 'type':
      return definitionPlace(cx, def, span);
    case 'const':
    case 'static': {
      const { types } = cx.engine;
      return {
        kind: 'type',
        ty: types.typeOf(def),
        env: types.paramEnvOf(def),
        span,
        variable: def.name,
      };
    }
    case 'fn':
      return futurePlace(cx, def, span);
    default:
      def.item.kind satisfies Kinds<'trait impl mod use externCrate foreignMod macroCall macroDef error'>;
      return undefined;
  }
}

/** The name of an async function: what calling it gives. */
function futurePlace(cx: FileContext, def: SourceDef, span: Span): Place | undefined {
  if (def.item.kind !== 'fn' || !def.item.isAsync) return undefined;
  const sig = cx.engine.types.fnSig(def);
  if (isUnknown(sig) || sig.output.kind !== 'closure') return undefined;
  return { kind: 'type', ty: sig.output, env: cx.engine.types.paramEnvOf(def), span };
}

/** A field or a variant of a definition, by its name. */
function placeOfPart(cx: FileContext, def: SourceDef, offset: number): Place | undefined {
  const { item } = def;
  const variants =
    item.kind === 'enum' ? item.variants : item.kind === 'struct' || item.kind === 'union' ? [item] : [];
  for (const variant of variants) {
    if (item.kind === 'enum' && covers(variant.name.span, offset))
      return variantPlaceOf(cx, def, variant.name.text, variant.name.span);
    for (const field of variant.fields) {
      const named = variant.shape === 'named' && covers(field.name.span, offset);
      if (named) return fieldPlaceOf(cx, def, variant.name.text, field.name.text, field.name.span);
    }
  }
  return undefined;
}
