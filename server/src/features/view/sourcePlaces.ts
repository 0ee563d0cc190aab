import type { SourcePlace } from '../../../../shared/layoutView.ts';
import type { Def, SourceDef } from '../../resolve/model/def.ts';
import type { FieldSyntax, Name, Span } from '../../syntax/ast.ts';
import { readable } from '../../syntax/macros/expandText.ts';
import { filePlace, type SourceUnit } from '../../syntax/sourceUnit.ts';
import type { AdtDef } from '../../types/items/adt.ts';

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

/** Where a field was written: its name, or the type of a tuple field. Fields that a cfg removed don't count. */
export function fieldPlace(adt: AdtDef, variant: number, field: number): SourcePlace | undefined {
  return writtenPlace(adt, adt.variants[variant]?.fields[field]?.written);
}

/** The type of a field as its author wrote it, for where it can't be read. */
export function writtenType({ def, variants }: AdtDef, variant: number, field: number): string | undefined {
  const written = variants[variant]?.fields[field]?.written;
  if (written === undefined || def.origin !== 'source') return undefined;
  const { item, unit } = def;
  const fields: readonly FieldSyntax[] =
    item.kind === 'enum'
      ? item.variants.flatMap((own) => own.fields)
      : item.kind === 'struct' || item.kind === 'union'
        ? item.fields
        : [];
  const syntax = fields.find(({ name }) => name.span.start === written.start);
  return syntax && readable(unit.text.slice(syntax.ty.span.start, syntax.ty.span.end));
}

export function variantPlace(adt: AdtDef, variant: number): SourcePlace | undefined {
  return writtenPlace(adt, adt.variants[variant]?.written);
}

function writtenPlace({ def }: AdtDef, written: Span | undefined): SourcePlace | undefined {
  return written && def.origin === 'source' ? spanPlace(def.unit, written) : undefined;
}
