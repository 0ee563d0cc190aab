import type { PieceView, TypeView, VariantView } from '../../../shared/layoutView.ts';
import { byteMap } from './byteMap.ts';
import { type Paint, padEnd, table } from './text.ts';

/** One type as readable text: figures, a drawn byte map, a table in memory order, and what else there is to say. */
export function renderType(view: TypeView, paint: Paint, columns: number): string {
  const lines = [headline(view, paint)];
  if (view.size === undefined) return [...lines, ...knownTable(view), ''].join('\n');
  if (view.variants) {
    for (const variant of view.variants) lines.push(...renderVariant(variant, view, paint, columns));
  } else if (view.pieces.length > 0) {
    lines.push(...byteMap(view.pieces, view.size, paint, columns), ...pieceTable(view.pieces, paint));
  }
  for (const remark of remarks(view)) lines.push(`  ${paint.dim(remark)}`);
  return `${lines.join('\n')}\n`;
}

/** `Session  56 bytes, align 8, 7 padding (12.5 %)` */
export function headline(view: TypeView, paint: Paint): string {
  const name = paint.bold(view.name);
  if (view.size === undefined && view.symbolicSize !== undefined) {
    const align = view.align === undefined ? '' : `, align at least ${view.align}`;
    return `${name}  ${view.symbolicSize} bytes and padding${align}; ${view.reason ?? ''}`;
  }
  if (view.ifWritten)
    return `${name}  ${bytes(view.ifWritten.size)} if ${view.ifWritten.by} leaves it as written; ${view.reason ?? ''}`;
  if (view.size === undefined && view.atLeast !== undefined)
    return `${name}  at least ${bytes(view.atLeast)}, align at least ${view.align}; ${view.reason ?? ''}`;
  if (view.size === undefined) return `${name}  ${paint.warn('unknown')}: ${view.reason ?? ''}`;
  const padding = view.padding ?? 0;
  const share = view.size > 0 ? ` (${((100 * padding) / view.size).toFixed(1).replace(/\.0$/, '')} %)` : '';
  const parts = [
    `${view.warrant === 'nearest' ? '≈ ' : ''}${sizeText(view, view.size)}`,
    `align ${view.tail?.kind === 'traitObject' ? 'at least ' : ''}${view.align}`,
    ...(padding > 0 ? [paint.warn(`${padding} padding${view.unsized ? '' : share}`)] : []),
    ...(view.uninhabited ? ['uninhabited'] : []),
    ...(view.repr ? [view.repr] : []),
    ...(view.warrant === 'exact' ? [] : [view.warrant]),
  ];
  return `${name}  ${parts.join(', ')}`;
}

function sizeText({ unsized, tail }: TypeView, size: number): string {
  if (!unsized) return bytes(size);
  if (tail?.formula === undefined) return `unsized, at least ${bytes(size)}`;
  const rounded = tail.roundedTo === undefined ? '' : ` rounded up to a multiple of ${tail.roundedTo}`;
  return `unsized, ${tail.formula} bytes${rounded}`;
}

export function bytes(count: number): string {
  return `${count} byte${count === 1 ? '' : 's'}`;
}

function renderVariant(
  variant: VariantView,
  view: TypeView,
  paint: Paint,
  columns: number,
): readonly string[] {
  const how = variant.uninhabited
    ? 'cannot exist'
    : variant.tagValue !== undefined
      ? `tag ${variant.tagValue}`
      : view.tag
        ? 'any other tag'
        : 'no tag';
  const head = `  ${paint.bold(variant.name)}  ${how}${variant.unused > 0 && !variant.uninhabited ? `, ${variant.unused} unused` : ''}`;
  if (variant.uninhabited) return [head];
  return [
    head,
    ...byteMap(variant.pieces, view.size ?? 0, paint, columns),
    ...pieceTable(variant.pieces, paint),
  ];
}

function pieceTable(pieces: readonly PieceView[], paint: Paint): readonly string[] {
  const rows = pieces.map((piece) => {
    const place = [String(piece.offset), String(piece.size)];
    if (piece.kind === 'padding')
      return [...place, paint.dim(piece.trailing ? '(padding at the end)' : '(padding)')];
    if (piece.kind === 'tag') return [...place, paint.accent('(tag)')];
    const size = piece.type.unsized ? (piece.type.tail?.formula ?? '?') : String(piece.size);
    return [String(piece.offset), size, `${piece.name}: ${piece.type.name}`];
  });
  return table(['offset', 'size', ''], rows).map((line) => `  ${line}`);
}

/** The fields of a type that isn't known as a whole. */
function knownTable({ knownFields = [] }: TypeView): readonly string[] {
  if (knownFields.length === 0) return [];
  const rows = knownFields.map(({ name, variantName, type: { name: type, size, atLeast } }) => {
    const least = atLeast === undefined ? '?' : `≥ ${atLeast}`;
    return [
      size === undefined ? least : String(size),
      `${variantName ? `${variantName}.` : ''}${name}: ${type}`,
    ];
  });
  return table(['size', ''], rows).map((line) => `  ${line}`);
}

function remarks(view: TypeView): readonly string[] {
  const lines: string[] = [];
  if (view.sizeAsReprC !== undefined) lines.push(`as repr(C): ${bytes(view.sizeAsReprC)}`);
  if (view.declaredOrder) lines.push(`declared order: ${view.declaredOrder.join(', ')}`);
  const { niche, tag } = view;
  if (tag) {
    const where = `byte${tag.size === 1 ? '' : 's'} ${range(tag.offset, tag.size)}`;
    lines.push(
      tag.encoding === 'direct'
        ? `tag in ${where}`
        : `tag in a niche: ${where}${tag.field ? `, in ${tag.field}` : ''}`,
    );
  }
  if (niche && niche.available !== '0') {
    lines.push(
      `niche: ${niche.available} free patterns in bytes ${range(niche.offset, niche.size)}${niche.field ? ` (${niche.field})` : ''}`,
    );
  }
  return lines;
}

function range(offset: number, size: number): string {
  return size === 1 ? String(offset) : `${offset}..${offset + size}`;
}

/** One line for a list of many types. */
export function renderRow(
  view: { name: string; size: number; align: number; place: string },
  width: number,
): string {
  return `${padEnd(view.name, width)}  ${String(view.size).padStart(8)}  ${String(view.align).padStart(5)}  ${view.place}`;
}
