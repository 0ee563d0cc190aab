import type { Edition, Token } from '../../tokens.ts';

const always = new Set(
  (
    '_ as break const continue crate else enum extern false fn for if impl in let loop match mod move mut pub ref ' +
    'return self Self static struct super trait true type unsafe use where while ' +
    'abstract become box do final macro override priv typeof unsized virtual yield'
  ).split(' '),
);
const since2018 = new Set(['async', 'await', 'dyn', 'try']);
const segmentKeywords = new Set(['super', 'self', 'Self', 'crate', '$crate']);

/** Whether an identifier's text is a keyword that cannot name anything (`Token::is_reserved_ident`). */
export function isReserved(text: string, edition: Edition): boolean {
  if (always.has(text) || text === '$crate') return true;
  if (since2018.has(text)) return edition >= 2018;
  return text === 'gen' && edition >= 2024;
}

/** `self`, `Self`, `super`, `crate` and `$crate`, which stand in paths. */
export function isSegmentKeyword(text: string): boolean {
  return segmentKeywords.has(text);
}

/** Whether the token can be a segment of a path. */
export function isPathSegment(token: Token | undefined, edition: Edition): boolean {
  return (
    token !== undefined &&
    token.kind === 'ident' &&
    (segmentKeywords.has(token.text) || !isReserved(token.text, edition))
  );
}

/** Whether the token is an identifier that can be a name. */
export function isName(token: Token | undefined, edition: Edition): boolean {
  return token !== undefined && token.kind === 'ident' && !isReserved(token.text, edition);
}
