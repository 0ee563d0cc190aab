/** Text for Markdown that comes from the user's code: nothing in it may start a link, an image, HTML or a table cell. */

/** Inline code, safe whatever the text holds: line ends become spaces, backticks are fenced by more of them. */
export function code(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const runs = line.match(/`+/g) ?? [];
  const fence = '`'.repeat(runs.reduce((most, run) => Math.max(most, run.length), 0) + 1);
  const pad = fence.length > 1 ? ' ' : '';
  return line === '' ? '' : `${fence}${pad}${line}${pad}${fence}`;
}

/** Plain text: every character that Markdown gives a meaning to is escaped. */
export function plain(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\*_{}[\]()#+!|~]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/:\/\//g, ':&#47;&#47;');
}

/** A sentence of ours with code in backticks, as reasons are written: the code stays code, the rest is plain. */
export function sentence(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (/^`[^`]+`$/.test(part) ? code(part.slice(1, -1)) : plain(part).replace(/`/g, '\\`')))
    .join('');
}

export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
}

/** A table; cells are Markdown already. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [
    line(columns.map((c) => c.title)),
    line(columns.map((c) => (c.align === 'right' ? '--:' : ':--'))),
    ...rows.map(line),
  ].join('\n');
}

/** A bar ends a cell even inside code, unless it is escaped; `plain` has escaped its own already. */
function cell(text: string): string {
  return text.replace(/(^|[^\\])\|/g, '$1\\|');
}
