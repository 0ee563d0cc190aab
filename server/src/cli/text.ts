/** Marks on text, as escape sequences on a terminal that has colours, else as nothing. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  warn(text: string): string;
  accent(text: string): string;
  /** One of a few colours for fields, by number. */
  field(text: string, index: number): string;
}

export function createPaint(colors: boolean): Paint {
  const wrap = (code: string) => (text: string) => (colors ? `\u001b[${code}m${text}\u001b[0m` : text);
  const fields = ['36', '32', '35', '34', '33', '96', '92', '95'].map(wrap);
  return {
    bold: wrap('1'),
    dim: wrap('2'),
    warn: wrap('33'),
    accent: wrap('31'),
    field: (text, index) => fields[index % fields.length]!(text),
  };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for.
const ESCAPES = /\u001b\[[0-9;]*m/g;

/** Characters that show, escape sequences left out. */
export function width(text: string): number {
  return [...text.replace(ESCAPES, '')].length;
}

export function padEnd(text: string, to: number): string {
  return text + ' '.repeat(Math.max(0, to - width(text)));
}

function padStart(text: string, to: number): string {
  return ' '.repeat(Math.max(0, to - width(text))) + text;
}

/** Rows in columns: all but the last aligned to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const widths = head.map((title, i) => Math.max(width(title), ...rows.map((row) => width(row[i] ?? ''))));
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => (i === row.length - 1 ? cell : padStart(cell, widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  return [line(head), ...rows.map(line)];
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/**
 * A text in which nothing but our own colours can move a terminal's cursor, or turn the direction of what it shows:
 * names come out of the user's files, which may hold anything.
 */
export function printable(text: string, colors = false): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the sequences of `createPaint`.
  const own = /\u001b\[(?:0|1|2|3[0-9]|9[0-7])m/y;
  return text.replace(CONTROLS, (control, at: number) => {
    own.lastIndex = at;
    if (colors && control === '\u001b' && own.test(text)) return control;
    return `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** Plain data with all of its texts made printable, before our own colours go between them. */
export function printableData<T>(data: T): T {
  if (typeof data === 'string') return printable(data) as T;
  if (Array.isArray(data)) return data.map(printableData) as T;
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, printableData(value)])) as T;
}
