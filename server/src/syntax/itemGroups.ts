import { isComment, type SyntaxNode } from './syntaxNode.ts';

/** Top-level nodes up to the end of an item: comments and attributes stand in front of it. */
export interface NodeGroup {
  /** UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
  readonly nodes: readonly SyntaxNode[];
  readonly broken: boolean;
  /** There is no item: nothing but comments and attributes follow. */
  readonly open: boolean;
}

/** Cuts top-level nodes into groups; `at` is where the first one starts if there are no nodes in it. */
export function groupsOf(nodes: readonly SyntaxNode[], at: number): readonly NodeGroup[] {
  const groups: NodeGroup[] = [];
  let from = 0;
  for (const [i, node] of nodes.entries()) {
    if (isComment(node) || node.type === 'attribute_item') continue;
    groups.push(groupOf(nodes.slice(from, i + 1), at, false));
    from = i + 1;
  }
  if (from < nodes.length) groups.push(groupOf(nodes.slice(from), at, true));
  return groups;
}

function groupOf(nodes: readonly SyntaxNode[], at: number, open: boolean): NodeGroup {
  const start = nodes[0]?.start ?? at;
  return { start, end: nodes.at(-1)?.end ?? at, nodes, broken: nodes.some((node) => node.broken), open };
}
