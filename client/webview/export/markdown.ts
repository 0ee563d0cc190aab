import type { LayoutView, TypeView } from '../../../shared/layoutView.ts';
import { bytes, share } from '../geometry/figures.ts';
import { type TableLine, tableOf } from '../geometry/table.ts';
import { variantMeaning } from '../geometry/tagWords.ts';

/** A picture as Markdown: the answer in a line, the table, and how an enum's variants are told apart. */
export function markdown({ root, release, describedAs, target }: LayoutView): string {
  const parts = [
    `**${code(root.name)}**: ${answer(root)}`,
    root.reason ?? '',
    table(tableOf(root)),
    knownTable(root),
    (root.variants ?? [])
      .flatMap((variant) => variantMeaning(root, variant) ?? [])
      .map((text) => `- ${text}`)
      .join('\n'),
    describedAs === undefined
      ? `*${root.warrant} for rustc ${release}, ${target}*`
      : `*≈ rustc ${describedAs}, not ${release}, ${target}*`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function answer(type: TypeView): string {
  const { size, align, padding, unsized, tail } = type;
  const isLeast = size === undefined || tail?.kind === 'traitObject';
  const words = [
    sizeText(type),
    align === undefined ? '' : `align ${isLeast ? 'at least ' : ''}${align}`,
    !padding || size === undefined ? '' : `${padding} padding${unsized ? '' : ` (${share(padding, size)})`}`,
    unsized ? 'unsized' : '',
  ];
  return words.filter((word) => word !== '').join(', ');
}

function sizeText({ size, atLeast, symbolicSize, unsized, tail, ifWritten }: TypeView): string {
  if (tail?.formula !== undefined) return `${tail.formula} bytes`;
  if (size !== undefined) return unsized ? `at least ${bytes(size)}` : bytes(size);
  if (symbolicSize !== undefined) return `${symbolicSize} and padding`;
  if (ifWritten !== undefined)
    return `${bytes(ifWritten.size)} if ${code(ifWritten.by)} leaves it as written`;
  return atLeast === undefined ? 'size not known' : `at least ${bytes(atLeast)}`;
}

/** The fields of a type that isn't known as a whole. */
function knownTable({ knownFields = [], size }: TypeView): string {
  if (size !== undefined || knownFields.length === 0) return '';
  const rows = knownFields.map(
    ({ name, type }) => `| ${type.size ?? '?'} | ${code(`${name}: ${type.name}`)} |`,
  );
  return ['| size | field |', '| --: | :-- |', ...rows].join('\n');
}

function table(lines: readonly TableLine[]): string {
  if (lines.length === 0) return '';
  const hasVariants = lines.some((line) => line.variant !== undefined);
  const head = hasVariants ? '| variant | offset | size | field |' : '| offset | size | field |';
  const rule = hasVariants ? '| :-- | --: | --: | :-- |' : '| --: | --: | :-- |';
  return [head, rule, ...lines.map((line) => row(line, hasVariants))].join('\n');
}

function row(line: TableLine, hasVariants: boolean): string {
  const field = line.kind === 'field' ? code(`${line.name}: ${line.type}`) : `*${line.name}*`;
  const variant = hasVariants ? `| ${code(line.variant ?? '')} ` : '';
  return `${variant}| ${line.offset} | ${line.open ?? line.size} | ${field} |`;
}

/** Code in a cell: a bar would end the cell, a backtick the code. */
function code(text: string): string {
  const escaped = text.replaceAll('|', '\\|');
  return escaped.includes('`') ? `\`\` ${escaped} \`\`` : `\`${escaped}\``;
}
