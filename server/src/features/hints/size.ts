import { bytes } from '../figures.ts';
import { firstLine } from '../hover/firstLine.ts';
import type { HintKind } from './hint.ts';

/** `56 bytes` behind the name of each struct, enum and union. */
export const sizeHints: HintKind = ({ item, view }) => {
  if (view.size === undefined || view.unsized) return [];
  return [
    {
      offset: item.name.span.end,
      label: bytes(view.size),
      tooltip: firstLine(view, { isCopy: view.isCopy }),
      space: 'before',
      subject: item.name.span.start,
    },
  ];
};
