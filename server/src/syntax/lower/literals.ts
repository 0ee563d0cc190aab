import type { Literal } from '../bodyAst.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '\\': '\\',
  '0': '\0',
  "'": "'",
  '"': '"',
};

/** The value of an integer literal as written (`0x_ff_u8`); `undefined` for anything else. */
export function parseInteger(text: string): Literal | undefined {
  // `0x1f32` has no suffix: what ends a hexadecimal number like a float's are digits.
  const match =
    /^(0x[0-9a-fA-F_]+?|0o[0-7_]+|0b[01_]+|[0-9][0-9_]*)([iu](?:8|16|32|64|128|size)|(?<!0x[0-9a-fA-F_]*)f(?:16|32|64|128))?$/.exec(
      text,
    );
  if (!match?.[1]) return undefined;
  const suffix = match[2];
  if (suffix?.startsWith('f')) return { kind: 'float', text: match[1], suffix };
  const digits = match[1].replaceAll('_', '');
  if (!/^0[xob]?$/.test(digits) || digits === '0') {
    const value = String(BigInt(/^0+[1-9]/.test(digits) ? digits.replace(/^0+/, '') : digits));
    return { kind: 'int', digits: value, ...(suffix !== undefined && { suffix }) };
  }
  return undefined;
}

/** The value of a float literal: its digits and its suffix. */
export function parseFloatLiteral(text: string): Literal {
  const match = /^(.*?)_?(f16|f32|f64|f128)?$/.exec(text);
  const digits = match?.[1] ?? text;
  return match?.[2] ? { kind: 'float', text: digits, suffix: match[2] } : { kind: 'float', text: digits };
}

/** `'x'`, `'\n'`, `'\u{1f600}'`, `b'x'`. */
export function parseChar(text: string): Literal {
  const byte = text.startsWith('b');
  const inner = text.slice(byte ? 2 : 1, text.endsWith("'") ? -1 : undefined);
  const value = decodeEscapes(inner).codePointAt(0) ?? 0;
  return byte ? { kind: 'byte', value } : { kind: 'char', value };
}

/** Any string literal: plain, raw, byte and C strings. */
export function parseString(text: string): Literal {
  // rustc reads the line ends of Windows as those of Unix (Rust Reference, "Input format").
  const match = /^(b|c)?(r)?(#*)"([\s\S]*?)"?#*$/.exec(text.replaceAll('\r\n', '\n'));
  const prefix = match?.[1];
  if (prefix === 'c') return { kind: 'cStr' };
  const raw = match?.[4] ?? '';
  const value = match?.[2] ? raw : decodeEscapes(raw);
  if (prefix === 'b') return { kind: 'byteStr', value };
  return { kind: 'str', value };
}

/** Escapes of char and string literals (Rust Reference, "Tokens"); unknown ones stay as they are. */
function decodeEscapes(text: string): string {
  return text.replace(
    /\\(?:\r?\n\s*|x([0-9a-fA-F]{2})|u\{([0-9a-fA-F_]+)\}|([\s\S]))/g,
    (all, hex, unicode, single) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      if (unicode !== undefined) {
        const point = Number.parseInt(unicode.replaceAll('_', ''), 16);
        return point <= 0x10ffff ? String.fromCodePoint(point) : all;
      }
      return single === undefined ? '' : (ESCAPES[single] ?? all);
    },
  );
}
