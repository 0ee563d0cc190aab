import type { Token, TokenStream } from '../tokens.ts';

const simpleEscapes: { readonly [char: string]: string } = { n: '\n', r: '\r', t: '\t', '0': '\0' };

/** The text that a string, raw string or character literal stands for; undefined for other tokens. */
export function stringValue(token: Token): string | undefined {
  const raw = /^c?r(#*)"([\s\S]*)"\1$/.exec(token.text);
  if (raw !== null) return raw[2];
  const quoted = /^(?:c?"([\s\S]*)"|'([\s\S]*)')$/.exec(token.text);
  if (token.kind !== 'literal' || quoted === null) return undefined;
  return unescapeText(quoted[1] ?? quoted[2] ?? '');
}

/** Escapes of string and character literals (Rust Reference, "Tokens"). */
function unescapeText(text: string): string {
  const pattern = /\\(?:(\r?\n)\s*|x([0-9a-fA-F]{2})|u\{([0-9a-fA-F_]+)\}|([\s\S]))/g;
  return text.replace(pattern, (_all, newline, hex, unicode, char) => {
    if (newline !== undefined) return '';
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    if (unicode === undefined) return simpleEscapes[char] ?? char;
    const code = Number.parseInt(unicode.replaceAll('_', ''), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '\u{fffd}';
  });
}

/** A string literal for `text`. */
export function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r')}"`;
}

/** What a literal adds to `concat!`; undefined when it is none that `concat!` takes. */
export function concatValue(token: Token): string | undefined {
  if (token.kind === 'ident') return token.text === 'true' || token.text === 'false' ? token.text : undefined;
  if (token.kind !== 'literal' || token.text.startsWith('b') || token.text.startsWith('c')) return undefined;
  const text = stringValue(token);
  if (text !== undefined) return text;
  if (/^\d/.test(token.text)) return numberText(token.text);
  return undefined;
}

/** Integers in decimal, floats as written; in both without suffix and underscores. */
function numberText(text: string): string | undefined {
  const plain = text.replaceAll('_', '');
  const integer = /^(0x[0-9a-fA-F]+|0o[0-7]+|0b[01]+|\d+)(?:[iu](?:8|16|32|64|128|size))?$/.exec(plain);
  if (integer !== null) return BigInt(integer[1]!).toString();
  return /^(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)(?:f(?:16|32|64|128))?$/.exec(plain)?.[1];
}

/**
 * The text that `stringify!` gives (rustc_ast_pretty's `space_between`): one space where the source has
 * white space, none before `,` `;` `.`. Undefined for captured fragments of several tokens, which rustc
 * prints from its syntax tree.
 */
export function stringifyTokens(stream: TokenStream): string | undefined {
  let text = '';
  let previous: Token | undefined;
  for (let i = 0; i < stream.tokens.length; i++) {
    const token = stream.tokens[i]!;
    if (token.text === '') {
      if (token.kind === 'open' && stream.partner[i]! > i + 2) return undefined;
      continue;
    }
    if (token.mark !== 0 || token.crateId !== undefined) {
      // Tokens which a macro has moved have no white space of their own; one alone needs none.
      if (stream.tokens.length > 1) return undefined;
    }
    if (previous !== undefined && spaced(previous, token)) text += ' ';
    text += token.text;
    previous = token;
  }
  return text;
}

function spaced(before: Token, after: Token): boolean {
  if (before.source === after.source && before.end === after.start) return false;
  if (after.text === ',' || after.text === ';' || after.text === '.') return false;
  return before.text !== '$' && !(before.text === '#' && after.text === '[');
}
