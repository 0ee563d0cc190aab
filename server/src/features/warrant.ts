import type { Warrant } from '../../../shared/layoutView.ts';
import type { AdtDef } from '../types/adt.ts';

/**
 * How far a computed layout can be trusted: `guaranteed` where the Rust Reference ("Type layout") promises the
 * representation on every release, as for `repr(C)` and `repr(u8)`, else `exact` for the release and target in
 * force. (What the fields hold may still be release-specific; the promise is about how they are put together.)
 */
export function warrantOf(adt: AdtDef): Warrant {
  return adt.repr.c || adt.repr.transparent || adt.repr.int !== undefined ? 'guaranteed' : 'exact';
}
