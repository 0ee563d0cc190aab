import type { FnItem, Item, Span } from './ast.ts';
import type { SourceParser } from './sourceParser.ts';

/** The text of a file with its items. */
export interface ItemsOfText {
  readonly text: string;
  readonly items: readonly Item[];
}

/** An edit that changed what one function's body says, and nothing else in the file. */
export interface BodyEdit {
  /** The function before and after: the same but for its body. */
  readonly before: FnItem;
  readonly after: FnItem;
  /** How far all that stands behind the edit moved, in UTF-16 code units. */
  readonly shift: number;
}

/**
 * The function in whose body two texts differ; undefined where they differ elsewhere too, or where the edit made
 * other items of what surrounds it (an opening brace may swallow them).
 *
 * Items that the edit didn't touch have the same text at the same or a shifted place; what is checked is that the
 * parser still sees the same items there.
 */
export function bodyEdit(
  before: ItemsOfText,
  after: ItemsOfText,
  parser: Pick<SourceParser, 'members'>,
): BodyEdit | undefined {
  const edited = differingSpan(before.text, after.text);
  const shift = after.text.length - before.text.length;
  const inside = (item: Item, text: string): readonly Item[] | undefined =>
    item.kind === 'impl' ? parser.members(item, { text }) : insideOf(item);
  const edit: Edit = {
    edited,
    shift,
    before: (item) => inside(item, before.text),
    after: (item) => inside(item, after.text),
  };
  return inItems(before.items, after.items, edit);
}

interface Edit {
  /** What the edit replaced, in the old text. */
  readonly edited: Span;
  readonly shift: number;
  /** The items inside an item of the text before, and of that after; undefined for items that hold none. */
  readonly before: (item: Item) => readonly Item[] | undefined;
  readonly after: (item: Item) => readonly Item[] | undefined;
}

function insideOf(item: Item): readonly Item[] | undefined {
  return item.kind === 'mod' || item.kind === 'trait' ? (item.items ?? []) : undefined;
}

/** The span of the old text outside of which both are equal. */
function differingSpan(before: string, after: string): Span {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let end = 0;
  while (
    end < shorter - start &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  )
    end++;
  return { start, end: before.length - end };
}

function inItems(before: readonly Item[], after: readonly Item[], edit: Edit): BodyEdit | undefined {
  if (before.length !== after.length) return undefined;
  let found: BodyEdit | undefined;
  for (const [index, old] of before.entries()) {
    const item = after[index]!;
    if (old.kind !== item.kind) return undefined;
    if (holds(old.span, edit.edited)) {
      found = keepsOutside(old.span, item.span, edit) ? inItem(old, item, edit) : undefined;
      if (!found) return undefined;
    } else if (!moved(old.span, item.span, edit)) return undefined;
  }
  return found;
}

function inItem(before: Item, after: Item, edit: Edit): BodyEdit | undefined {
  if (before.kind === 'fn' && after.kind === 'fn') {
    const old = before.body?.span;
    const body = after.body?.span;
    if (!old || !body || !isInside(old, edit.edited) || !keepsOutside(old, body, edit)) return undefined;
    return { before, after, shift: edit.shift };
  }
  const old = edit.before(before);
  const now = edit.after(after);
  return old && now && before.kind === after.kind ? inItems(old, now, edit) : undefined;
}

function holds(span: Span, { start, end }: Span): boolean {
  return span.start <= start && end <= span.end;
}

/** Whether an edit stands between the braces, which it leaves alone. */
function isInside(body: Span, { start, end }: Span): boolean {
  return body.start < start && end < body.end;
}

/** Whether what holds the edit starts where it did, and ends as far behind it as it did. */
function keepsOutside(before: Span, after: Span, { shift }: Edit): boolean {
  return before.start === after.start && before.end + shift === after.end;
}

/** Whether an item stands where the edit leaves it. */
function moved(before: Span, after: Span, { edited, shift }: Edit): boolean {
  const by = before.end <= edited.start ? 0 : before.start >= edited.end ? shift : Number.NaN;
  return before.start + by === after.start && before.end + by === after.end;
}
