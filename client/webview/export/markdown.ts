import type { LayoutView, TypeView } from '../../../shared/layoutView.ts';
import { bytes, share } from '../geometry/figures.ts';
import { type TableLine, tableOf } from '../geometry/table.ts';
import { variantMeaning } from '../geometry/tagWords.ts';

/** A picture as Markdown: the answer in a line, the table, and how an enum's variants are told apart. */
export function markdown({ root, release, target }: LayoutView): string {
  const parts = [
    `**${code(root.name)}**: ${answer(root)}`,
    root.reason ?? '',
    table(tableOf(root)),
    (root.variants ?? [])
      .flatMap((variant) => variantMeaning(root, variant) ?? [])
      .map((text) => `- ${text}`)
      .join('\n'),
    `*${root.warrant} for rustc ${release}, ${target}*`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function answer({ size, symbolicSize, align, padding, unsized }: TypeView): string {
  const words = [
    sizeText(size, symbolicSize),
    align === undefined ? '' : `align ${size === undefined ? 'at least ' : ''}${align}`,
    padding === undefined || padding === 0 || size === undefined
      ? ''
      : `${padding} padding (${share(padding, size)})`,
    unsized ? 'and its tail' : '',
  ];
  return words.filter((word) => word !== '').join(', ');
}

function sizeText(size: number | undefined, symbolic: string | undefined): string {
  if (size !== undefined) return bytes(size);
  return symbolic === undefined ? 'size not known' : `${symbolic} and padding`;
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
  return `${variant}| ${line.offset} | ${line.size} | ${field} |`;
}

/** Code in a cell: a bar would end the cell, a backtick the code. */
function code(text: string): string {
  const escaped = text.replaceAll('|', '\\|');
  return escaped.includes('`') ? `\`\` ${escaped} \`\`` : `\`${escaped}\``;
}
