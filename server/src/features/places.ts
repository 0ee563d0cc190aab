import type { SourcePlace } from '../../../shared/layoutView.ts';
import type { Def, SourceDef } from '../resolve/def.ts';
import type { Name, Span } from '../syntax/ast.ts';
import { filePlace, type SourceUnit } from '../syntax/sourceUnit.ts';

/** Where a definition's name was written; undefined for std's and for what only a macro's definition wrote. */
export function placeOf(def: Def): SourcePlace | undefined {
  if (def.origin !== 'source') return undefined;
  const name = def.variant?.syntax.name ?? nameOf(def);
  return name && spanPlace(def.unit, name.span);
}

function nameOf({ item }: SourceDef): Name | undefined {
  return 'name' in item ? item.name : undefined;
}

/** A span of a unit as a place in a real file. */
export function spanPlace(unit: SourceUnit, span: Span): SourcePlace | undefined {
  const { path, offset, exact } = filePlace(unit, span.start);
  return exact ? { path, start: offset, end: offset + (span.end - span.start) } : undefined;
}

/** Where a field was written: its name, or the type of a tuple field. */
export function fieldPlace(adt: Def, variant: number, field: number): SourcePlace | undefined {
  const syntax = fieldsOf(adt, variant)?.[field];
  return syntax && adt.origin === 'source' ? spanPlace(adt.unit, syntax.name.span) : undefined;
}

export function variantPlace(adt: Def, variant: number): SourcePlace | undefined {
  if (adt.origin !== 'source' || adt.item.kind !== 'enum') return undefined;
  const syntax = adt.item.variants[variant];
  return syntax && spanPlace(adt.unit, syntax.name.span);
}

function fieldsOf(adt: Def, variant: number) {
  if (adt.origin !== 'source') return undefined;
  const { item } = adt;
  if (item.kind === 'enum') return item.variants[variant]?.fields;
  return item.kind === 'struct' || item.kind === 'union' ? item.fields : undefined;
}
