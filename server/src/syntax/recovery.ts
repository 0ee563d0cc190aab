import type { SyntaxNode } from './syntaxNode.ts';

/**
 * Error recovery between items. Where a text doesn't parse, the parser's own recovery may swallow the items
 * behind the error. Source text nearly always starts its items in the first column, so a broken stretch is
 * cut there and each piece is parsed on its own: the error costs the item that it is in, not the file.
 *
 * ```rust
 * struct A { a: u8, b:      // being typed
 * struct B { c: u16 }       // still a struct
 * ```
 */
const ITEM_START =
  /^(?:#!?\[|pub\b|struct\b|enum\b|union\s+\w|fn\b|impl\b|mod\b|use\b|trait\b|type\b|const\b|static\b|extern\b|unsafe\b|async\b|auto\s+trait\b|macro_rules!|[A-Za-z_][\w:]*!\s*[({[])/gm;

/** The offsets in `text` of its first character and of every line that starts an item; attributes stay with their item. */
export function itemStarts(text: string): readonly number[] {
  const starts = [0];
  let attribute = false;
  for (const match of text.matchAll(ITEM_START)) {
    if (match.index > 0 && !attribute) starts.push(match.index);
    attribute = match[0].startsWith('#[');
  }
  return starts;
}

/** Replaces broken top-level nodes that hold several items by what `reparse` makes of each piece of their text. */
export function recoverItems(
  nodes: readonly SyntaxNode[],
  text: string,
  reparse: (piece: string, offset: number) => readonly SyntaxNode[],
): readonly SyntaxNode[] {
  if (!nodes.some((n) => n.broken)) return nodes;
  const recovered: SyntaxNode[] = [];
  for (const { start, end, run } of brokenRuns(nodes)) {
    const starts = run[0]?.broken ? itemStarts(text.slice(start, end)) : [];
    if (starts.length < 2) {
      recovered.push(...run);
      continue;
    }
    for (const [i, from] of starts.entries()) {
      const to = starts[i + 1] ?? end - start;
      recovered.push(...reparse(text.slice(start + from, start + to), start + from));
    }
  }
  return recovered;
}

interface Run {
  readonly start: number;
  end: number;
  readonly run: SyntaxNode[];
}

/** Neighbouring broken nodes joined; the others alone. */
function brokenRuns(nodes: readonly SyntaxNode[]): readonly Run[] {
  const runs: Run[] = [];
  for (const node of nodes) {
    const last = runs.at(-1);
    if (node.broken && last?.run[0]?.broken) {
      last.run.push(node);
      last.end = node.end;
    } else runs.push({ start: node.start, end: node.end, run: [node] });
  }
  return runs;
}
