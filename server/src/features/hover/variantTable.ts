import type { TypeView, VariantView } from '../../../../shared/layoutView.ts';
import { grouped, pattern } from '../figures.ts';
import { type Column, code, table } from './markdown.ts';

const MAX_ROWS = 12;

/** All variants with the bytes they need, the pattern that means them, and what they leave unused. */
export function variantTable(view: TypeView): string | undefined {
  const { variants, tag } = view;
  if (!variants || variants.length === 0 || !variants.some((v) => v.pieces.some((p) => p.kind === 'field')))
    return undefined;
  const columns: readonly Column[] = [
    { title: 'variant', align: 'left' },
    { title: 'bytes', align: 'right' },
    { title: 'unused', align: 'right' },
    ...(tag ? [{ title: 'tag', align: 'right' } as const] : []),
  ];
  const shown = variants.length <= MAX_ROWS + 1 ? variants : variants.slice(0, MAX_ROWS);
  const rows = shown.map((v) => [
    code(variantLabel(v)),
    v.uninhabited ? '–' : grouped(v.usedSize),
    v.uninhabited ? '–' : grouped(v.unused),
    ...(tag ? [tagCell(v, tag.untagged)] : []),
  ]);
  const rest = variants.length - shown.length;
  const text = table(columns, rows);
  return rest === 0 ? text : `${text}\n\n… and ${rest} more, in the diagram`;
}

function tagCell(variant: VariantView, untagged: number | undefined): string {
  if (variant.uninhabited) return '*impossible*';
  if (variant.tagValue !== undefined) return pattern(BigInt(variant.tagValue));
  return variant.index === untagged ? '*any other*' : '';
}

/** `Circle { radius: f64 }`, `Rect(f64, f64)`, `Empty`: as declared. */
export function variantLabel(variant: VariantView): string {
  const fields = variant.pieces.filter((p) => p.kind === 'field').toSorted((a, b) => a.index - b.index);
  if (fields.length === 0) return variant.name;
  if (fields[0]!.name === '0') return `${variant.name}(${fields.map((f) => f.type.name).join(', ')})`;
  return `${variant.name} { ${fields.map((f) => `${f.name}: ${f.type.name}`).join(', ')} }`;
}
