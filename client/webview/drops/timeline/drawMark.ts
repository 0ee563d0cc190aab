import { el, type VNode } from '../../dom/vnode.ts';
import type { Mark } from './marks.ts';

/** A mark around a point, in pixels; `radius` is the room that it has to each side. */
export function drawMark({ kind, number, conditional }: Mark, x: number, y: number, radius: number): VNode {
  const size = Math.min(8, radius - 1);
  const look = {
    class: `mark ${kind}${conditional ? ' conditional' : ''}`,
    transform: `translate(${x} ${y})`,
  };
  const small = Math.min(4, size);
  switch (kind) {
    case 'made':
      return el('g', look, el('circle', { r: small }));
    case 'locked':
      return el(
        'g',
        look,
        el('circle', { class: 'ground', r: Math.min(8, size + 1) }),
        el('path', { class: 'shackle', d: 'M-2.4 -1 V-2.6 A2.4 2.4 0 0 1 2.4 -2.6 V-1' }),
        el('rect', { x: -4, y: -1, width: 8, height: 6, rx: 1 }),
      );
    case 'moved':
      return el('g', look, el('path', { d: `M0 -4 V0 H${size} M${size - 3} -3 L${size} 0 L${size - 3} 3` }));
    case 'dropped':
      return el(
        'g',
        look,
        el('circle', { r: small }),
        el('path', { d: 'M-5.5 -5.5 L5.5 5.5 M5.5 -5.5 L-5.5 5.5' }),
      );
    case 'leaked':
      return el('g', look, el('circle', { r: small + 1 }), el('path', { d: 'M-5.5 5.5 L5.5 -5.5' }));
    case 'warned':
      return el(
        'g',
        look,
        el('path', { d: 'M0 -6.5 L6.8 5.5 H-6.8 Z' }),
        el('path', { class: 'sign', d: 'M0 -2.2 V1.6 M0 3.4 V3.8' }),
      );
    case 'ended':
    case 'left':
    case 'replaced':
      return drawDrop(size, look, kind === 'replaced', number);
  }
}

function drawDrop(
  size: number,
  look: { class: string; transform: string },
  isSquare: boolean,
  number?: number,
): VNode {
  const shape = isSquare
    ? el('rect', { x: -size + 1, y: -size + 1, width: 2 * size - 2, height: 2 * size - 2, rx: 2 })
    : el('circle', { r: size });
  const text = number !== undefined && size >= 6 && !isSquare;
  return el(
    'g',
    look,
    shape,
    text && el('text', { 'text-anchor': 'middle', 'dominant-baseline': 'central' }, String(number)),
  );
}
