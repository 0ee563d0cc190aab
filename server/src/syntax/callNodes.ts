import { isIdStart, scanIdContinue, skipWhitespace } from './lexScan.ts';
import type { SyntaxNode } from './syntaxNode.ts';

/**
 * The nodes of a skimmed text that is nothing but macro calls, as the parser would give them; undefined for any
 * other text. Macros by example hand on their input to further macros most of the time, and a text of one call
 * needs no grammar: on crates such as `libc` and `syn` this spares half of all parsing.
 *
 * ```rust
 * cfg_if! {   } a::b!(   );
 * ```
 */
export function callNodes(skimmed: string): readonly SyntaxNode[] | undefined {
  const nodes: SyntaxNode[] = [];
  for (let at = skipWhitespace(skimmed, 0); at < skimmed.length; ) {
    const node = callAt(skimmed, at);
    if (node === undefined) return undefined;
    nodes.push(node);
    at = skipWhitespace(skimmed, node.end);
  }
  return nodes;
}

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

function callAt(text: string, start: number): SyntaxNode | undefined {
  const macro = pathAt(text, start);
  const bang = macro && skipWhitespace(text, macro.end);
  if (bang === undefined || text[bang] !== '!') return undefined;
  const open = skipWhitespace(text, bang + 1);
  const close = skipWhitespace(text, open + 1);
  if (text[close] === undefined || closers[text[open]!] !== text[close]) return undefined;
  const end = close + 1;
  const tree = leaf('token_tree', open, end);
  const call = inner('macro_invocation', [{ ...macro!, field: 'macro' }, sign('!', bang), tree]);
  const semicolon = skipWhitespace(text, end);
  if (text[semicolon] !== ';') return call;
  return inner('expression_statement', [call, sign(';', semicolon)]);
}

/** `a` or `a::b`; undefined for anything else, such as a path from `crate`. */
function pathAt(text: string, start: number): SyntaxNode | undefined {
  const first = identifierAt(text, start);
  if (first === undefined) return undefined;
  const colons = skipWhitespace(text, first.end);
  if (!text.startsWith('::', colons)) return first;
  const second = identifierAt(text, skipWhitespace(text, colons + 2));
  if (second === undefined) return undefined;
  const parts = [{ ...first, field: 'path' }, sign('::', colons), { ...second, field: 'name' }];
  return inner('scoped_identifier', parts);
}

const keywords: ReadonlySet<string> = new Set('crate self super macro_rules default union'.split(' '));

function identifierAt(text: string, start: number): SyntaxNode | undefined {
  if (!isIdStart(text, start)) return undefined;
  const end = scanIdContinue(text, start);
  return keywords.has(text.slice(start, end)) ? undefined : leaf('identifier', start, end);
}

function leaf(type: string, start: number, end: number): SyntaxNode {
  return { type, field: '', named: true, start, end, children: [], broken: false };
}

function sign(type: string, start: number): SyntaxNode {
  return { ...leaf(type, start, start + type.length), named: false };
}

function inner(type: string, children: readonly SyntaxNode[]): SyntaxNode {
  return { ...leaf(type, children[0]!.start, children.at(-1)!.end), children };
}
