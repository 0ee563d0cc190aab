import type { TailView, TypeView } from '../../../../shared/layoutView.ts';
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
  const least = view.size === undefined || view.tail?.kind === 'traitObject' ? 'at least ' : '';
  if (view.ifWritten) parts.push(`align ${grouped(view.ifWritten.align)}`);
  if (view.align !== undefined) parts.push(`align ${least}${grouped(view.align)}`);
  if (view.padding && view.size) parts.push(paddingPart(view.padding, view));
  if (view.unsized) parts.push('unsized');
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

/** Of a type without a fixed size there is no share of it. */
function paddingPart(padding: number, { size = 0, unsized }: TypeView): string {
  return `${grouped(padding)} padding${unsized ? '' : ` (${percent(padding, size)})`}`;
}

function sizePart(view: TypeView): string {
  if (view.symbolicSize !== undefined) return `**${code(view.symbolicSize)} bytes** and padding`;
  const about = view.warrant === 'nearest' ? '≈ ' : '';
  if (view.tail?.formula !== undefined) return `**${about}${view.tail.formula} bytes**${rounding(view.tail)}`;
  if (view.unsized) return `**${about}at least ${bytes(view.size ?? 0)}**`;
  if (view.ifWritten)
    return `**${bytes(view.ifWritten.size)}** if ${code(view.ifWritten.by)} leaves it as written`;
  if (view.size === undefined && view.atLeast === undefined) return '**Size unknown**';
  if (view.size === undefined) return `**at least ${bytes(view.atLeast ?? 0)}**`;
  return view.size === 0 ? `**${about}0 bytes** (zero-sized)` : `**${about}${bytes(view.size)}**`;
}

function rounding({ roundedTo }: TailView): string {
  return roundedTo === undefined ? '' : `, rounded up to a multiple of ${roundedTo}`;
}
