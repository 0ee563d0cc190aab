import type { LayoutView } from '../../../shared/layoutView.ts';
import type { Box } from '../geometry/boxes.ts';
import { bytes, grouped, offsetText, share } from '../geometry/figures.ts';
import type { ByteRow, Row, Segment } from '../geometry/rows.ts';
import { markOnRow, type Picture, type Section } from '../geometry/sections.ts';

/** Colours of a picture that stands by itself, as CSS writes them. */
export interface Palette {
  readonly background: string;
  readonly foreground: string;
  readonly faint: string;
  readonly tag: string;
  readonly niche: string;
  /** The fields' own colours, in turn. */
  readonly hues: readonly string[];
}

const left = 56;
const margin = 16;
const box = 48;
const strip = 22;
const headHeight = 58;

/** The picture of a type as a file: the same boxes as on the page, with what is open open. */
export function svgPicture(view: LayoutView, picture: Picture, palette: Palette): string {
  const unit = Math.max(16, Math.min(56, Math.floor(880 / picture.width)));
  const width = left + picture.width * unit + margin;
  const body: string[] = [];
  let y = headHeight;
  body.push(ruler(picture.width, unit, y, palette));
  y += 20;
  for (const section of picture.sections) {
    const drawn = drawSection(section, unit, y, palette);
    body.push(drawn.svg);
    y = drawn.y + 8;
  }
  const height = y + margin;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="ui-monospace, Menlo, Consolas, monospace" font-size="12">`,
    `<title>${escapeXml(view.root.name)}</title>`,
    hatch(palette),
    `<rect width="${width}" height="${height}" fill="${palette.background}"/>`,
    head(view, palette),
    ...body,
    '</svg>\n',
  ].join('\n');
}

function head({ root, release, describedAs, target }: LayoutView, palette: Palette): string {
  const whose = describedAs === undefined ? release : `≈ ${describedAs}, not ${release}`;
  const { size = 0, padding = 0, align } = root;
  const figures = [bytes(size), `align ${align ?? '?'}`];
  if (padding > 0) figures.push(`${padding} padding (${share(padding, size)})`);
  return [
    text(margin, 24, root.name, { fill: palette.foreground, size: 16, weight: 600 }),
    text(margin, 43, `${figures.join(' · ')} — rustc ${whose}, ${target}`, { fill: palette.faint }),
  ].join('\n');
}

const hatch = ({ foreground }: Palette): string =>
  `<defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="7" stroke="${foreground}" stroke-opacity=".35" stroke-width="1.5"/></pattern></defs>`;

function ruler(width: number, unit: number, y: number, palette: Palette): string {
  const step = width <= 16 ? 1 : width <= 40 ? 4 : 8;
  return Array.from({ length: Math.ceil(width / step) }, (_, i) =>
    text(left + i * step * unit + 3, y + 12, String(i * step), { fill: palette.faint, size: 10 }),
  ).join('');
}

interface Drawn {
  readonly svg: string;
  /** Where the next thing goes. */
  readonly y: number;
}

function drawSection(section: Section, unit: number, top: number, palette: Palette): Drawn {
  const parts: string[] = [];
  let y = top;
  const { variant, together } = section;
  if (variant !== undefined || together !== undefined) {
    const names = variant?.name ?? (together ?? []).map((one) => one.name).join(', ');
    parts.push(text(left, y + 14, names, { fill: palette.foreground, weight: 600 }));
    y += 21;
  }
  for (const row of section.rows) {
    const height = rowHeight(row);
    parts.push(text(left - 8, y + 15, offsetText(row.from, 'decimal'), { fill: palette.faint, end: true }));
    parts.push(
      row.kind === 'break' ? gap(row.bytes, unit, y, palette) : bytesOf(row, section, unit, y, palette),
    );
    y += height + 3 + (row.kind === 'bytes' && row.pins.length > 0 ? 18 : 0);
  }
  return { svg: parts.join('\n'), y };
}

const rowHeight = (row: Row): number =>
  row.kind === 'break' ? 26 : (Math.max(1, row.levels) - 1) * strip + box;

function gap(count: number, unit: number, y: number, palette: Palette): string {
  return text(left + unit, y + 17, `⋯ ${grouped(count)} more bytes`, { fill: palette.faint });
}

function bytesOf(row: ByteRow, section: Section, unit: number, y: number, palette: Palette): string {
  const height = rowHeight(row);
  const marks = section.marks.flatMap((mark) => {
    const on = markOnRow(mark, row.from, row.length);
    if (on === undefined) return [];
    const fill = mark.kind === 'tag' ? palette.tag : palette.niche;
    return `<rect x="${left + on.column * unit + 1}" y="${y + height - 5}" width="${on.columns * unit - 2}" height="5" fill="${fill}"/>`;
  });
  const pins = row.pins.map((pin) => `${pin.box.name}: ${pin.box.type?.name ?? '?'}`).join(', ');
  const below =
    pins === '' ? [] : [text(left, y + height + 13, `no bytes: ${pins}`, { fill: palette.faint, size: 10 })];
  return [
    ...row.segments.map((segment) => drawSegment(segment, row, unit, y, palette)),
    ...marks,
    ...below,
  ].join('\n');
}

function drawSegment(segment: Segment, row: ByteRow, unit: number, top: number, palette: Palette): string {
  const isLowest = segment.level + segment.levels === Math.max(1, row.levels);
  const x = left + segment.column * unit;
  const y = top + segment.level * strip;
  const width = segment.columns * unit;
  const height = isLowest ? (segment.levels - 1) * strip + box : segment.levels * strip;
  const frame = `x="${x + 1}" y="${y + 1}" width="${width - 2}" height="${height - 2}" rx="4"`;
  const name = segment.box.kind === 'padding' ? String(segment.box.size) : segment.box.name;
  const words = [
    text(x + 8, y + (height > 30 ? 19 : 15), shortened(name, width), {
      fill: palette.foreground,
      weight: 600,
    }),
  ];
  if (segment.isMain && segment.box.type !== undefined && height > 34) {
    words.push(
      text(x + 8, y + 35, shortened(segment.box.type.name, width), { fill: palette.faint, size: 11 }),
    );
  }
  return `<rect ${frame} ${paint(segment.box, palette)}/>${segment.isMain ? words.join('') : ''}`;
}

function paint(shown: Box, palette: Palette): string {
  if (shown.kind === 'padding') return `fill="url(#hatch)" stroke="${palette.faint}" stroke-opacity=".4"`;
  const own = palette.hues[shown.hue % palette.hues.length] ?? palette.foreground;
  const hue = shown.kind === 'tag' ? palette.tag : shown.kind === 'variant' ? palette.faint : own;
  const opacity = [0.28, 0.18, 0.12][shown.depth] ?? 0.07;
  return `fill="${hue}" fill-opacity="${shown.kind === 'variant' ? 0.08 : opacity}" stroke="${hue}" stroke-opacity=".7"`;
}

/** As much of a text as fits into a box, at the font's width. */
function shortened(words: string, width: number): string {
  const room = Math.floor((width - 12) / 7.3);
  if (words.length <= room) return words;
  return room < 2 ? '' : `${words.slice(0, room - 1)}…`;
}

interface TextLook {
  readonly fill: string;
  readonly size?: number;
  readonly weight?: number;
  readonly end?: boolean;
}

function text(x: number, y: number, words: string, { fill, size, weight, end }: TextLook): string {
  const look = [
    size === undefined ? '' : ` font-size="${size}"`,
    weight === undefined ? '' : ` font-weight="${weight}"`,
    end ? ' text-anchor="end"' : '',
  ].join('');
  return words === '' ? '' : `<text x="${x}" y="${y}" fill="${fill}"${look}>${escapeXml(words)}</text>`;
}

/** Text as XML writes it. */
export function escapeXml(words: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return words.replace(/[&<>"]/g, (character) => entities[character] ?? '');
}
