import type { Place } from '../mir/model.ts';

/** A place as text; equal for equal places. */
export function keyOf(place: Place): string {
  const steps = place.projections.map((p) => {
    if (p.kind === 'deref') return '*';
    if (p.kind === 'element') return `[${p.index ?? ''}${p.end === undefined ? '' : `..${p.end}`}]`;
    return p.variant ? `.${p.variant.index}:${p.index}` : `.${p.index}`;
  });
  return `${place.local}${steps.join('')}`;
}
