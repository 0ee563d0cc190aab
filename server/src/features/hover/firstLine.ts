import type { TypeView } from '../../../../shared/layoutView.ts';
import { bytes, grouped, percent } from '../figures.ts';
import { code, sentence } from './markdown.ts';

/** What happens to a value when it goes, and when it is used. `undefined`: not known. */
export interface ValueFacts {
  readonly isCopy?: boolean | undefined;
  readonly needsDrop?: boolean | 'maybe' | undefined;
}

/**
 * The line that answers the common question alone:
 * `**56 bytes** · align 8 · 7 padding (12.5 %) · needs drop`.
 */
export function firstLine(view: TypeView, facts: ValueFacts): string {
  if (view.warrant === 'unknown') return `**Size unknown**: ${sentence(view.reason ?? 'no reason is known')}`;
  const parts = [sizePart(view)];
  if (view.align !== undefined)
    parts.push(`align ${view.symbolicSize === undefined ? '' : 'at least '}${grouped(view.align)}`);
  if (view.padding && view.size)
    parts.push(`${grouped(view.padding)} padding (${percent(view.padding, view.size)})`);
  if (view.uninhabited) parts.push('no value can exist');
  if (facts.isCopy) parts.push('Copy');
  else if (facts.needsDrop === true) parts.push('needs drop');
  else if (facts.needsDrop === 'maybe') parts.push('may need drop');
  if (view.warrant === 'guaranteed') parts.push('guaranteed');
  if (view.warrant === 'verified') parts.push('verified');
  const line = parts.join(' · ');
  return view.warrant === 'partial' && view.reason
    ? `${line}\n\nPartly known: ${sentence(view.reason)}`
    : line;
}

function sizePart(view: TypeView): string {
  if (view.symbolicSize !== undefined) return `**${code(view.symbolicSize)} bytes** and padding`;
  if (view.unsized) return view.size ? `**unsized**, ${bytes(view.size)} before its tail` : '**unsized**';
  return view.size === 0 ? '**0 bytes** (zero-sized)' : `**${bytes(view.size ?? 0)}**`;
}
