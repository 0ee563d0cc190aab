/**
 * Our Markdown as text for clients that show none: tables are aligned, code in sentences keeps its backticks as in
 * rustc's messages, and everything else that only means something to Markdown goes.
 */
export function plainText(markdown: string): string {
  const lines = markdown.split('\n');
  const result: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const rows: string[] = [];
    while (lines[at]?.startsWith('|')) rows.push(lines[at++]!);
    if (rows.length > 0) result.push(...aligned(rows));
    else result.push(inline(lines[at++]!.trimEnd(), (code) => `\`${code}\``));
  }
  return result.join('\n');
}

const space = '  ';

/** A table's rows, title and rule first, as columns of even width. */
function aligned(rows: readonly string[]): readonly string[] {
  const [titles, rule, ...body] = rows.map(cellsOf);
  const cells = [titles ?? [], ...body].map((row) => row.map((cell) => inline(cell, (code) => code)));
  const widths = (titles ?? []).map((_, at) => Math.max(...cells.map((row) => lengthOf(row[at] ?? ''))));
  return cells.map((row) =>
    widths
      .map((width, at) => {
        const cell = row[at] ?? '';
        const blank = ' '.repeat(width - lengthOf(cell));
        return rule?.[at]?.endsWith(':') && !rule[at].startsWith(':') ? blank + cell : cell + blank;
      })
      .join(space)
      .trimEnd(),
  );
}

/** Cells end at bars, but not at escaped ones. */
function cellsOf(row: string): readonly string[] {
  const cells = row.split(/(?<!\\)\|/).slice(1, -1);
  return cells.map((cell) => cell.replaceAll('\\|', '|').trim());
}

function lengthOf(text: string): number {
  return [...text].length;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', '#47': '/' };

/** Code spans, escapes, links, emphasis and entities, in the order in which Markdown reads them. */
const marks =
  /(?<fence>`+)(?<code>.*?[^`])\k<fence>(?!`)|\\(?<escaped>[!-/:-@[-`{-~])|\[(?<label>[^\]]*)\]\([^)]*\)|\*{1,2}|&(?<entity>amp|lt|gt|#47);/g;

function inline(text: string, code: (text: string) => string): string {
  return text.replace(marks, (...found) => {
    const groups = found.at(-1) as Readonly<Record<string, string | undefined>>;
    if (groups.code !== undefined) return code(groups.code.trim());
    return groups.escaped ?? groups.label ?? entities[groups.entity ?? ''] ?? '';
  });
}
