import type { Cursor } from './cursor.ts';

/** Passes any number of `#[…]` and `#![…]`. */
export function skipAttributes(c: Cursor): void {
  while (c.isPunct('#')) {
    const next = c.ahead(1);
    if (next?.text === '[') c.bump();
    else if (next?.text === '!' && c.ahead(2)?.text === '[') {
      c.bump();
      c.bump();
    } else return;
    c.bump();
  }
}
