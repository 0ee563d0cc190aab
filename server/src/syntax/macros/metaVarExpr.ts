import type { Token } from '../tokens.ts';
import type { MacroError, MetaVarExpr, TranscriberNode } from './macroTypes.ts';

const functions: ReadonlySet<string> = new Set(['count', 'index', 'len', 'ignore', 'concat']);

/** Parses the inside of `${…}` (rustc_expand::mbe::metavar_expr); both `$x` and `x` name a variable. */
export function parseMetaVarExpr(tokens: readonly Token[], token: Token): MetaVarExpr | MacroError {
  const name = tokens[0];
  if (name === undefined || !functions.has(name.text)) {
    return {
      kind: 'error',
      reason: `unrecognized metavariable expression \`${name?.text ?? ''}\``,
      at: name ?? token,
    };
  }
  const fn = name.text as MetaVarExpr['fn'];
  const args = tokens.slice(2, -1);
  if (fn === 'concat') return { kind: 'expr', fn, name: '', depth: 0, parts: concatParts(args), token };
  const words = args.filter((arg) => arg.text !== '$' && arg.text !== ',');
  const takesName = fn === 'count' || fn === 'ignore';
  const variable = takesName ? words.shift() : undefined;
  if (takesName && variable?.kind !== 'ident') {
    return { kind: 'error', reason: `\`\${${fn}()}\` needs a variable`, at: token };
  }
  const depth = words.length === 0 ? 0 : Number(words[0]!.text);
  if (!Number.isSafeInteger(depth))
    return { kind: 'error', reason: 'the depth must be an integer', at: words[0] };
  // `${count(x)}` counts everything below; with a depth it counts down to that one.
  const counted = fn === 'count' && words.length === 0 ? Number.MAX_SAFE_INTEGER : depth;
  return { kind: 'expr', fn, name: variable?.text ?? '', depth: counted, parts: [], token };
}

function concatParts(args: readonly Token[]): MetaVarExpr['parts'] {
  const parts: { variable: boolean; text: string }[] = [];
  for (let i = 0; i < args.length; i++) {
    const text = args[i]!.text;
    if (text === ',') continue;
    const variable = text === '$';
    if (variable) i++;
    const word = args[i]?.text ?? '';
    parts.push({ variable, text: word.startsWith('"') ? word.slice(1, -1) : word });
  }
  return parts;
}

/** The variables that say how often a repetition with this body runs. */
export function variableNames(nodes: readonly TranscriberNode[]): string[] {
  const names = new Set<string>();
  for (const node of nodes) {
    if (node.kind === 'variable') names.add(node.name);
    else if (node.kind === 'repeat') for (const name of node.names) names.add(name);
    else if (node.kind === 'expr') {
      if (node.name !== '') names.add(node.name);
      for (const part of node.parts) if (part.variable) names.add(part.text);
    }
  }
  return [...names];
}
