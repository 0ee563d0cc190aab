import type { Token, TokenStream } from '../tokens.ts';

/** Whether two tokens would be read as other ones if nothing stood between them. */
export function needsSpace(before: Token, after: Token): boolean {
  if (before.kind === 'punct') {
    if (after.kind !== 'punct') return false;
    return !(before.joint && before.source === after.source && before.end === after.start);
  }
  if (before.kind === 'open' || before.kind === 'close') return false;
  if (after.kind === 'punct') {
    if (after.text === '#') return true;
    return after.text.startsWith('.') && before.kind === 'literal';
  }
  return after.kind !== 'open' && after.kind !== 'close';
}

type Wrap = readonly [string, string];
const bare: Wrap = ['', ''];
const parentheses: Wrap = ['(', ')'];

/** What to write for the invisible delimiters that open at `index`, so that the parser sees one operand. */
export function wrapping(stream: TokenStream, index: number, previous: Token | undefined): Wrap {
  const close = stream.partner[index]!;
  const inner = stream.tokens.slice(index + 1, close).filter((token) => token.text !== '');
  const next = followingToken(stream, close + 1);
  switch (stream.tokens[index]!.fragment) {
    case 'expr':
    case 'expr_2021':
      return wrapExpr(inner, previous, next);
    case 'literal':
      return inner.length > 1 && next !== undefined && ['.', '?', 'as'].includes(next.text)
        ? parentheses
        : bare;
    case 'ty':
      if (next?.text === '::') return ['<', '>'];
      return previous !== undefined && isPointer(previous) && hasAtTop(inner, ['+']) ? parentheses : bare;
    case 'pat':
    case 'pat_param':
      if (hasAtTop(inner, ['|'])) return parentheses;
      return previous?.text.startsWith('&') && hasAtTop(inner, ['..', '..=']) ? parentheses : bare;
    case 'stmt':
      return inner[0]?.text === 'let' && next?.text !== ';' ? ['', ';'] : bare;
  }
  return bare;
}

function followingToken(stream: TokenStream, from: number): Token | undefined {
  let i = from;
  while (stream.tokens[i]?.text === '') i++;
  return stream.tokens[i];
}

const separatorsBefore = new Set(['(', '[', ',', '=']);
const separatorsAfter = new Set([',', ')', ']', ';']);

function wrapExpr(inner: readonly Token[], previous: Token | undefined, next: Token | undefined): Wrap {
  if (isSimple(inner)) return bare;
  // Between separators an expression stands alone, and some of these places allow no parentheses.
  const alone =
    previous !== undefined &&
    separatorsBefore.has(previous.text) &&
    next !== undefined &&
    separatorsAfter.has(next.text);
  return alone ? bare : parentheses;
}

/** A literal, a path, one group, or a path and one group behind it other than braces. */
function isSimple(inner: readonly Token[]): boolean {
  if (inner.length === 1) return true;
  let i = 0;
  // A path: no two names follow each other, as in `x as u8`.
  while (inner[i]?.text === '::' || (inner[i]?.kind === 'ident' && inner[i - 1]?.kind !== 'ident')) i++;
  if (
    i > 0 &&
    /^(return|break|if|match|unsafe|loop|while|for|async|move|const|let|try|yield)$/.test(inner[0]!.text)
  )
    return false;
  if (i === inner.length) return true;
  if (inner[i]!.text === '!') i++;
  if (inner[i]?.kind !== 'open' || (i > 0 && inner[i]!.text === '{' && inner[i - 1]!.text !== '!'))
    return false;
  let depth = 0;
  for (let k = i; k < inner.length; k++) {
    if (inner[k]!.kind === 'open') depth++;
    else if (inner[k]!.kind === 'close') depth--;
    if (depth === 0) return k === inner.length - 1;
  }
  return false;
}

function isPointer(token: Token): boolean {
  return (
    token.text === '&' ||
    token.text === '&&' ||
    token.text === 'mut' ||
    token.text === 'const' ||
    token.kind === 'lifetime'
  );
}

/** Whether one of the operators stands outside of all delimiters and angle brackets. */
function hasAtTop(tokens: readonly Token[], operators: readonly string[]): boolean {
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === 'open' || token.text === '<') depth++;
    else if (token.kind === 'close' || token.text === '>') depth--;
    else if (token.text === '<<') depth += 2;
    else if (token.text === '>>') depth -= 2;
    else if (depth === 0 && token.kind === 'punct' && operators.includes(token.text)) return true;
  }
  return false;
}
