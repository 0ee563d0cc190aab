import { bytes } from '../figures.ts';
import { code } from '../hover/markdown.ts';
import type { HintKind } from './hint.ts';
import { orderAdvice } from './orderAdvice.ts';

/** `+7 trailing padding` at the end of a struct whose size is rounded up to its alignment. */
export const trailingPaddingHints: HintKind = (hinted) => {
  const { item, view, settings } = hinted;
  const last = view.pieces.at(-1);
  if (item.kind !== 'struct') return [];
  if (last?.kind !== 'padding' || !last.trailing || last.size < settings.minimumPadding) return [];
  const advice = orderAdvice(hinted);
  const behind = last.after === undefined ? '' : ` behind ${code(last.after)}, the last field in memory,`;
  const why = `The size is rounded up to a multiple of the alignment, ${view.align}: ${bytes(last.size)}${behind} stay empty.`;
  return [
    {
      offset: item.span.end,
      label: `+${last.size} trailing padding${advice.avoidable ? ' (avoidable)' : ''}`,
      tooltip: `${why}\n\n${advice.text}`,
      space: 'before',
      subject: item.name.span.start,
    },
  ];
};
