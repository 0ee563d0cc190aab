import type { FileContext } from '../../engine/fileContext.ts';
import type { Def, SourceDef } from '../../resolve/model/def.ts';
import type { PlaceInfo } from '../../resolve/model/resolution.ts';
import type { Span } from '../../syntax/ast.ts';
import { filePlace, type SourceUnit } from '../../syntax/sourceUnit.ts';

/** A definition that came out of a macro call, with the place in it that a place of the file became. */
export interface ExpandedPlace {
  readonly def: SourceDef;
  /** UTF-16 offset in `def.unit`. */
  readonly offset: number;
}

/**
 * The structs, enums, unions and aliases of the module or block around a place that macro calls of the file
 * expand to, at least those of calls in a range. What only the macro's definition wrote has no place in the file and is left out.
 */
export function* expandedDefinitions(cx: FileContext, info: PlaceInfo, calls: Span): Generator<SourceDef> {
  for (const def of cx.engine.resolver.moduleItems(info.scope.module, calls)) {
    if (isExpandedHere(cx, def) && nameInFile(def) !== undefined) yield def;
  }
}

/** The offset in the file of a definition's name; the keyword before it may be the macro's own. */
export function nameInFile({ unit, item }: SourceDef): number | undefined {
  const place = 'name' in item ? filePlace(unit, item.name.span.start) : undefined;
  return place?.exact ? place.offset : undefined;
}

function isExpandedHere(cx: FileContext, def: Def): def is SourceDef {
  if (def.origin !== 'source' || !def.unit.expansion || def.unit.path !== cx.path) return false;
  return def.kind === 'struct' || def.kind === 'enum' || def.kind === 'union' || def.kind === 'typeAlias';
}

/** Where in an expansion a token of the file went, if it is in a definition there. */
export function findInExpansions(
  cx: FileContext,
  info: PlaceInfo,
  offset: number,
): ExpandedPlace | undefined {
  for (const def of expandedDefinitions(cx, info, { start: offset, end: offset })) {
    const call = outermostCall(def.unit);
    if (offset < call.start || offset > call.end) continue;
    const inside = offsetIn(def, offset);
    if (inside !== undefined) return { def, offset: inside };
  }
  return undefined;
}

function outermostCall(unit: SourceUnit): Span {
  let at = unit.expansion;
  while (at?.call.unit.expansion) at = at.call.unit.expansion;
  return at?.call.span ?? { start: 0, end: unit.text.length };
}

const token = /[\p{ID_Continue}_]+|\S/gu;

function offsetIn({ unit, item }: SourceDef, offset: number): number | undefined {
  const text = unit.text.slice(item.span.start, item.span.end);
  for (const match of text.matchAll(token)) {
    const at = item.span.start + match.index;
    const place = filePlace(unit, at);
    if (place.exact && place.offset <= offset && offset <= place.offset + match[0].length)
      return at + offset - place.offset;
  }
  return undefined;
}

/** A span of a unit in the file; undefined where only a macro's definition wrote its ends. */
export function spanInFile(unit: SourceUnit, span: Span): Span | undefined {
  if (!unit.expansion) return span;
  const start = filePlace(unit, span.start);
  const end = endInFile(unit, span.end);
  return start.exact && end !== undefined ? { start: start.offset, end } : undefined;
}

/** Where the token in front of an offset ends in the file. */
export function endInFile(unit: SourceUnit, end: number): number | undefined {
  if (!unit.expansion) return end;
  const word = lastToken(unit.text, end);
  if (!word) return undefined;
  const place = filePlace(unit, word.start);
  return place.exact ? place.offset + word.end - word.start : undefined;
}

/** The last token before an offset, looked for from there: an expansion may be megabytes long. */
function lastToken(text: string, offset: number): Span | undefined {
  let end = offset;
  while (end > 0 && /\s/.test(text[end - 1]!)) end--;
  for (let length = 64; ; length *= 2) {
    const from = Math.max(0, end - length);
    const word = /[\p{ID_Continue}_]+$|\S$/u.exec(text.slice(from, end));
    // At the start of the piece the token may be cut, or half of a character outside of the basic plane be left.
    if (!word || word.index > 1 || from === 0) return word ? { start: from + word.index, end } : undefined;
  }
}
